/** What a personal link opens, and the acknowledgement by one tap. Opening stores nothing. */
import { messageById, readLink } from '#features/delivery/feature.ts';
import { childrenOf, personLink } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Notice, Whole } from '../model/notice.ts';
import { isOut } from '../model/states.ts';
import { noticeById, wholeOf } from '../queries/notices.ts';
import { type Acknowledged, acknowledgementOf, addressedThrough, insertAcknowledgement } from '../queries/receipts.ts';
import { earlierAcknowledgement } from '../queries/versions.ts';
import { today } from './by.ts';
import { countedAt } from './counted-at.ts';

export type Opened =
  | { kind: 'unknown' }
  /** Too old; the person is no longer addressed; the notice was taken back. */
  | { kind: 'expired' | 'ended' | 'withdrawn' | 'notYet'; notice: Notice; language: ContentLanguage | null }
  | {
      kind: 'open';
      whole: Whole;
      personId: number;
      /** The person's link epoch. */
      epoch: number;
      /** Through which the person is reached. */
      organisationId: number;
      language: ContentLanguage | null;
      acknowledged: Acknowledged | undefined;
      /** What the person acknowledged before a correction asked anew. */
      earlier: { version: number; on: string } | undefined;
    };

/** Reads a personal link: signature, age, the person's epoch and state, and whether the audience still has the person. */
export async function openLink(services: Services, token: string, trx?: Transaction): Promise<Opened> {
  const db = trx ?? services.db;
  const link = readLink(services.secrets, token);
  if (!link) return { kind: 'unknown' };
  const message = await messageById(db, link.messageId);
  const id = Number(/^notice:(\d+)$/.exec(message?.subject ?? '')?.[1] ?? 0);
  const notice = id ? await noticeById(db, id) : undefined;
  if (!message || !notice) return { kind: 'unknown' };
  const person = await personLink(db, link.personId);
  if (!person) return { kind: 'unknown' };
  const now = services.clock.now();
  const { language } = person;
  if (person.linkEpoch !== link.epoch || person.state !== 'active') return { kind: 'ended', notice, language: null };
  if (notice.state === 'withdrawn') return { kind: 'withdrawn', notice, language };
  if (!isOut(notice, now)) return { kind: 'notYet', notice, language };
  if (message.linkExpiresAt <= now) return { kind: 'expired', notice, language };
  const whole = await wholeOf(db, notice);
  const organisationId = await addressedThrough(db, whole.audience, today(services), link.personId);
  if (organisationId === undefined) return { kind: 'ended', notice, language: null };
  const acknowledged = await acknowledgementOf(db, id, link.personId);
  const earlier = acknowledged ? undefined : await earlierAcknowledgement(db, id, link.personId);
  return {
    kind: 'open',
    whole,
    personId: link.personId,
    epoch: link.epoch,
    organisationId,
    language,
    acknowledged,
    earlier,
  };
}

/** Notes that the person has received the notice: the day only, once. After the deadline too. */
export function acknowledge(services: Services, token: string, seen?: number): Promise<Outcome<{ first: boolean }>> {
  return services.db.transaction().execute(async (trx) => {
    const opened = await openLink(services, token, trx);
    if (opened.kind !== 'open') return refused(null, 'linkEnded');
    const { notice } = opened.whole;
    const { personId } = opened;
    if (notice.request === 'none') return refused(null, 'nothingAsked');
    if (seen !== undefined && seen !== notice.version) return refused(null, 'stale');
    // Who may act for a child answers the slip instead.
    if (
      notice.request === 'slip' &&
      (await childrenOf(trx, opened.whole.audience, today(services), personId)).length > 0
    ) {
      return refused(null, 'nothingAsked');
    }
    const places = await countedAt(trx, notice, new Map([[personId, opened.organisationId]]));
    const first = await insertAcknowledgement(trx, {
      noticeId: notice.id,
      personId,
      organisationId: places.get(personId) ?? opened.organisationId,
      means: 'link',
      on: today(services),
    });
    return done({ first });
  });
}
