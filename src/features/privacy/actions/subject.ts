/** Who is meant: a person with all records that are theirs, the account and the addresses. */
import { accountOf } from '#features/accounts/feature.ts';
import { addressesOf, recordsOf } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Subject } from '#platform/keeping.ts';

export async function subjectOf(db: Database | Transaction, personId: number): Promise<Subject> {
  const ids = await recordsOf(db, personId);
  const [accountId, addresses] = [await accountOf(db, ids), await addressesOf(db, ids)];
  return { personId, ids, accountId, addresses };
}
