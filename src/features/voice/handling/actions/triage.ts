/** Whose a case is, and whether it is taken on. */
import { theDistrict } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { acceptDue, answerDue, askUntil, objectDue } from '../../model/due.ts';
import { complains } from '../../model/kinds.ts';
import type { DeclineReason, GiveBackReason, PassOnReason } from '../../model/reasons.ts';
import { changeCase } from '../../queries/cases.ts';
import { officesFor } from '../queries/desk.ts';
import { dropProposals } from '../queries/work.ts';
import { namesAccused } from './accused.ts';
import { type By, type Ground, notFrom, onCase } from './by.ts';

/** To the competent office: by whoever handles for the whole district. Also anew, while it is being handled. */
export function assign(trx: Transaction, by: By, number: string, officeId: number): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, step, note }) => {
    if (!by.handler.assigns) return refused(null, 'notYours');
    if (one.state !== 'received' && one.state !== 'accepted') return refused(null, 'caseMoved');
    const offices = await officesFor(trx, one, complains(one.kind));
    if (!offices.some((office) => office.id === officeId)) return refused('office', 'officeMissing');
    if (one.officeId === officeId) return done(null);
    await changeCase(trx, one.id, { officeId, assignedOn: by.today });
    await step({ act: 'assigned', officeId });
    await note('voice.assign_case');
    return done(null);
  });
}

/** The office says that it is not its own: within the clock's period, with a reason. The district assigns it anew. */
export function giveBack(
  trx: Transaction,
  by: By,
  number: string,
  why: { reason: GiveBackReason; text: string },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, rules, count, step, note }) => {
    if (one.state !== 'received' || one.officeId === null) return refused(null, 'caseMoved');
    // A category that names its office assigns on the day of receipt.
    const due = objectDue(rules, one.assignedOn ?? one.receivedOn, count).day;
    if (by.today > due) return refused(null, 'giveBackLate', { day: due });
    if (await namesAccused(trx, one.id, why.text)) return refused('giveBackText', 'publishAccused');
    await changeCase(trx, one.id, { officeId: null, assignedOn: null });
    await step({ act: 'given_back', reason: why.reason, text: why.text || null });
    await note('voice.give_back_case');
    return done(null);
  });
}

/** What nobody had until now is the district's own office's from here on; what complains of the district stays above it. */
async function withOffice(trx: Transaction, { one }: Ground): Promise<number | null> {
  if (one.officeId !== null) return one.officeId;
  const district = await theDistrict(trx);
  if (!district || (complains(one.kind) && one.organisationId === district.id)) return null;
  return district.id;
}

/** Takes it on: the clock of the answer runs. Also what was declined wrongly. */
export function accept(trx: Transaction, by: By, number: string): Promise<Outcome<null>> {
  return onCase(trx, by, number, async (ground) => {
    const { one, rules, count, step, note } = ground;
    if (one.state !== 'received' && one.state !== 'declined') return refused(null, 'caseMoved');
    const officeId = await withOffice(trx, ground);
    const due = answerDue(rules, { receivedOn: one.receivedOn, acceptedOn: by.today, extended: false }, count);
    await changeCase(trx, one.id, {
      ...{ state: 'accepted', officeId, acceptedOn: by.today, closedOn: null, askUntil: null },
      ...{ dueOn: due.day, dueProvisional: due.provisional },
    });
    await step({ act: 'accepted', officeId });
    await note('voice.accept_case');
    return done(null);
  });
}

export function decline(
  trx: Transaction,
  by: By,
  number: string,
  why: { reason: DeclineReason; text: string },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async (ground) => {
    const { one, rules, count, step, note } = ground;
    const moved = notFrom(one, 'declined');
    if (moved) return moved;
    if (await namesAccused(trx, one.id, why.text)) return refused('declineText', 'publishAccused');
    const officeId = await withOffice(trx, ground);
    const until = askUntil(rules, one.round, by.today, count)?.day ?? null;
    await changeCase(trx, one.id, { state: 'declined', officeId, closedOn: by.today, askUntil: until });
    await dropProposals(trx, one.id);
    await step({ act: 'declined', officeId, reason: why.reason, text: why.text });
    await note('voice.decline_case');
    return done(null);
  });
}

/** To another authority, which the person is told by name. Nothing is sent from here: how it goes there is on paper. */
export function passOn(
  trx: Transaction,
  by: By,
  number: string,
  to: { reason: PassOnReason; authority: string },
): Promise<Outcome<null>> {
  return onCase(trx, by, number, async (ground) => {
    const { one, step, note } = ground;
    const moved = notFrom(one, 'passed_on');
    if (moved) return moved;
    if (await namesAccused(trx, one.id, to.authority)) return refused('authority', 'publishAccused');
    const officeId = await withOffice(trx, ground);
    await changeCase(trx, one.id, { state: 'passed_on', officeId, closedOn: by.today });
    await dropProposals(trx, one.id);
    await step({ act: 'passed_on', officeId, reason: to.reason, text: to.authority });
    await note('voice.pass_on_case');
    return done(null);
  });
}

/** The other authority gave it back: the period to say whether it is taken on begins again. */
export function takeBack(trx: Transaction, by: By, number: string): Promise<Outcome<null>> {
  return onCase(trx, by, number, async ({ one, rules, count, step, note }) => {
    if (one.state !== 'passed_on') return refused(null, 'caseMoved');
    const due = acceptDue(rules, by.today, count);
    await changeCase(trx, one.id, {
      ...{ state: 'received', closedOn: null },
      ...{ dueOn: due.day, dueProvisional: due.provisional },
    });
    await step({ act: 'returned' });
    await note('voice.take_back_case');
    return done(null);
  });
}
