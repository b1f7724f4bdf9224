/** A person's part of what followers are: an address of theirs that follows by mail. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Cell, Subject } from '#platform/keeping.ts';

type Db = Database | Transaction;

const ofTheirs = ({ addresses }: Subject) =>
  sql<boolean>`way = 'mail' and address = any (${addresses.map((address) => address.toLowerCase())}::text[])`;

export async function followingRows(
  db: Db,
  subject: Subject,
  guardianId: number | null,
): Promise<Record<string, Cell>[]> {
  if (guardianId !== null) return [];
  const { rows } = await sql<Record<string, Cell>>`
    select address, to_char(coalesce(confirmed_at, asked_at), 'YYYY-MM-DD') as since from follower where ${ofTheirs(subject)}`.execute(
    db,
  );
  return rows;
}

export async function countFollowing(db: Db, subject: Subject): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from follower where ${ofTheirs(subject)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function eraseFollowing(trx: Transaction, subject: Subject): Promise<void> {
  await sql`delete from follower where ${ofTheirs(subject)}`.execute(trx);
}
