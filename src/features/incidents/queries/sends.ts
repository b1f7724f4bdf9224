/** Warnings that were sent to families and staff, and what came of them. */
import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Kind, Level } from '../model/kinds.ts';
import type { AlertRole, Send } from '../model/send.ts';

type Db = Database | Transaction;

/** The first that families got is an alert to them, whatever the public page said before. */
const word = sql`case when a.kind = 'update' and not exists (select from incident_alert_send e join incident_alert b on b.id = e.alert_id
  where b.incident_id = a.incident_id and e.alert_id < s.alert_id) then 'alert' else a.kind end`;
const columns = sql`s.alert_id as "alertId", a.incident_id as "incidentId", ${word} as kind, a.level, s.at, a.expires_at as "expiresAt",
  s.account_id as "accountId", s.roles, s.people, s.ended_at as "endedAt", s.reached, s.ms_50 as ms50, s.ms_95 as ms95,
  s.ms_99 as ms99`;
const tables = sql`incident_alert_send s join incident_alert a on a.id = s.alert_id`;

/** Of one incident, the oldest first. */
export async function sendsOf(db: Db, incidentId: number): Promise<Send[]> {
  const { rows } = await sql<Send>`select ${columns} from ${tables} where a.incident_id = ${incidentId}
    order by s.alert_id`.execute(db);
  return rows;
}

export async function insertSend(
  trx: Transaction,
  send: { alertId: number; at: Date; accountId: number | null; roles: readonly AlertRole[]; people: number },
): Promise<void> {
  await sql`insert into incident_alert_send (alert_id, at, account_id, roles, people)
    values (${send.alertId}, ${send.at}, ${send.accountId}, ${[...send.roles]}::text[], ${send.people})`.execute(trx);
}

/** Those whose figures still move. */
export async function openSends(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select alert_id as id from incident_alert_send where ended_at is null order by alert_id limit 100`.execute(db);
  return rows.map((row) => row.id);
}

/** The figures as they stand at the end; the rows behind them are forgotten one day. False if they were written before. */
export async function endSend(
  trx: Transaction,
  alertId: number,
  end: { at: Date; reached: number; ms50: number | null; ms95: number | null; ms99: number | null },
): Promise<boolean> {
  const result = await sql`
    update incident_alert_send set ended_at = ${end.at}, reached = ${end.reached}, ms_50 = ${end.ms50}, ms_95 = ${end.ms95},
      ms_99 = ${end.ms99}
    where alert_id = ${alertId} and ended_at is null`.execute(trx);
  return result.numAffectedRows === 1n;
}

export interface AlertUse {
  at: Date;
  kind: Kind;
  /** alert, update or cancel */
  word: 'alert' | 'update' | 'cancel';
  level: Level;
  exercise: boolean;
  incidentId: number;
  office: string;
  /** Null while it is still going out. */
  reached: number | null;
}

/** Every use of the emergency priority, the latest first: public. */
export async function alertUses(db: Db, limit: number): Promise<AlertUse[]> {
  const { rows } = await sql<AlertUse>`
    select s.at, i.kind, ${word} as word, a.level, i.exercise, i.id as "incidentId", o.name as office, s.reached
    from ${tables} join incident i on i.id = a.incident_id join organisation o on o.id = i.organisation_id
    order by s.alert_id desc limit ${limit}`.execute(db);
  return rows;
}

/** Which class, after which warning. */
export type PhoneKey = Pick<PhoneClass, 'alertId' | 'classId'>;

/** Ids from the root down: the order in which the tree is read. */
const line = (path: RawBuilder<unknown>) => sql`string_to_array(${path}::text, '.')::int8[]`;

export interface PhoneClass {
  alertId: number;
  incidentId: number;
  kind: Kind;
  exercise: boolean;
  classId: number;
  className: string;
  at: Date;
  expiresAt: Date;
}

/**
 * Classes within the reach whose guardians a warning in force went to: the last one of a running incident, until it runs
 * out. Whoever must phone sees names until then. At most so many, after one of them.
 */
export async function classesToPhone(
  db: Db,
  reach: Reach,
  now: Date,
  { only, after, limit = 200 }: { only?: PhoneKey; after?: PhoneKey | undefined; limit?: number } = {},
): Promise<PhoneClass[]> {
  const { rows } = await sql<PhoneClass>`
    select s.alert_id as "alertId", i.id as "incidentId", i.kind, i.exercise, c.id as "classId", c.name as "className", s.at,
      a.expires_at as "expiresAt"
    from ${tables} join incident i on i.id = a.incident_id and i.state = 'running'
      join organisation c on c.kind = 'class' and c.ended_on is null and c.path <@ any (${[...reach.paths]}::ltree[])
    where a.expires_at > ${now} and 'guardians' = any (s.roles)
      and not exists (select from ${sql`incident_alert_send n join incident_alert b on b.id = n.alert_id`}
        where b.incident_id = i.id and n.alert_id > s.alert_id)
      and exists (select from incident_affected f join organisation p on p.id = f.organisation_id
        where f.incident_id = i.id and (c.path <@ p.path))
      ${only ? sql`and s.alert_id = ${only.alertId} and c.id = ${only.classId}` : sql``}
      ${
        after
          ? sql`and (s.alert_id < ${after.alertId} or (s.alert_id = ${after.alertId} and ${line(sql`c.path`)} >
              (select ${line(sql`z.path`)} from organisation z where z.id = ${after.classId})))`
          : sql``
      }
    order by s.alert_id desc, ${line(sql`c.path`)} limit ${limit}`.execute(db);
  return rows;
}
