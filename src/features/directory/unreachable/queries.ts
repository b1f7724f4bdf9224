/** Pupils none of whose guardians can receive anything, and why. */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';
import type { ContactKind } from '../model.ts';
import { inForce } from '../queries/audience.ts';
import { type Bounds, inReach } from '../queries/within-reach.ts';
import type { UnreachableFamily } from './model.ts';

/** Of one school or class, by pupil; `kinds` are the channels that are set up. */
export async function unreachableFamilies(
  db: Database,
  bounds: Bounds,
  path: string,
  page: { kinds: readonly ContactKind[]; after: number; limit: number },
): Promise<UnreachableFamily[]> {
  const { today } = bounds;
  const usable = sql`c.bounced_at is null and c.opted_out_at is null and c.kind = any (${[...page.kinds]})`;
  const { rows } = await sql<UnreachableFamily>`
    with pupil as (
      select p.id, p.full_name, min(m.organisation_id) as class_id
      from membership m
      join person p on p.id = m.person_id and p.state = 'active' and p.id > ${page.after}
      where m.position = 'pupil' and ${inForce('m', today)}
        -- as an array: a join is planned as if the school were half of the district, and walks all pupils in order of id
        and m.organisation_id = any (array(select o.id from organisation o where o.path <@ ${path}::ltree and ${inReach('o', bounds)}))
        and not exists (select from guardianship g
          join person guardian on guardian.id = g.guardian_id and guardian.state = 'active'
          join contact_point c on c.person_id = g.guardian_id and ${usable}
          where g.pupil_id = p.id and g.may_receive and ${inForce('g', today)})
      group by p.id order by p.id limit ${page.limit}
    )
    select x.id as "pupilId", x.full_name as pupil, o.id as "classId", o.name as "className",
      coalesce(jsonb_agg(distinct jsonb_build_object('id', guardian.id, 'name', guardian.full_name))
        filter (where guardian.id is not null), '[]') as guardians,
      case when count(guardian.id) = 0 then 'guardian'
        when count(g.id) filter (where g.may_receive) = 0 then 'receive'
        when count(c.id) filter (where g.may_receive) = 0 then 'contact'
        when count(c.id) filter (where g.may_receive and c.bounced_at is null and c.opted_out_at is null) > 0 then 'gateway'
        when count(c.id) filter (where g.may_receive and c.bounced_at is not null) > 0 then 'bounced'
        else 'optedOut' end as missing
    from pupil x join organisation o on o.id = x.class_id
    left join guardianship g on g.pupil_id = x.id and ${inForce('g', today)}
    left join person guardian on guardian.id = g.guardian_id and guardian.state = 'active'
    left join contact_point c on c.person_id = guardian.id
    group by x.id, x.full_name, o.id order by x.id`.execute(db);
  return rows;
}
