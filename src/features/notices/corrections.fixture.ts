/** A correction that goes all its way, for tests. */
import type { Services } from '#platform/services.ts';
import { removeAttachment } from './actions/attachments.ts';
import { saveCorrection, startCorrection } from './actions/correct.ts';
import { saveText } from './actions/draft.ts';
import { publish } from './actions/publish.ts';
import { approve, submit } from './actions/review.ts';
import { type NoticeSpec, value } from './factory.ts';
import { attachmentsOf, noticeById } from './queries/notices.ts';

export interface CorrectionSpec {
  title?: string;
  body: string;
  told?: 'nobody' | 'acknowledged' | 'everybody';
  renews?: boolean;
  /** A file that it leaves out. */
  without?: string;
}

export function applyable(services: Services, spec: NoticeSpec) {
  return async (id: number, correction: CorrectionSpec): Promise<number> => {
    const { author, approver } = spec;
    const draft = value(await startCorrection(services, author, id)).id;
    const notice = await noticeById(services.db, draft);
    if (!notice) throw new Error('no draft');
    const plan = {
      reason: '三十分钟写成了二十分钟',
      told: correction.told ?? 'nobody',
      renews: correction.renews ?? false,
      deadlineOn: notice.deadlineOn,
    };
    let { revision } = value(await saveCorrection(services, author, draft, notice.revision, plan));
    const title = correction.title ?? '关于冬季作息时间调整的通知';
    const text = { language: 'zh-CN' as const, title, body: correction.body };
    revision = value(await saveText(services, author, draft, revision, text)).revision;
    const unwanted = (await attachmentsOf(services.db, draft)).find((file) => file.name === correction.without);
    if (unwanted) {
      revision = value(await removeAttachment(services, author, draft, revision, unwanted.id)).revision;
    }
    // The other languages are not what is tried here.
    value(await submit(services, author, draft, revision, { olderConfirmed: true }));
    value(await approve(services, approver, draft, revision, ''));
    value(await publish(services, author, draft));
    return draft;
  };
}
