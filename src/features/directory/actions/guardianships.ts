/** Guardianships: who may receive and act for a pupil, from when to when; a reason is never asked for nor kept. */
import type { AuditAct } from '#features/audit/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { GuardianshipRecord } from '../model/records.ts';
import { inForce } from '../model.ts';
import {
  endGuardianshipRow,
  hasOtherOpenGuardianship,
  raiseLinkEpoch,
  updateGuardianship,
} from '../queries/changes.ts';
import { guardianshipWithin, personWithinReach } from '../queries/person-page.ts';
import { boundsOf, type Desk, recordChange } from './desk.ts';

/** Ends it today. Links sent to the guardian so far end with it; queued messages are stopped when they are claimed. */
export async function endGuardianship(trx: Transaction, desk: Desk, id: number): Promise<Outcome<GuardianshipRecord>> {
  const guardianship = await guardianshipWithin(trx, boundsOf(desk), id, true);
  if (!guardianship) return refused(null, 'gone');
  if (guardianship.endsOn !== null && guardianship.endsOn <= desk.today) return refused(null, 'hasEnded');
  await endGuardianshipRow(trx, id, desk.today);
  await raiseLinkEpoch(trx, [guardianship.guardianId]);
  await note(trx, desk, 'guardianship.end', guardianship);
  return done(guardianship);
}

export interface GuardianshipValues {
  mayReceive: boolean;
  mayAct: boolean;
  startsOn: string;
  endsOn: string | null;
}

/** Changes rights and dates. Whoever no longer receives loses the links sent so far. */
export async function changeGuardianship(
  trx: Transaction,
  desk: Desk,
  id: number,
  values: GuardianshipValues,
): Promise<Outcome<GuardianshipRecord>> {
  const before = await guardianshipWithin(trx, boundsOf(desk), id, true);
  if (!before) return refused(null, 'gone');
  if (before.endsOn !== null && before.endsOn <= desk.today) return refused(null, 'hasEnded');
  if (values.endsOn !== null && values.endsOn < values.startsOn) return refused('endsOn', 'endsBeforeStart');
  if (values.endsOn === null && (await hasOtherOpenGuardianship(trx, id)))
    return refused('endsOn', 'otherGuardianship');
  await updateGuardianship(trx, id, values);
  const received = before.mayReceive && inForce(before, desk.today);
  if (received && !(values.mayReceive && inForce(values, desk.today))) await raiseLinkEpoch(trx, [before.guardianId]);
  await note(trx, desk, 'guardianship.change', before, { receive: values.mayReceive, act: values.mayAct });
  return done(before);
}

async function note(
  trx: Transaction,
  desk: Desk,
  action: AuditAct,
  { id, guardianId, pupilId }: GuardianshipRecord,
  detail: Record<string, boolean> = {},
): Promise<void> {
  const pupil = await personWithinReach(trx, boundsOf(desk), pupilId);
  const subject = { personId: guardianId, organisationId: pupil?.organisationId };
  await recordChange(trx, desk, action, subject, { guardianship: id, ...detail });
}
