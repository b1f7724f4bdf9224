/** The district itself: made by hand before the first roster comes, which then adopts it. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import type { Organisation } from '../model.ts';
import { organisationColumns } from './organisations.ts';

/** The district, or undefined before there is one. */
export async function theDistrict(trx: Transaction): Promise<Organisation | undefined> {
  const { rows } = await sql<Organisation>`
    select ${organisationColumns} from organisation o where o.kind = 'district' order by o.id limit 1`.execute(trx);
  return rows[0];
}

/** The district; where there is none yet, it is made under this name. One at a time. */
export async function foundDistrict(trx: Transaction, name: string): Promise<Organisation> {
  await sql`select pg_advisory_xact_lock(hashtext('belfry district'))`.execute(trx);
  const found = await theDistrict(trx);
  if (found) return found;
  await sql`with one as (select nextval(pg_get_serial_sequence('organisation', 'id')) as id)
    insert into organisation (id, path, kind, name) overriding system value
    select id, id::text::ltree, 'district', ${name} from one`.execute(trx);
  return (await theDistrict(trx))!;
}
