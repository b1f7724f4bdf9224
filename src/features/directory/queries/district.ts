/** The district itself: made by hand before the first roster comes, which then adopts it. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Organisation } from '../model.ts';
import { insertOrganisations } from './making.ts';
import { organisationColumns } from './organisations.ts';

/** The district, or undefined before there is one. */
export async function theDistrict(db: Database | Transaction): Promise<Organisation | undefined> {
  const { rows } = await sql<Organisation>`
    select ${organisationColumns} from organisation o where o.kind = 'district' order by o.id limit 1`.execute(db);
  return rows[0];
}

/** The district; where there is none yet, it is made under this name. One at a time. */
export async function foundDistrict(trx: Transaction, name: string): Promise<Organisation> {
  await sql`select pg_advisory_xact_lock(hashtext('belfry district'))`.execute(trx);
  const found = await theDistrict(trx);
  if (found) return found;
  const [made] = await insertOrganisations(trx, [{ kind: 'district', name, parentId: null }]);
  return made as Organisation;
}
