/** The core tables of a case, for all rooms: small, by name. Days are `YYYY-MM-DD`. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Answer, Case, Message, Step } from '../model/case.ts';
import { type ClockRules, clockRules } from '../model/clock.ts';
import type { State } from '../model/state.ts';

export type { Answer, Case, Message, Step } from '../model/case.ts';

type Db = Database | Transaction;

/** Columns of a `Case`, of the table alias `c`. */
export const caseColumns = sql`c.id, c.number, c.kind, c.category, c.way, c.language,
  c.organisation_id as "organisationId", c.text, c.latitude, c.longitude, c.address, c.may_publish as "mayPublish",
  c.received_on::text as "receivedOn", c.clock, c.clock_version as "clockVersion", c.state, c.office_id as "officeId",
  c.assigned_on::text as "assignedOn", c.round, c.accepted_on::text as "acceptedOn", c.answered_on::text as "answeredOn",
  c.closed_on::text as "closedOn", c.due_on::text as "dueOn", c.due_provisional as "dueProvisional", c.extended,
  c.ask_until::text as "askUntil", c.merged_into as "mergedInto", c.settled, c.rating`;

export async function caseById(db: Db, id: string): Promise<Case | undefined> {
  const { rows } = await sql<Case>`select ${caseColumns} from voice_case c where c.id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** Whoever changes a case holds its lock: steps and messages are numbered under it. */
export async function lockCase(trx: Transaction, id: string): Promise<Case | undefined> {
  const { rows } = await sql<Case>`
    select ${caseColumns} from voice_case c where c.id = ${id}::uuid for update`.execute(trx);
  return rows[0];
}

/** The clock that a case began with: later versions don't touch it. */
export async function rulesOf(
  db: Db,
  { clock, clockVersion }: Pick<Case, 'clock' | 'clockVersion'>,
): Promise<ClockRules> {
  const { rows } = await sql<{ rules: unknown }>`
    select rules from voice_clock where code = ${clock} and version = ${clockVersion}`.execute(db);
  return clockRules.parse(rows[0]?.rules);
}

export interface NewStep {
  caseId: string;
  day: string;
  /** Such as `accepted`: `step_accepted` of the words. */
  act: string;
  round?: number;
  officeId?: number | null;
  /** None: the person, or the clock. */
  accountId?: number | null;
  /** A code of model/reasons.ts. */
  reason?: string | null;
  text?: string | null;
}

/** One thing that was done, for the person to read too. Under the lock of the case; gives its number. */
export async function addStep(trx: Transaction, step: NewStep): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    insert into voice_step (case_id, n, day, act, round, office_id, account_id, reason, text)
    select ${step.caseId}::uuid, coalesce(max(n), 0) + 1, ${step.day}::date, ${step.act}, ${step.round ?? 0}::smallint,
      ${step.officeId ?? null}::bigint, ${step.accountId ?? null}::bigint, ${step.reason ?? null}::text, ${step.text ?? null}::text
    from voice_step where case_id = ${step.caseId}::uuid returning n`.execute(trx);
  return rows[0]?.n ?? 0;
}

/** A question of the office (`accountId`), or what the person says to it (none). Under the lock of the case. */
export async function addMessage(
  trx: Transaction,
  message: { caseId: string; day: string; accountId: number | null; text: string },
): Promise<number> {
  const { caseId, day, accountId, text } = message;
  const { rows } = await sql<{ n: number }>`
    insert into voice_message (case_id, n, day, from_person, account_id, text)
    select ${caseId}::uuid, coalesce(max(n), 0) + 1, ${day}::date, ${accountId === null}, ${accountId}::bigint, ${text}
    from voice_message where case_id = ${caseId}::uuid returning n`.execute(trx);
  return rows[0]?.n ?? 0;
}

export async function stepsOf(db: Db, caseId: string): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select s.n, s.day::text as day, s.act, s.round, s.office_id as "officeId", o.name as office,
      s.account_id as "accountId", s.reason, s.text
    from voice_step s left join organisation o on o.id = s.office_id where s.case_id = ${caseId}::uuid order by s.n`.execute(
    db,
  );
  return rows;
}

export async function messagesOf(db: Db, caseId: string): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select n, day::text as day, from_person as "fromPerson", text from voice_message
    where case_id = ${caseId}::uuid order by n`.execute(db);
  return rows;
}

/** Approved answers, the oldest first. */
export async function answersOf(db: Db, caseId: string): Promise<Answer[]> {
  const { rows } = await sql<Answer>`
    select n, round, day::text as day, text, corrects from voice_answer where case_id = ${caseId}::uuid order by n`.execute(
    db,
  );
  return rows;
}

/** What changes in a case with an act; what is not named stays. */
export interface CaseChange {
  state?: State;
  officeId?: number | null;
  assignedOn?: string | null;
  round?: number;
  acceptedOn?: string | null;
  answeredOn?: string | null;
  closedOn?: string | null;
  dueOn?: string | null;
  dueProvisional?: boolean;
  extended?: boolean;
  askUntil?: string | null;
  mergedInto?: string | null;
  settled?: boolean | null;
  rating?: number | null;
  text?: string | null;
}

const columnOf: Record<keyof CaseChange, { name: string; type: string }> = {
  state: { name: 'state', type: 'text' },
  officeId: { name: 'office_id', type: 'bigint' },
  assignedOn: { name: 'assigned_on', type: 'date' },
  round: { name: 'round', type: 'smallint' },
  acceptedOn: { name: 'accepted_on', type: 'date' },
  answeredOn: { name: 'answered_on', type: 'date' },
  closedOn: { name: 'closed_on', type: 'date' },
  dueOn: { name: 'due_on', type: 'date' },
  dueProvisional: { name: 'due_provisional', type: 'boolean' },
  extended: { name: 'extended', type: 'boolean' },
  askUntil: { name: 'ask_until', type: 'date' },
  mergedInto: { name: 'merged_into', type: 'uuid' },
  settled: { name: 'settled', type: 'boolean' },
  rating: { name: 'rating', type: 'smallint' },
  text: { name: 'text', type: 'text' },
};

/** Under the lock of the case. Whether the state may change so is asked of model/state.ts before. */
export async function changeCase(trx: Transaction, id: string, change: CaseChange): Promise<void> {
  const sets: RawBuilder<unknown>[] = (Object.keys(change) as (keyof CaseChange)[]).map(
    (key) => sql`${sql.ref(columnOf[key].name)} = ${change[key] ?? null}::${sql.raw(columnOf[key].type)}`,
  );
  await sql`update voice_case set ${sql.join(sets)} where id = ${id}::uuid`.execute(trx);
}
