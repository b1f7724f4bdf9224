/** Objects for the routes on incidents: one that the school in the north leads, with a task. */
import { sql } from 'kysely';
import { general } from '../../src/features/incidents/templates/general.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Cast } from '../support/cast.ts';

type Sample = Record<string, string | number>;

export async function makeIncidentSamples(services: Services, cast: Cast): Promise<Record<string, Sample>> {
  const { db, clock } = services;
  const now = clock.now();
  const north = cast.north.organisation.id;
  const { accountId } = cast.members['north.incident_officer'];
  const one = async (query: ReturnType<typeof sql<{ id: number }>>): Promise<number> => {
    const { rows } = await query.execute(db);
    return rows[0]?.id ?? 0;
  };
  const plan = JSON.stringify(general);
  const incident =
    await one(sql`insert into incident (organisation_id, kind, level, exercise, place, plan_version, plan,
      declared_by, declared_at, next_update_at)
    values (${north}, 'flood', 3, false, '操场', 1, ${plan}::jsonb, ${accountId}, ${now}, ${now}) returning id`);
  await sql`insert into incident_affected values (${incident}, ${north})`.execute(db);
  await sql`insert into incident_school (incident_id, organisation_id, at) values (${incident}, ${north}, ${now})`.execute(
    db,
  );
  const texts = JSON.stringify({ 'zh-CN': '清点在校人数', en: 'Count who is at school' });
  const task =
    await one(sql`insert into incident_task (incident_id, organisation_id, post, texts, from_plan, made_at, due_at)
    values (${incident}, ${north}, 'head', ${texts}::jsonb, true, ${now}, ${now}) returning id`);
  const past =
    await one(sql`insert into incident (organisation_id, kind, level, exercise, plan_version, plan, declared_by,
      declared_at, closed_by, closed_at, state, review_state)
    values (${north}, 'fire', 4, true, 0, ${plan}::jsonb, ${accountId}, ${now}, ${accountId}, ${now}, 'over', 'writing')
    returning id`);
  await sql`insert into incident_affected values (${past}, ${north})`.execute(db);
  const lesson =
    await one(sql`insert into incident_lesson (incident_id, organisation_id, text, owner_id, due_on, made_by, made_at)
    values (${past}, ${north}, '在北门增设疏散指示牌', ${accountId}, '2026-09-30', ${accountId}, ${now}) returning id`);
  await sql`insert into incident_entry (incident_id, sort, at, account_id, text, detail)
    values (${incident}, 'declared', ${now}, ${accountId}, '操场', '{"level": 3}'::jsonb)`.execute(db);
  await sql`insert into incident_plan_version (kind, version, content, holds_from, review_on, account_id, at)
    values ('flood', 1, ${plan}::jsonb, '2025-09-01', '2026-09-01', ${accountId}, ${now})`.execute(db);
  const room = '/desk/incidents/:incident{[0-9]+}';
  const plans = '/desk/incidents/plans';
  return {
    ...Object.fromEntries(
      ['', '/tasks', '/log', '/schools', '/update', '/level', '/close', '/tasks/:task'].map((name) => [
        `${room}${name}`,
        { incident, task },
      ]),
    ),
    ...Object.fromEntries(
      ['/review', '/lessons', '/lessons/:lesson'].map((name) => [`${room}${name}`, { incident: past, lesson }]),
    ),
    // Plans are the district's, and every officer reads them.
    [`${plans}/:kind`]: { kind: 'flood', forAll: 'yes' },
    [`${plans}/:kind/versions/:version`]: { kind: 'flood', version: 1, forAll: 'yes' },
    [`${plans}/:kind/edit`]: { kind: 'flood' },
    '/desk/incidents/areas/:organisation': { organisation: north },
    '/status/:file': { file: 'status.json' },
  };
}
