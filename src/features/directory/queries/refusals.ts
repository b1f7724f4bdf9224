/** Kinds of notice that people do not want by a channel: keys such as `activity:email`, whose first part others give. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ContactKind } from '../model.ts';

export interface Refusal {
  kind: string;
  channel: ContactKind;
}

const channelKinds = ['email', 'sms', 'push'] as const;
const keyOf = ({ kind, channel }: Refusal) => `${kind}:${channel}`;

/** What the person refuses. */
export async function refusalsOf(db: Database | Transaction, personId: number): Promise<Refusal[]> {
  const { rows } = await sql<{ keys: string[] }>`
    select refused_kinds as keys from person where id = ${personId}`.execute(db);
  return (rows[0]?.keys ?? []).flatMap((key) => {
    const [kind = '', channel] = key.split(':');
    const known = channelKinds.find((one) => one === channel);
    return known ? [{ kind, channel: known }] : [];
  });
}

/** From now on the person refuses these and no others. The caller has checked that the kinds may be refused. */
export async function setRefusals(trx: Transaction, personId: number, refusals: readonly Refusal[]): Promise<void> {
  const keys = [...new Set(refusals.map(keyOf))].sort();
  await sql`update person set refused_kinds = ${keys}::text[] where id = ${personId} and refused_kinds <> ${keys}::text[]`.execute(
    trx,
  );
}

/**
 * Whether anybody in this range of ids refuses the kind: one look into an index that holds only those who refuse
 * something. Where nobody does, the audience is asked as if there were no refusals.
 */
export async function anybodyRefuses(
  db: Database | Transaction,
  kind: string,
  range: { after: number; upTo: number },
): Promise<boolean> {
  const { rows } = await sql`
    select from person q where q.refused_kinds <> '{}' and q.refused_kinds && ${keysOf(kind)}
      and q.id > ${range.after} and q.id <= ${range.upTo} limit 1`.execute(db);
  return rows.length > 0;
}

/** Condition on contact point `alias`: its person refuses the kind by this channel. `bounded` narrows the people asked. */
export function refusedThere(alias: string, kind: string, bounded: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select from person q where q.id = ${sql.ref(`${alias}.person_id`)}
    and q.refused_kinds <> '{}' and (${`${kind}:`} || ${sql.ref(`${alias}.kind`)}) = any (q.refused_kinds) and ${bounded})`;
}

/** Condition: the person refuses the kind by some channel. */
export function refusedBy(personId: RawBuilder<unknown>, kind: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select from person q where q.id = ${personId}
    and q.refused_kinds <> '{}' and q.refused_kinds && ${keysOf(kind)})`;
}

function keysOf(kind: string) {
  return sql`array[${`${kind}:email`}, ${`${kind}:sms`}, ${`${kind}:push`}]::text[]`;
}
