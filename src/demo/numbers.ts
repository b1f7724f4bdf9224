/** The codes under which the bureau numbers its papers, and the numbers of the past year. */
import { makeCodes, makePastNumber } from '#features/notices/seed-numbers.ts';
import { endOfLocalDay, localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import type { Places } from './places.ts';

const codes = [
  { code: '青教发', latin: 'Qing Jiao Fa' },
  { code: '青教办', latin: 'Qing Jiao Ban' },
];
const outside = '报送上级、会议和内部文件，未通过本系统发布';

/** Ids by code. */
export type DemoCodes = ReadonlyMap<string, number>;

export function makeNumberCodes(services: Services, places: Places): Promise<DemoCodes> {
  const { timeZone } = services.config;
  const year = Number(localDate(services.clock.now(), timeZone).slice(0, 4));
  const at = new Date(endOfLocalDay(`${year - 2}-12-31`, timeZone).getTime() + 9 * 3_600_000);
  const made = codes.map((code) => ({ ...code, organisationId: places.bureau.id }));
  return services.db.transaction().execute((trx) => makeCodes(trx, made, at));
}

/** Enters the number of a notice of the past. */
export function numbered(ids: DemoCodes, number: string, at: Date) {
  const latins = new Map(codes.map(({ code, latin }) => [code, latin]));
  return (trx: Transaction, noticeId: number): Promise<void> =>
    makePastNumber(trx, ids, latins, { noticeId, number, remark: outside, at });
}
