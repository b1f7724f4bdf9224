/** Posts of staff as SQL for accounts, whose grants stand on them: asked with every request, so as parts of its statements. */
import { type RawBuilder, sql } from 'kysely';
import { inForce } from './audience.ts';

/**
 * Query: memberships of staff in force today, as `membership_id, person_id, full_name, language, active` (the person is),
 * `position, organisation_id, organisation, path, kind, ended_on` (of the organisation). PostgreSQL merges it into the
 * statement around it.
 */
export function postsInForce(today: string): RawBuilder<unknown> {
  return sql`select m.id as membership_id, m.person_id, p.full_name, p.language, p.state = 'active' as active, m.position,
      m.organisation_id, o.name as organisation, o.path, o.kind, o.ended_on
    from membership m join person p on p.id = m.person_id join organisation o on o.id = m.organisation_id
    where m.position <> 'pupil' and ${inForce('m', today)}`;
}

/** Value: the position of a membership, also of one that has ended. */
export function positionOf(membership: string): RawBuilder<string | null> {
  return sql`(select m.position from membership m where m.id = ${sql.ref(membership)})`;
}

/** Value: the mail address of a person that is tried first and has not bounced. */
export function mailOf(person: string): RawBuilder<string | null> {
  return sql`(select cp.address from contact_point cp
    where cp.person_id = ${sql.ref(person)} and cp.kind = 'email' and cp.bounced_at is null
    order by cp.rank, cp.id limit 1)`;
}

/** Query: the mail provider of a contact point, by the part of its address that is nobody's own. */
export function mailDomainOf(contactPointId: string): RawBuilder<string> {
  return sql<string>`(select lower(split_part(c.address, '@', 2)) from contact_point c
    where c.id = ${sql.ref(contactPointId)} and c.kind = 'email')`;
}
