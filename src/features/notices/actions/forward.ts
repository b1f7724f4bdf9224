/**
 * Passing a notice on: a notice of the school or class, with a preface of its own, which carries the original's text,
 * number and issuer unchanged. It is reviewed and published as any other; withdrawal and correction of the original
 * follow through to it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { peopleReached, rowsForgotten, stopMessages } from '#features/delivery/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { ForwardReach } from '../model/forward.ts';
import type { Clause, Notice } from '../model/notice.ts';
import {
  clearParts,
  forwardable,
  forwardsBehind,
  forwardsOut,
  insertForward,
  setForwardsVersion,
  updatePreface,
  withdrawForwards,
} from '../queries/forwards.ts';
import { lockNotice, noticeById, textsOf, wholeOf } from '../queries/notices.ts';
import { keepVersion, renewAcknowledgements, takeOver } from '../queries/versions.ts';
import { changeState, copyParts, insertClauses } from '../queries/write.ts';
import { Recent } from '../recent.ts';
import { type CheckedSpoken, checkSpoken, type Spoken, storeSpoken } from '../recordings/actions/recordings.ts';
import { noticesSpokenOf, tellChannels } from './broadcast.ts';
import { type By, edit, noteAct, today } from './by.ts';
import { tellCorrection } from './correct.ts';
import { submit } from './review.ts';

/** Starts a draft that passes a notice on, to the guardians of the office; the audience may be changed. */
export async function startForward(
  services: Services,
  by: By,
  original: number,
  input: { organisationId: number; preface: string },
  spoken?: CheckedSpoken,
): Promise<Outcome<{ id: number }>> {
  const at = services.clock.now();
  const office = await organisationById(services.db, input.organisationId);
  if (!office || office.endedOn !== null || !within(by.reach, office.path)) {
    return refused('organisationId', 'officeOutside');
  }
  const notice = await forwardable(services.db, by.reach, original, at);
  if (!notice) return refused(null, 'notForwardable');
  return services.db.transaction().execute(async (trx) => {
    const draft = { ...input, authorId: by.accountId, at, today: today(services) };
    const id = await insertForward(trx, original, draft);
    await copyParts(trx, original, id);
    if (spoken) await storeSpoken(trx, id, spoken, at);
    const clauses: Clause[] = [{ organisationId: office.id, role: 'guardians' }];
    await insertClauses(trx, id, 'include', clauses);
    await noteAct(trx, { id, organisationId: office.id }, by.accountId, 'created', at, {
      detail: { forwards: original },
    });
    await noteAct(trx, notice, by.accountId, 'forwarded', at, { detail: { forward: id } });
    return done({ id });
  });
}

/**
 * A class teacher passes a notice on to the own class, perhaps with a recording of it; an approver of the school reviews and
 * publishes it. A recording that is refused refuses the whole: nothing is started.
 */
export async function forwardToClass(
  services: Services,
  by: By,
  original: number,
  input: { organisationId: number; preface: string },
  spoken?: Spoken,
): Promise<Outcome<{ id: number }>> {
  if (!by.ownClassIds?.includes(input.organisationId)) return refused('organisationId', 'officeOutside');
  const checked = spoken && (await checkSpoken(spoken));
  if (checked && !checked.ok) return checked;
  const started = await startForward(services, by, original, input, checked?.value);
  if (!started.ok) return started;
  const draft = await noticeById(services.db, started.value.id);
  const sent = await submit(services, by, started.value.id, draft?.revision ?? 0);
  return sent.ok ? started : sent;
}

export function savePreface(
  services: Services,
  by: By,
  id: number,
  revision: number,
  preface: string,
): Promise<Outcome<{ revision: number }>> {
  return edit(
    services,
    by,
    id,
    revision,
    async (trx, notice) => {
      if (notice.forwardsId === null) return refused(null, 'notNow');
      await updatePreface(trx, id, preface);
      return done(null);
    },
    { ofForward: true },
  );
}

/** With the original, all that passed it on is withdrawn, in the same transaction. */
export async function withdrawWithOriginal(
  services: Services,
  trx: Transaction,
  notice: Notice,
  reason: string,
): Promise<void> {
  const at = services.clock.now();
  const out = await forwardsOut(trx, notice.id);
  const messages = await withdrawForwards(trx, notice.id, reason, at);
  await stopMessages(trx, messages, 'the original was withdrawn');
  // Each school's channels said it under the school's own name: there it is taken back too.
  const spoken = await noticesSpokenOf(
    trx,
    out.map(({ id }) => id),
  );
  for (const id of spoken) {
    const forward = await noticeById(trx, id);
    if (forward) await tellChannels(services, trx, { notice: forward, texts: await textsOf(trx, id) }, 'withdrawn', at);
  }
}

/** Brings forwards to the corrected text of their originals; returns how many. Safe to run twice: each is locked. */
export async function followCorrections(services: Services): Promise<number> {
  const behind = await forwardsBehind(services.db);
  let followed = 0;
  // Each forward has versions, answers and a message of its own.
  for (const one of behind) {
    if (await services.db.transaction().execute((trx) => follow(services, trx, one))) followed += 1;
  }
  return followed;
}

async function follow(
  services: Services,
  trx: Transaction,
  { id, correction, version }: { id: number; correction: number; version: number },
): Promise<boolean> {
  const at = services.clock.now();
  const before = await lockNotice(trx, id);
  if (!before || before.forwardsVersion === null || before.forwardsVersion >= version) return false;
  await setForwardsVersion(trx, id, version);
  if (before.state !== 'published') {
    await clearParts(trx, id);
    await copyParts(trx, before.forwardsId as number, id);
    const cleared = { approverId: null, frozenSize: null, frozenHash: null, confirmedSize: null, publishAt: null };
    await changeState(trx, id, { state: 'draft', ...cleared }, at);
    await noteAct(trx, before, null, 'original_corrected', at);
    return true;
  }
  await keepVersion(trx, id, at);
  await takeOver(trx, id, correction, at);
  const notice = (await noticeById(trx, id)) as Notice;
  if (notice.correctionRenews && notice.request === 'acknowledge') await renewAcknowledgements(trx, id);
  const whole = await wholeOf(trx, notice);
  await tellCorrection(services, trx, before, whole, before.frozenSize ?? 0);
  await tellChannels(services, trx, whole, 'corrected', at);
  await noteAct(trx, before, null, 'original_corrected', at, { comment: notice.correctionReason });
  return true;
}

/** Forwards from which on counting takes longer than anybody waits for a page: then it is good for ten minutes. */
const many = 20;
const counted = new Recent<Database, number>(600_000);
/** Milliseconds that a page waits for the count. */
const patience = 50;

/** How far a notice went through those who passed it on. */
export async function reachOfForwards(services: Services, notice: Notice): Promise<ForwardReach> {
  const forwards = await forwardsOut(services.db, notice.id);
  if (forwards.length === 0) return { offices: 0, people: 0 };
  const messages = forwards.map((forward) => forward.messageId);
  const offices = new Set(forwards.map((forward) => forward.organisationId)).size;
  if (await rowsForgotten(services.db, [...messages, notice.messageId ?? 0])) return { offices, people: null };
  const count = () => peopleReached(services.db, messages, notice.messageId);
  if (forwards.length <= many) return { offices, people: await count() };
  const people = counted.get(services.db, `${notice.id} ${forwards.length}`, count);
  people.catch((error: unknown) =>
    services.log.warn({ err: error, notice: notice.id }, 'could not count who was reached'),
  );
  return { offices, people: await Promise.race([people, sleep(patience, undefined)]) };
}
