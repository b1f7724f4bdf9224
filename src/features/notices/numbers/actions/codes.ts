/** The codes of offices, and serials of papers that were numbered outside this service. */
import { type AuditAct, record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, today } from '../../actions/by.ts';
import { codeForm, latinForm, mostElsewhere } from '../model/number.ts';
import { endCode, insertCode, insertElsewhere, lastSerial, lockCodeWithin } from '../queries/numbers.ts';

/** Gives an office a code. A code belongs to one office for good: two series must not give the same number. */
export async function addCode(
  services: Services,
  by: By,
  input: { organisationId: number; code: string; latin: string | null },
): Promise<Outcome<{ id: number }>> {
  const at = services.clock.now();
  const office = await organisationById(services.db, input.organisationId);
  if (!office || office.endedOn !== null || !within(by.reach, office.path)) {
    return refused('organisationId', 'officeOutside');
  }
  const code = input.code.normalize('NFC');
  if (!codeForm.test(code)) return refused('code', 'codeForm');
  if (input.latin !== null && !latinForm.test(input.latin)) return refused('latin', 'latinForm');
  return services.db.transaction().execute(async (trx) => {
    const id = await insertCode(trx, { ...input, code, at });
    if (id === undefined) return refused('code', 'codeTaken', { code });
    await note(trx, by, 'notice.add_code', office.id, { code: id }, at);
    return done({ id });
  });
}

/** From now on nothing new gets a number with this code; numbers given stay. */
export function retireCode(services: Services, by: By, id: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const code = await lockCodeWithin(trx, by.reach, id);
    if (!code) return refused(null, 'codeMissing');
    if (code.endedAt !== null) return refused(null, 'codeEnded');
    await endCode(trx, id, at);
    await note(trx, by, 'notice.end_code', code.organisationId, { code: id }, at);
    return done(null);
  });
}

/** Takes the next serials of this year for papers with a number from outside: on paper, or before Belfry came. */
export function numberElsewhere(
  services: Services,
  by: By,
  id: number,
  input: { count: number; remark: string },
): Promise<Outcome<{ from: number; until: number; year: number }>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const code = await lockCodeWithin(trx, by.reach, id);
    if (!code) return refused(null, 'codeMissing');
    if (code.endedAt !== null) return refused(null, 'codeEnded');
    if (input.count < 1 || input.count > mostElsewhere) return refused('count', 'countWrong');
    if (input.remark === '') return refused('remark', 'remarkMissing');
    const year = Number(today(services).slice(0, 4));
    const from = (await lastSerial(trx, id, year)) + 1;
    const until = from + input.count - 1;
    await insertElsewhere(trx, { codeId: id, year, from, until, remark: input.remark, by: by.accountId, at });
    await note(trx, by, 'notice.number_elsewhere', code.organisationId, { code: id, year, from, until }, at);
    return done({ from, until, year });
  });
}

function note(
  trx: Transaction,
  by: By,
  action: AuditAct,
  organisationId: number,
  detail: Record<string, number>,
  at: Date,
): Promise<void> {
  const subject = `organisation:${organisationId}`;
  return record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action,
    organisationId,
    subject,
    detail,
    at,
  });
}
