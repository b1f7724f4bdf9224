/** Whose personal link is shown as the example. */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';

export interface ExampleGuardian {
  name: string;
  messageId: number;
  personId: number;
  epoch: number;
}

/** Somebody with an address and children in two schools, to whom the notice goes; else anybody to whom it goes. */
export async function exampleGuardian(db: Database, noticeId: number): Promise<ExampleGuardian | null> {
  const { rows } = await sql<ExampleGuardian>`
    select p.full_name as name, n.message_id as "messageId", p.id as "personId", p.link_epoch as epoch
    from notice n
    join guardianship g on g.ends_on is null and g.may_receive
    join person p on p.id = g.guardian_id and p.state = 'active' and coalesce(p.language, 'zh-CN') = 'zh-CN'
    join membership m on m.person_id = g.pupil_id and m.position = 'pupil' and m.ends_on is null
    join organisation o on o.id = m.organisation_id and o.kind = 'class'
    where n.id = ${noticeId} and n.message_id is not null
      and exists (select from contact_point c where c.person_id = p.id and c.kind = 'email' and c.opted_out_at is null)
    group by p.id, n.message_id
    order by count(distinct subpath(o.path, 0, 2)) desc, p.id limit 1`.execute(db);
  return rows[0] ?? null;
}
