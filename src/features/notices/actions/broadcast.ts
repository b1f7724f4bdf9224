/** What is public goes to the channels that want it, in the transaction of the act itself. */
import { broadcast, broadcastOf, takeBackWord } from '#features/channels/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { wordsLanguage } from '#platform/i18n.ts';
import { markdownToText } from '#platform/markdown.ts';
import type { Services } from '#platform/services.ts';
import { mailWords } from '../messages/mail.ts';
import type { Notice, Text, Whole } from '../model/notice.ts';
import { numberFor } from '../numbers/model/number.ts';
import { publicPath } from '../paths.ts';
import { officeName } from './tell.ts';

type Word = 'published' | 'corrected' | 'withdrawn';

/** Of a withdrawn notice the reason is said, and its text no more. */
export async function tellChannels(
  services: Services,
  trx: Transaction,
  { notice, texts }: Pick<Whole, 'notice' | 'texts'>,
  word: Word,
  dueAt: Date,
): Promise<void> {
  if (!notice.isPublic) return;
  const main = notice.mainLanguage;
  const ordered = [...texts].sort((a, b) => Number(b.language === main) - Number(a.language === main));
  await broadcast(trx, {
    kind: 'notice',
    subject: `notice:${notice.id}`,
    word,
    paths: [notice.organisationPath],
    office: await officeName(trx, notice.organisationId),
    exercise: false,
    texts: ordered.map((text) => ({
      language: text.language,
      title: text.title,
      text: textOf(notice, text, word),
      link: services.config.publicUrl + publicPath(notice.id, text.language),
    })),
    dueAt,
    at: services.clock.now(),
  });
}

function textOf(notice: Notice, text: Text, word: Word): string {
  if (word === 'withdrawn') return notice.withdrawnReason ?? '';
  const reason = word === 'corrected' ? (notice.correctionReason ?? '') : '';
  const t = mailWords(wordsLanguage(text.language), text.language);
  return [
    numberFor(notice, wordsLanguage(text.language)),
    reason && t('correctionNote', { reason }),
    markdownToText(text.body),
  ]
    .filter(Boolean)
    .join('\n');
}

/** Of many notices, those that channels spoke of or will. */
export async function noticesSpokenOf(trx: Transaction, ids: readonly number[]): Promise<number[]> {
  const spoken = await broadcastOf(
    trx,
    ids.map((id) => `notice:${id}`),
  );
  return ids.filter((id) => spoken.has(`notice:${id}`));
}

/** A publication that was stopped within its minute was never said. */
export function untellChannels(trx: Transaction, noticeId: number, now: Date): Promise<void> {
  return takeBackWord(trx, `notice:${noticeId}`, 'published', now);
}
