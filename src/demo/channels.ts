/** Two group robots of the demo, one of the bureau and one of a school, with what they said over the last months. */
import { sql } from 'kysely';
import { type SeededPost, seedChannels } from '#features/channels/seed.ts';
import { publicPath } from '#features/notices/paths.ts';
import { reachOf } from '#platform/access.ts';
import { markdownToText } from '#platform/markdown.ts';
import type { Services } from '#platform/services.ts';
import type { Filled } from './fill.ts';

const shown = 12;

/** `catcher` is where everything of the demo ends: the addresses are those of robots, on this machine. */
export async function writeChannels(services: Services, { places, staff }: Filled, catcher: string): Promise<void> {
  const administrator = staff.shown.find((one) => one.key === 'administrator');
  const [school] = places.schools;
  if (!administrator || !school) throw new Error('The demo has no administrator or no school.');
  const grant = { role: 'administrator' as const, organisationId: places.bureau.id, path: places.bureau.path };
  const { accountId, name } = administrator;
  const caller = { kind: 'account' as const, accountId, sessionId: 0, personId: null, name, grants: [grant] };
  const reach = reachOf(caller, 'channels.manage', { 'channels.manage': ['administrator'] });
  const slow = [{ outcome: 'wait' as const, code: '130101' }];
  const ofBureau = [...(await noticesOf(services, places.bureau)), ...(await incidentsOf(services))];
  ofBureau.sort((a, b) => a.at.getTime() - b.at.getTime());
  await seedChannels(services, { accountId, reach }, [
    {
      ...{ organisationId: places.bureau.id, kind: 'dingtalk', name: '全县校长群', below: false },
      ...{ url: `${catcher}/robot/send?access_token=demo`, secret: 'SECdemo' },
      posts: ofBureau.map((post, n) => (n === 3 ? { ...post, before: slow } : post)),
    },
    {
      ...{ organisationId: school.id, kind: 'wecom', name: '全校家长群', below: false },
      url: `${catcher}/cgi-bin/webhook/send?key=demo`,
      posts: await noticesOf(services, school),
    },
  ]);
}

async function noticesOf(services: Services, office: { id: number; name: string }): Promise<SeededPost[]> {
  const { rows } = await sql<{ id: number; title: string; body: string; at: Date }>`
    select n.id, t.title, t.body, n.published_at as at from notice n
    join notice_text t on t.notice_id = n.id and t.language = n.main_language
    where n.organisation_id = ${office.id} and n.is_public and n.state = 'published'
      and n.published_at <= ${services.clock.now()} order by n.published_at desc limit ${shown}`.execute(services.db);
  return rows.map(({ id, title, body, at }) => ({
    ...{ subject: `notice:${id}`, word: 'published' as const, at },
    content: {
      ...{ language: 'zh-CN', title, text: markdownToText(body), office: office.name, exercise: false },
      link: services.config.publicUrl + publicPath(id),
    },
  }));
}

async function incidentsOf(services: Services): Promise<SeededPost[]> {
  const { rows } = await sql<{
    id: number;
    office: string;
    exercise: boolean;
    at: Date;
    title: string;
    text: string;
    last: boolean;
  }>`
    select i.id, o.name as office, i.exercise, u.at, u.texts #>> '{zh-CN,headline}' as title,
      u.texts #>> '{zh-CN,description}' as text,
      i.state <> 'running' and u.id = max(u.id) over (partition by i.id) as last
    from incident_update u join incident i on i.id = u.incident_id join organisation o on o.id = i.organisation_id
    order by u.at`.execute(services.db);
  return rows.map(({ id, office, exercise, at, title, text, last }) => ({
    ...{ subject: `incident:${id}`, word: last ? ('ended' as const) : ('update' as const), at },
    content: {
      ...{ language: 'zh-CN', title, text, office, exercise },
      link: `${services.config.publicUrl}/status/incident-${id}.html`,
    },
  }));
}
