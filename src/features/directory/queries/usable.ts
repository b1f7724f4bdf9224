/** Which contact points may be used. */
import { type RawBuilder, sql } from 'kysely';
import type { ContactKind } from '../model.ts';

/** Condition on a contact point: it neither bounced nor was opted out, and is of a kind in use. */
export function usable(alias: string, kinds: readonly ContactKind[]): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const ofKind = kinds.includes('sms') ? sql`` : sql`and ${column('kind')} <> 'sms'`;
  return sql<boolean>`(${column('bounced_at')} is null and ${column('opted_out_at')} is null ${ofKind})`;
}

/** Before rank and kind in an order: points that can be used now come before those that wait for a gateway. */
export function inUseFirst(alias: string, kinds: readonly ContactKind[]): RawBuilder<unknown> {
  return kinds.includes('sms') ? sql`` : sql`(${sql.ref(`${alias}.kind`)} <> 'sms') desc,`;
}
