/** Review by a second person: submit, comment, return, approve. What is approved is frozen. */
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { contentHash } from '../model/freeze.ts';
import { audienceOf, lockWithin, wholeOf, writersOf } from '../queries/notices.ts';
import { changeState } from '../queries/write.ts';
import { audienceWithin, measured } from './audience.ts';
import { act, type By, noteAct } from './by.ts';
import { missingInCorrection } from './correct.ts';
import { missingParts } from './draft.ts';
import { tellApprovers, tellAuthor } from './tell.ts';

/** Sends the draft to those who can approve it. */
export function submit(services: Services, by: By, id: number, revision: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'submit', async (trx, notice) => {
    if (notice.revision !== revision) return refused(null, 'stale');
    const troubles = [...(await missingParts(services, notice, trx)), ...(await missingInCorrection(trx, notice))];
    const size = await measured(trx, services, notice, await audienceOf(trx, id), by.ownClassIds ?? []);
    if (!size.ok) return { ok: false, troubles: [...troubles, ...size.troubles] };
    if (troubles.length > 0) return { ok: false, troubles };
    await changeState(trx, id, { state: 'in_review', isOwnClass: size.value.isOwnClass }, at);
    await noteAct(trx, notice, by.accountId, 'submitted', at, { detail: { people: size.value.people } });
    await tellApprovers(services, trx, notice, by.accountId);
    return done(null);
  });
}

/** The author goes on writing instead. */
export function takeBack(services: Services, by: By, id: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'take_back', async (trx, notice) => {
    await changeState(trx, id, { state: 'draft' }, at);
    await noteAct(trx, notice, by.accountId, 'taken_back', at);
    return done(null);
  });
}

/** A remark for the author that changes nothing. */
export function comment(services: Services, by: By, id: number, text: string): Promise<Outcome<null>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const notice = await lockWithin(trx, by.reach, id);
    if (!notice) return refused(null, 'noticeMissing');
    if (text === '') return refused('comment', 'commentMissing');
    await noteAct(trx, notice, by.accountId, 'commented', at, { comment: text });
    return done(null);
  });
}

/** Back to the author with a reason. */
export function returnToAuthor(services: Services, by: By, id: number, reason: string): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'return', async (trx, notice) => {
    if (reason === '') return refused('comment', 'reasonMissing');
    await changeState(trx, id, { state: 'draft' }, at);
    await noteAct(trx, notice, by.accountId, 'returned', at, { comment: reason });
    await tellAuthor(services, trx, notice, 'returned', reason);
    return done(null);
  });
}

/**
 * Approves the revision that was read, and freezes it with its audience and size. Whoever wrote in the notice cannot
 * approve it.
 */
export function approve(
  services: Services,
  by: By,
  id: number,
  revision: number,
  remark: string,
): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'approve', async (trx, notice) => {
    if (notice.revision !== revision) return refused(null, 'stale');
    const writers = await writersOf(trx, id);
    if (notice.authorId === by.accountId || writers.includes(by.accountId)) return refused(null, 'authorCannotApprove');
    const whole = await wholeOf(trx, notice);
    // Who answers for a school only approves nothing that goes beyond it, whoever wrote it.
    if (!(await audienceWithin(trx, by.reach, whole.audience))) return refused(null, 'audienceBeyond');
    const size = await measured(trx, services, notice, whole.audience, []);
    if (!size.ok) return size;
    const frozenSize = size.value.people;
    await changeState(
      trx,
      id,
      {
        state: 'approved',
        approverId: by.accountId,
        frozenSize,
        frozenHash: contentHash(whole, frozenSize),
        confirmedSize: null,
      },
      at,
    );
    const detail = { people: frozenSize, revision };
    await noteAct(trx, notice, by.accountId, 'approved', at, { comment: remark || null, detail });
    await tellAuthor(services, trx, notice, 'approved', remark);
    return done(null);
  });
}

/** Back to a draft for a change: the approval is gone, and a new review follows. */
export function reopen(services: Services, by: By, id: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'reopen', async (trx, notice) => {
    const cleared = { approverId: null, frozenSize: null, frozenHash: null, confirmedSize: null, publishAt: null };
    await changeState(trx, id, { state: 'draft', ...cleared }, at);
    await noteAct(trx, notice, by.accountId, 'reopened', at);
    return done(null);
  });
}
