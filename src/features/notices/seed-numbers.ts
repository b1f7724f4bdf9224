/** For the demonstration: the codes of the bureau, numbers given in the past, entries in the register of rules. */
import type { Transaction } from '#platform/database/connect.ts';
import { officialNumber, parsedNumber } from './numbers/model/number.ts';
import { insertCode, insertElsewhere, insertNumber, lastSerial, setNumber } from './numbers/queries/numbers.ts';

export { chooseNumber } from './numbers/actions/choose.ts';
export type { Subject } from './register/model/rule.ts';
export { writeRule } from './register/queries/rules.ts';

export interface DemoCode {
  organisationId: number;
  code: string;
  latin: string;
}

/** Makes the codes; gives their ids by code. */
export async function makeCodes(trx: Transaction, codes: readonly DemoCode[], at: Date): Promise<Map<string, number>> {
  const made = new Map<string, number>();
  for (const code of codes) made.set(code.code, (await insertCode(trx, { ...code, at })) as number);
  return made;
}

/** Enters a number of the past; serials between the last one and it went to papers that were numbered outside. */
export async function makePastNumber(
  trx: Transaction,
  codes: ReadonlyMap<string, number>,
  latins: ReadonlyMap<string, string>,
  given: { noticeId: number; number: string; remark: string; at: Date },
): Promise<void> {
  const parsed = parsedNumber(given.number);
  const codeId = parsed && codes.get(parsed.code);
  if (!parsed || codeId === undefined) throw new Error(`The demo has no code for ${given.number}.`);
  const { year, serial } = parsed;
  const { remark, at, noticeId } = given;
  const from = (await lastSerial(trx, codeId, year)) + 1;
  if (from < serial) await insertElsewhere(trx, { codeId, year, from, until: serial - 1, remark, by: null, at });
  await insertNumber(trx, { codeId, year, serial, noticeId, at });
  const latin = latins.get(parsed.code);
  const number = officialNumber({ code: { code: parsed.code, latin: null }, year, serial });
  await setNumber(trx, noticeId, { codeId, number, latin: latin ? `${latin} [${year}] No. ${serial}` : null });
}
