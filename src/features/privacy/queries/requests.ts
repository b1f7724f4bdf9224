/** Requests of people and erasures. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Check, DataRequest, ErasureReason, ErasureRow, RequestKind, RequestState } from '../model/requests.ts';

type Db = Database | Transaction;

const columns = sql`r.id, r.person_id as "personId", r.kind, r.with_children as "withChildren",
  r.asked_through as "askedThrough", r.asked_on as "askedOn", r.due_on as "dueOn", r.due_provisional as "dueProvisional",
  r.organisation_id as "organisationId", r.reference, r.state, r.checked_how as "checkedHow", r.checked_by as "checkedBy",
  r.checked_at as "checkedAt", r.decided_by as "decidedBy", r.decided_at as "decidedAt", r.reason,
  r.token_expires_at as "linkUntil"`;

/** Without an organisation a request is the district's. */
const within = (reach: Reach) => {
  const whole = reach.paths.some((path) => !path.includes('.'));
  return whole
    ? sql`true`
    : sql`r.organisation_id in (select id from organisation where path <@ any (${[...reach.paths]}::ltree[]))`;
};

export async function insertRequest(
  trx: Transaction,
  row: {
    personId: number;
    kind: RequestKind;
    withChildren: boolean;
    askedThrough: 'link' | 'desk';
    askedOn: string;
    dueOn: string;
    dueProvisional: boolean;
    organisationId: number | null;
    reference: string | null;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into data_request (person_id, kind, with_children, asked_through, asked_on, due_on, due_provisional,
      organisation_id, reference)
    values (${row.personId}, ${row.kind}, ${row.withChildren}, ${row.askedThrough}, ${row.askedOn}, ${row.dueOn}, ${row.dueProvisional},
      ${row.organisationId}, ${row.reference}) returning id`.execute(trx);
  return (rows[0] as { id: number }).id;
}

/** Open ones whose deadline rests on a year of the calendar that was not known. */
export async function provisionalRequests(db: Db): Promise<Pick<DataRequest, 'id' | 'askedOn' | 'dueOn'>[]> {
  const { rows } = await sql<Pick<DataRequest, 'id' | 'askedOn' | 'dueOn'>>`
    select id, asked_on as "askedOn", due_on as "dueOn" from data_request
    where due_provisional and state in ('open', 'checked') order by id limit 10000`.execute(db);
  return rows;
}

export async function setDue(db: Db, id: number, due: { day: string; provisional: boolean }): Promise<void> {
  await sql`update data_request set due_on = ${due.day}, due_provisional = ${due.provisional}
    where id = ${id} and state in ('open', 'checked')`.execute(db);
}

export async function requestsOf(db: Db, personId: number): Promise<DataRequest[]> {
  const { rows } = await sql<DataRequest>`
    select ${columns} from data_request r where r.person_id = ${personId} order by r.id desc limit 50`.execute(db);
  return rows;
}

/** Open ones by their deadline; answered ones the latest first. `after`: the last one of the page before. */
export async function requestsWithin(
  db: Db,
  reach: Reach,
  which: 'open' | 'answered',
  after: { dueOn: string; id: number } | null,
  limit: number,
): Promise<DataRequest[]> {
  const { rows } =
    which === 'open'
      ? await sql<DataRequest>`
          select ${columns} from data_request r where r.state in ('open', 'checked') and ${within(reach)}
            and ${after ? sql`(r.due_on, r.id) > (${after.dueOn}::date, ${after.id}::bigint)` : sql`true`}
          order by r.due_on, r.id limit ${limit}`.execute(db)
      : await sql<DataRequest>`
          select ${columns} from data_request r where r.state not in ('open', 'checked') and ${within(reach)}
            and ${after ? sql`r.id < ${after.id}` : sql`true`}
          order by r.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function requestWithin(db: Db, reach: Reach, id: number, lock = false): Promise<DataRequest | undefined> {
  const { rows } = await sql<DataRequest>`
    select ${columns} from data_request r where r.id = ${id} and ${within(reach)} ${lock ? sql`for update` : sql``}`.execute(
    db,
  );
  return rows[0];
}

export async function setChecked(trx: Transaction, id: number, how: Check, by: number, at: Date): Promise<void> {
  await sql`update data_request set state = 'checked', checked_how = ${how}, checked_by = ${by}, checked_at = ${at}
    where id = ${id}`.execute(trx);
}

export async function setDecided(
  trx: Transaction,
  id: number,
  decision: { state: RequestState; by: number | null; at: Date; reason?: string },
): Promise<void> {
  await sql`update data_request set state = ${decision.state}, decided_by = ${decision.by}, decided_at = ${decision.at},
      reason = ${decision.reason ?? null}, token_hash = null, token_expires_at = null
    where id = ${id}`.execute(trx);
}

export async function putLink(trx: Transaction, id: number, tokenHash: Buffer, until: Date): Promise<void> {
  await sql`update data_request set token_hash = ${tokenHash}, token_expires_at = ${until} where id = ${id}`.execute(
    trx,
  );
}

/** The request that a one-time link stands for; locked, so that it is used once. */
export async function requestByLink(
  db: Db,
  tokenHash: Buffer,
  now: Date,
  lock = false,
): Promise<DataRequest | undefined> {
  const { rows } = await sql<DataRequest>`
    select ${columns} from data_request r where r.token_hash = ${tokenHash} and r.token_expires_at > ${now}
      and r.state = 'checked' ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

const erasureColumns = sql`e.id, e.person_id as "personId", e.request_id as "requestId", e.reason, e.marked,
  e.proposed_by as "proposedBy", e.proposed_at as "proposedAt", e.confirmed_by as "confirmedBy", e.done_at as "doneAt", e.counts`;

/** Null if one waits already. */
export async function insertErasure(
  trx: Transaction,
  row: { personId: number; requestId: number | null; reason: ErasureReason; marked: boolean; by: number; at: Date },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into erasure (person_id, request_id, reason, marked, proposed_by, proposed_at)
    values (${row.personId}, ${row.requestId}, ${row.reason}, ${row.marked}, ${row.by}, ${row.at})
    on conflict (person_id) where done_at is null and ended_at is null do nothing returning id`.execute(trx);
  return rows[0]?.id ?? null;
}

export async function openErasures(db: Db, personIds: readonly number[] | null): Promise<ErasureRow[]> {
  const { rows } = await sql<ErasureRow>`
    select ${erasureColumns} from erasure e where e.done_at is null and e.ended_at is null
      and ${personIds ? sql`e.person_id = any (${[...personIds]}::bigint[])` : sql`true`} order by e.id limit 100`.execute(
    db,
  );
  return rows;
}

export async function lockErasure(trx: Transaction, id: number): Promise<ErasureRow | undefined> {
  const { rows } = await sql<ErasureRow>`
    select ${erasureColumns} from erasure e where e.id = ${id} and e.done_at is null and e.ended_at is null
    for update`.execute(trx);
  return rows[0];
}

export async function setErased(
  trx: Transaction,
  id: number,
  done: { by: number; at: Date; counts: Record<string, number> },
): Promise<void> {
  await sql`update erasure set confirmed_by = ${done.by}, done_at = ${done.at}, counts = ${JSON.stringify(done.counts)}::jsonb
    where id = ${id}`.execute(trx);
}

export async function endErasure(trx: Transaction, id: number, by: number, at: Date): Promise<void> {
  await sql`update erasure set ended_by = ${by}, ended_at = ${at} where id = ${id}`.execute(trx);
}

/** Own part of a person's copy, and what is kept long enough. */
export async function requestRows(db: Db, ids: readonly number[]): Promise<Record<string, string | boolean | null>[]> {
  const { rows } = await sql<Record<string, string | boolean | null>>`
    select kind, asked_through as through, to_char(asked_on, 'YYYY-MM-DD') as asked, state,
      to_char(decided_at, 'YYYY-MM-DD') as decided, reason
    from data_request where person_id = any (${[...ids]}::bigint[]) order by id`.execute(db);
  return rows;
}

export async function countRequests(db: Db, ids: readonly number[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from data_request where person_id = any (${[...ids]}::bigint[])`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Answered requests and done erasures so old; what was asked and when is no longer needed as a proof. */
export async function forgetRequests(db: Database, before: Date, most: number): Promise<number> {
  const erasures = await sql`delete from erasure where id in (select id from erasure
    where coalesce(done_at, ended_at) < ${before} order by id limit ${most})`.execute(db);
  const requests = await sql`delete from data_request where id in (select r.id from data_request r
    where r.decided_at < ${before} and not exists (select from erasure e where e.request_id = r.id)
    order by r.id limit ${most})`.execute(db);
  return Number(erasures.numAffectedRows ?? 0) + Number(requests.numAffectedRows ?? 0);
}

/** How many wait within the reach, and how many of these too long. */
export async function requestFigures(db: Db, reach: Reach, today: string): Promise<{ open: number; late: number }> {
  const { rows } = await sql<{ open: number; late: number }>`
    select count(*) as open, count(*) filter (where r.due_on < ${today}::date) as late
    from data_request r where r.state in ('open', 'checked') and ${within(reach)}`.execute(db);
  return rows[0] ?? { open: 0, late: 0 };
}
