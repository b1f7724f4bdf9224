/** Review by others, in the steps of the notice's chain: submit, comment, return, approve. What all approved is frozen. */
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import { startChain, takeStep, turnOf } from '../chains/actions/chain.ts';
import { contentHash } from '../model/freeze.ts';
import { audienceOf, lockWithin, textsOf, wholeOf } from '../queries/notices.ts';
import { changeState } from '../queries/write.ts';
import { audienceWithin, measured } from './audience.ts';
import { act, type By, noteAct } from './by.ts';
import { missingInCorrection } from './correct.ts';
import { missingParts } from './draft.ts';
import { tellAuthor } from './tell.ts';

/**
 * Sends the draft to those who can approve it. Translations of an earlier main text go along only where the writer says so.
 */
export function submit(
  services: Services,
  by: By,
  id: number,
  revision: number,
  { olderConfirmed = false } = {},
): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'submit', async (trx, notice) => {
    if (notice.revision !== revision) return refused(null, 'stale');
    const troubles: Trouble[] = [
      ...(await missingParts(services, notice, trx)),
      ...(await missingInCorrection(trx, notice)),
    ];
    // What is passed on stands as its issuer wrote it.
    if (!olderConfirmed && notice.forwardsId === null && (await textsOf(trx, id)).some((text) => text.isOlder)) {
      troubles.push({ field: 'older', key: 'translationsOlder' });
    }
    const audience = await audienceOf(trx, id);
    const size = await measured(trx, services, notice, audience, by.ownClassIds ?? []);
    if (!size.ok) return { ok: false, troubles: [...troubles, ...size.troubles] };
    if (troubles.length > 0) return { ok: false, troubles };
    await changeState(trx, id, { state: 'in_review', isOwnClass: size.value.isOwnClass }, at);
    await noteAct(trx, notice, by.accountId, 'submitted', at, { detail: { people: size.value.people } });
    await startChain(services, trx, notice, audience, by.accountId);
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
 * Approves, for the step whose turn it is, the revision that was read. Whoever wrote in the notice or approved another
 * step cannot. With the last step it is frozen with its audience and size.
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
    const turn = await turnOf(services, trx, by.accountId, notice);
    if (!turn.ok) return turn;
    const whole = await wholeOf(trx, notice);
    // Who answers for a school only lets nothing go beyond it, whoever wrote it: the last step is of whoever answers for all.
    const last = turn.value.step === turn.value.steps.at(-1);
    if (last && !(await audienceWithin(trx, by.reach, whole.audience))) return refused(null, 'audienceBeyond');
    const size = await measured(trx, services, notice, whole.audience, []);
    if (!size.ok) return size;
    const frozenSize = size.value.people;
    const taken = await takeStep(services, trx, by, whole, turn.value, frozenSize);
    if (!taken.ok) return taken;
    if (!taken.value.complete) {
      const detail = { people: frozenSize, revision, step: turn.value.step.position };
      await noteAct(trx, notice, by.accountId, 'step_approved', at, { comment: remark || null, detail });
      return done(null);
    }
    await changeState(
      trx,
      id,
      {
        state: 'approved',
        approverId: by.accountId,
        frozenSize,
        frozenHash: contentHash(whole, frozenSize, taken.value.steps),
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
