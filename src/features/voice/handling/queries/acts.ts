/** Acts of staff on cases, on their way into the audit. */
import { sql } from 'kysely';
import type { AuditAct } from '#features/audit/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';

export type VoiceAct = Extract<AuditAct, `voice.${string}`>;

export interface WaitingAct {
  day: string;
  accountId: number;
  act: VoiceAct;
  number: string;
  officeId: number | null;
}

/** That a case or a name was opened stands once a day, whatever else is done to it. */
export async function insertAct(trx: Transaction, act: WaitingAct): Promise<void> {
  await sql`insert into voice_act (day, account_id, act, number, office_id)
    values (${act.day}::date, ${act.accountId}, ${act.act}, ${act.number}, ${act.officeId})
    on conflict (day, account_id, number, act) where act in ('voice.open_case', 'voice.open_name') do nothing`.execute(
    trx,
  );
}

/** Takes up to `most` of them out, in random order. */
export async function takeActs(trx: Transaction, most: number): Promise<WaitingAct[]> {
  const { rows } = await sql<WaitingAct>`
    with taken as (delete from voice_act where id in (
        select id from voice_act order by id limit ${most} for update skip locked)
      returning day, account_id, act, number, office_id)
    select day::text as day, account_id as "accountId", act, number, office_id as "officeId"
    from taken order by random()`.execute(trx);
  return rows;
}
