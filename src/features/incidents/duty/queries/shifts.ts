/** Shifts: of a roster, of one person, now; what is doubly booked; what was handed over. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ListedShift, Note, OnDuty, OwnShift, RosterState, Shift, Turn } from '../model/roster.ts';

type Db = Database | Transaction;

const columns = sql`s.id, s.roster_id as "rosterId", s.starts_at as "startsAt", s.ends_at as "endsAt",
  s.account_id as "accountId", s.stand_in_id as "standInId", s.revision`;

/** Of a roster, that touch a time; in order. */
export async function shiftsBetween(db: Db, rosterId: number, from: Date, to: Date): Promise<ListedShift[]> {
  const { rows } = await sql<ListedShift>`
    select ${columns}, (select count(*)::int from duty_handover n where n.shift_id = s.id) as notes,
      exists (select from duty_shift x join duty_roster xr on xr.id = x.roster_id
        where x.id <> s.id and xr.state = 'active' and x.starts_at < s.ends_at and x.ends_at > s.starts_at
          and (x.account_id in (s.account_id, s.stand_in_id) or x.stand_in_id in (s.account_id, s.stand_in_id)))
      as doubly
    from duty_shift s where s.roster_id = ${rosterId} and s.ends_at > ${from} and s.starts_at < ${to}
    order by s.starts_at limit 1000`.execute(db);
  return rows;
}

export async function shiftById(db: Db, id: number): Promise<Shift | undefined> {
  const { rows } = await sql<Shift>`select ${columns} from duty_shift s where s.id = ${id}`.execute(db);
  return rows[0];
}

export async function lockShift(trx: Transaction, id: number): Promise<Shift | undefined> {
  return (await lockShifts(trx, [id])).get(id);
}

/** By id. In one order whoever asks: two opposite swaps must not wait for each other. */
export async function lockShifts(trx: Transaction, ids: readonly number[]): Promise<Map<number, Shift>> {
  const { rows } = await sql<Shift>`select ${columns} from duty_shift s where s.id = any (${[...ids]}::bigint[])
    order by s.id for update`.execute(trx);
  return new Map(rows.map((shift) => [shift.id, shift]));
}

/** Of each roster, what is wrong with the shifts to come. */
export async function statesOf(db: Db, rosterIds: readonly number[], now: Date): Promise<Map<number, RosterState>> {
  const { rows } = await sql<RosterState>`
    select s.roster_id as "rosterId", max(s.ends_at) as until,
      (count(*) filter (where a.id is null))::int as open,
      (count(*) filter (where exists (select from duty_shift x join duty_roster xr on xr.id = x.roster_id
        where x.id <> s.id and xr.state = 'active' and x.starts_at < s.ends_at and x.ends_at > s.starts_at
          and (x.account_id in (s.account_id, s.stand_in_id) or x.stand_in_id in (s.account_id, s.stand_in_id)))))::int
      as doubly
    from duty_shift s left join account a on a.id = s.account_id and a.state = 'active'
    where s.roster_id = any (${[...rosterIds]}::bigint[]) and s.ends_at > ${now} group by s.roster_id`.execute(db);
  return new Map(rows.map((row) => [row.rosterId, row]));
}

/** Shifts of a roster since a moment, also those that are planned. */
export async function shiftsSince(trx: Transaction, rosterId: number, since: Date): Promise<Shift[]> {
  const { rows } = await sql<Shift>`select ${columns} from duty_shift s
    where s.roster_id = ${rosterId} and s.starts_at >= ${since} order by s.starts_at`.execute(trx);
  return rows;
}

/** Shifts of these people in whatever roster, as either, that touch a time. */
export async function shiftsOfPeople(
  db: Db,
  accountIds: readonly number[],
  from: Date,
  to: Date,
): Promise<{ accountId: number; shiftId: number; startsAt: Date; endsAt: Date }[]> {
  const { rows } = await sql<{ accountId: number; shiftId: number; startsAt: Date; endsAt: Date }>`
    select one.id as "accountId", s.id as "shiftId", s.starts_at as "startsAt", s.ends_at as "endsAt"
    from duty_shift s join duty_roster r on r.id = s.roster_id and r.state = 'active'
    join unnest(${[...accountIds]}::bigint[]) as one (id) on one.id in (s.account_id, s.stand_in_id)
    where s.ends_at > ${from} and s.starts_at < ${to}`.execute(db);
  return rows;
}

export async function insertShifts(
  trx: Transaction,
  rosterId: number,
  turns: readonly Turn[],
  at: Date,
): Promise<number> {
  const rows = turns.map((turn) => ({
    ...{ starts_at: turn.slot.startsAt, ends_at: turn.slot.endsAt },
    ...{ account_id: turn.accountId, stand_in_id: turn.standInId },
  }));
  const result = await sql`insert into duty_shift (roster_id, starts_at, ends_at, account_id, stand_in_id, changed_at)
    select ${rosterId}, starts_at, ends_at, account_id, stand_in_id, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as one (starts_at timestamptz, ends_at timestamptz, account_id bigint, stand_in_id bigint)
    on conflict do nothing`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

export async function assignShift(
  trx: Transaction,
  id: number,
  to: { accountId: number | null; standInId: number | null },
  at: Date,
): Promise<void> {
  await sql`update duty_shift set account_id = ${to.accountId}, stand_in_id = ${to.standInId}, changed_at = ${at},
    revision = revision + 1 where id = ${id}`.execute(trx);
}

/** Of a roster, all that begin from a moment on. */
export async function removeShifts(trx: Transaction, rosterId: number, from: Date): Promise<number> {
  const result = await sql`delete from duty_shift where roster_id = ${rosterId} and starts_at >= ${from}`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

/** One's own, as either, from a moment on. */
export async function ownShifts(db: Db, accountId: number, from: Date, most: number): Promise<OwnShift[]> {
  const { rows } = await sql<OwnShift>`select ${columns}, r.name as roster, o.name as organisation,
      s.account_id is distinct from ${accountId} as "asStandIn"
    from duty_shift s join duty_roster r on r.id = s.roster_id join organisation o on o.id = r.organisation_id
    where r.state = 'active' and (s.account_id = ${accountId} or s.stand_in_id = ${accountId}) and s.ends_at > ${from}
    order by s.starts_at limit ${most}`.execute(db);
  return rows;
}

/** Who is on duty at a moment in the offices on these paths, those above them, and (`below`) those below. */
export async function onDutyAt(db: Db, paths: readonly string[], at: Date, { below = true } = {}): Promise<OnDuty[]> {
  const own = sql`${[...paths]}::ltree[]`;
  const where = below ? sql`(o.path @> any (${own}) or o.path <@ any (${own}))` : sql`o.path @> any (${own})`;
  const { rows } = await sql<OnDuty>`
    select r.id as "rosterId", r.name as roster, r.kind, o.name as organisation, s.id as "shiftId",
      s.account_id as "accountId", s.stand_in_id as "standInId", s.starts_at as "startsAt", s.ends_at as "endsAt"
    from duty_shift s join duty_roster r on r.id = s.roster_id join organisation o on o.id = r.organisation_id
    where r.state = 'active' and s.starts_at <= ${at} and s.ends_at > ${at} and ${where}
    order by string_to_array(o.path::text, '.')::int8[], r.name, s.starts_at limit 100`.execute(db);
  return rows;
}

const noteColumns = sql`n.id, n.shift_id as "shiftId", n.account_id as "accountId", n.at, n.text`;

/** What was handed over at the end of one shift, the latest first. */
export async function notesOfShift(db: Db, shiftId: number): Promise<Note[]> {
  const { rows } = await sql<Note>`select ${noteColumns} from duty_handover n
    where n.shift_id = ${shiftId} order by n.id desc limit 100`.execute(db);
  return rows;
}

/** What was left in a roster up to a moment, the latest first. */
export async function notesOf(db: Db, rosterId: number, before: Date, most: number): Promise<Note[]> {
  const { rows } = await sql<Note>`select ${noteColumns}
    from duty_handover n join duty_shift s on s.id = n.shift_id
    where s.roster_id = ${rosterId} and n.at <= ${before} order by n.id desc limit ${most}`.execute(db);
  return rows;
}

export async function insertNote(trx: Transaction, note: Omit<Note, 'id'>): Promise<void> {
  await sql`insert into duty_handover (shift_id, account_id, at, text)
    values (${note.shiftId}, ${note.accountId}, ${note.at}, ${note.text})`.execute(trx);
}
