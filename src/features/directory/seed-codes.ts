/** For the demonstration: contact points that their people have confirmed by a code, and one whose code has just gone out. */
import { sql } from 'kysely';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Desk } from './actions/desk.ts';
import { sendCode } from './codes/actions.ts';
import { markVerified } from './codes/queries.ts';

/** Of guardians of one class below `schoolPath`: two thirds have confirmed their numbers, the last one is asked to. */
export async function seedCodes(services: Services, desk: Desk, schoolPath: string): Promise<Outcome<null>> {
  return services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: number }>`
      select c.id from contact_point c where c.kind = 'sms' and c.verified_at is null and c.opted_out_at is null
        and c.bounced_at is null and c.person_id in (
          select g.guardian_id from guardianship g join membership m on m.person_id = g.pupil_id and m.ends_on is null
          where g.ends_on is null and m.organisation_id = (
            select id from organisation where kind = 'class' and ended_on is null and path <@ ${schoolPath}::ltree
            order by id limit 1))
      order by c.id limit 60`.execute(trx);
    const last = rows.at(-1);
    if (!last) return refused(null, 'gone');
    const days = (n: number) => new Date(desk.at.getTime() - n * 86_400_000);
    for (const [n, { id }] of rows.slice(0, -1).entries())
      if (n % 3 !== 2) await markVerified(trx, id, days(40 - (n % 20)));
    const sent = await sendCode(trx, services, desk, last.id);
    return sent.ok ? done(null) : sent;
  });
}
