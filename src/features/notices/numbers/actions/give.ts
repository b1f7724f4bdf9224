/**
 * Giving a notice its number. It is given with the click that publishes, in the same transaction. A notice that is stopped
 * within the minute keeps its number for the next try; if it never goes out under it, the number is void and says why.
 */
import type { Transaction } from '#platform/database/connect.ts';
import { noteAct } from '../../actions/by.ts';
import type { Notice } from '../../model/notice.ts';
import { latinNumber, officialNumber, type VoidReason } from '../model/number.ts';
import { insertNumber, lastSerial, lockCode, numberOfNotice, setNumber, voidNumberOf } from '../queries/numbers.ts';

/**
 * Gives the number of the year of `day`, if the notice is to have one from a series; the notice is locked. Two notices of
 * one office at once: the second waits for the lock of the code, and then sees the first one's serial.
 */
export async function giveNumber(
  trx: Transaction,
  notice: Notice,
  { day, at, accountId }: { day: string; at: Date; accountId: number | null },
): Promise<Pick<Notice, 'number' | 'numberLatin'>> {
  const has = { number: notice.number, numberLatin: notice.numberLatin };
  if (notice.numberCodeId === null) return has;
  const code = await lockCode(trx, notice.numberCodeId);
  if (!code) throw new Error(`Notice ${notice.id} has a number code that is not there.`);
  const year = Number(day.slice(0, 4));
  const kept = await numberOfNotice(trx, notice.id);
  if (kept?.codeId === code.id && kept.year === year) return has;
  if (kept) await voidNumber(trx, notice, 'year', at, accountId);
  const serial = { code, year, serial: (await lastSerial(trx, code.id, year)) + 1 };
  await insertNumber(trx, { codeId: code.id, year, serial: serial.serial, noticeId: notice.id, at });
  const given = { number: officialNumber(serial), numberLatin: latinNumber(serial) };
  await setNumber(trx, notice.id, { codeId: code.id, number: given.number, latin: given.numberLatin });
  await noteAct(trx, notice, accountId, 'numbered', at, {
    comment: given.number,
    detail: { year, serial: serial.serial },
  });
  return given;
}

/** What was given to a notice that never came out is void; nothing happens if it has none. */
export async function voidNumber(
  trx: Transaction,
  notice: Pick<Notice, 'id' | 'organisationId' | 'number'>,
  reason: VoidReason,
  at: Date,
  accountId: number | null,
): Promise<void> {
  if ((await voidNumberOf(trx, notice.id, reason, at)) === 0) return;
  await noteAct(trx, notice, accountId, 'number_void', at, { comment: notice.number, detail: { reason } });
}
