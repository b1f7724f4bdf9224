/** Accounts for the demonstration and for tests: active at once, without password; signed in by links or sessions. */
import type { Role } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { type AccountToMake, insertReadyAccounts } from './queries/making.ts';

export interface SeededAccount extends AccountToMake {
  grants: readonly { role: Role; organisationId: number }[];
}

/** Makes accounts with grants in one statement each; the ids come in the order given. */
export function seedAccounts(
  db: Database | Transaction,
  accounts: readonly SeededAccount[],
  at: Date,
): Promise<number[]> {
  return insertReadyAccounts(db, accounts, at);
}
