/** Which cases a handler may see: the same condition in every query of the desk. */
import { type RawBuilder, sql } from 'kysely';
import { postsInForce } from '#features/directory/feature.ts';
import type { Database } from '#platform/database/connect.ts';
import { complaining } from '../../model/kinds.ts';
import type { Handler } from '../model/handler.ts';

/** Condition on `voice_case c`: it complains of somebody. */
export const ofComplaint = sql<boolean>`c.kind = any (${[...complaining]})`;

/**
 * Condition on `voice_case c`. In words: the case of an office within the reach, or one that nobody has yet for whoever
 * assigns; never, where it complains, one whose office lies within the organisation concerned or whose reader belongs
 * there (信访工作条例 Art. 30; product rule 6); never one that the reader keeps out of or is named in, nor one whose sealed
 * name lies under a key of theirs: nobody knows both. What complains of the district as a whole goes to the ombudspersons,
 * since everybody else belongs there.
 */
export function seenBy(handler: Handler): RawBuilder<boolean> {
  const paths = sql`${[...handler.reach.paths]}::ltree[]`;
  const own = sql`${[...handler.own]}::ltree[]`;
  return sql<boolean>`(
    (
      (c.office_id in (select o.id from organisation o where o.path <@ any (${paths}))
        or (${handler.assigns}::boolean and c.office_id is null and c.state = 'received'))
      and not (${ofComplaint} and c.organisation_id is not null and exists (
        select from organisation w where w.id = c.organisation_id and (
          w.path @> any (${own})
          or exists (select from organisation o where o.id = c.office_id and o.path <@ w.path))))
    )
    or (${handler.above}::boolean and ${ofComplaint} and exists (
      select from organisation w where w.id = c.organisation_id and w.kind = 'district'))
  )
  and not exists (select from voice_conflict k
    where k.case_id = c.id and k.account_id = ${handler.accountId} and k.out)
  and not exists (select from voice_sealed s join voice_key y on y.id = s.key_id
    where s.case_id = c.id and y.account_id = ${handler.accountId})
  and not exists (select from voice_accused a where a.case_id = c.id and a.account_id = ${handler.accountId})`;
}

/** Paths of the organisations where somebody has a post. */
export async function postPaths(db: Database, personId: number | null, today: string): Promise<string[]> {
  if (personId === null) return [];
  const { rows } = await sql<{ path: string }>`
    select distinct m.path::text as path from (${postsInForce(today)}) m where m.person_id = ${personId}`.execute(db);
  return rows.map((row) => row.path);
}
