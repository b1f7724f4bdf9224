/** What the younger desks hold: incidents of the whole district, templates and series, records and requests of privacy, keys of machines. */
import { sql } from 'kysely';
import { seedAccounts } from '../../src/features/accounts/seed.ts';
import { makeClient } from '../../src/features/api/oneroster/actions.ts';
import { makeToken } from '../../src/features/api/tokens/actions.ts';
import { declare } from '../../src/features/incidents/actions/declare.ts';
import { confirmPlan } from '../../src/features/incidents/actions/plans.ts';
import { publishUpdate } from '../../src/features/incidents/actions/respond.ts';
import { type Kind, kinds } from '../../src/features/incidents/model/kinds.ts';
import { seedIncidents } from '../../src/features/incidents/seed.ts';
import { byAt, value } from '../../src/features/notices/factory.ts';
import {
  saveTemplateText,
  setRecurrence,
  startSeries,
  startTemplate,
} from '../../src/features/notices/seed-workflow.ts';
import { start } from '../../src/features/privacy/actions/records.ts';
import { askThroughLink } from '../../src/features/privacy/actions/requests.ts';
import { prefilled } from '../../src/features/privacy/prefill.ts';
import { localDate } from '../../src/platform/clock.ts';
import type { Database, Transaction } from '../../src/platform/database/connect.ts';
import { addDays } from '../../src/platform/days.ts';
import type { Services } from '../../src/platform/services.ts';
import type { FilledDistrict } from './district.ts';
import type { Parts } from './kept.ts';

export interface FilledDesks {
  incidentOfficer: number;
  /** Running, over all schools; their tasks, and changes of those that are over. */
  running: number[];
  tasks: { incident: number; task: number }[];
  lessons: { incident: number; lesson: number }[];
  templates: number[];
  series: number[];
  records: number[];
  breach: number;
  requests: number[];
  token: number;
  client: number;
}

const dayMs = 86_400_000;

/** Each room is filled once. */
export async function fillDesks(
  part: Parts['part'],
  owner: Database,
  services: Services,
  district: FilledDistrict,
): Promise<FilledDesks> {
  return {
    ...(await part('incidents', () => fillIncidents(owner, services, district))),
    ...(await part('templates and series', () => fillWriting(services, district))),
    ...(await part('records and requests of privacy', () => fillPapers(owner, services, district))),
    ...(await part('keys of machines', () => fillKeys(services, district))),
  };
}

/** Two that run over all schools, one an exercise; 40 of one school each that are over. */
async function fillIncidents(owner: Database, services: Services, { districtId, schoolId, schools }: FilledDistrict) {
  const now = services.clock.now();
  const path = String(districtId);
  const { rows } = await sql<{ membershipId: number; personId: number; name: string }>`
    select m.id as "membershipId", m.person_id as "personId", p.full_name as name from membership m
    join person p on p.id = m.person_id where m.organisation_id = ${districtId}
      and not exists (select from account a where a.person_id = p.id) order by m.id limit 1`.execute(owner);
  const [member] = rows;
  if (!member) throw new Error('everybody at the bureau has an account');
  const { name, ...ids } = member;
  const grants = [{ role: 'incident_officer' as const, organisationId: districtId }];
  const [incidentOfficer = 0] = await seedAccounts(
    owner,
    [{ ...ids, login: 'incident-officer', displayName: name, grants }],
    now,
  );
  const text = { headline: '道路中断', description: '暴雨冲断道路，校车停运。', instruction: '请不要前往学校接送。' };
  const texts = {
    'zh-CN': text,
    en: { headline: 'Road cut', description: 'The buses have stopped.', instruction: 'Stay.' },
  };
  const past = (n: number) => ({
    ...{ kind: 'flood' as const, level: 4 as const, exercise: n % 5 === 0, place: `第 ${n} 号路口` },
    ...{ declaredAt: new Date(now.getTime() - (n + 3) * 7 * dayMs), schools: new Map(), log: [] },
    ...{
      organisationIds: [schoolId + n],
      updates: [{ minutes: 9, nextMinutes: 60, texts }],
      end: { minutes: 600, texts },
    },
    review: { course: '道路中断半日。', wentWell: '通知及时。' },
    lessons: [{ text: '备足饮水', dueOn: addDays(localDate(now, services.config.timeZone), 20) }],
  });
  const seed = {
    officer: { accountId: incidentOfficer, organisationId: districtId, path },
    plans: { kinds: (Object.keys(kinds) as Kind[]).slice(0, 4), at: new Date(now.getTime() - 300 * dayMs) },
    incidents: Array.from({ length: Math.min(40, schools) }, (_, n) => past(n)),
  };
  // None of them went to families.
  await seedIncidents(services, seed, () => Promise.resolve());
  const { timeZone, publicUrl } = services.config;
  const { reach } = byAt({ accountId: incidentOfficer, organisation: { path } });
  const by = {
    accountId: incidentOfficer,
    at: now,
    today: localDate(now, timeZone),
    reach,
    site: { publicUrl, timeZone },
  };
  const running = await services.db.transaction().execute((trx) => declareTwo(trx, by, districtId, texts));
  return { incidentOfficer, running, ...(await partsOf(owner, running)) };
}

async function declareTwo(
  trx: Transaction,
  by: Parameters<typeof declare>[1],
  districtId: number,
  texts: Parameters<typeof publishUpdate>[3]['texts'],
): Promise<number[]> {
  const ids: number[] = [];
  for (const exercise of [false, true]) {
    const wish = {
      kind: 'storm' as const,
      level: 2 as const,
      exercise,
      place: '全市',
      organisationIds: [districtId],
      others: [],
    };
    const declared = value(await declare(trx, by, wish));
    if (!('id' in declared)) throw new Error('it was declared already');
    value(await publishUpdate(trx, by, declared.id, { texts, nextUpdateAt: null, hours: 48, revision: 1 }));
    ids.push(declared.id);
  }
  value(await confirmPlan(trx, by, 'storm'));
  return ids;
}

async function partsOf(owner: Database, running: readonly number[]): Promise<Pick<FilledDesks, 'tasks' | 'lessons'>> {
  const tasks = await sql<{ incident: number; task: number }>`
    select incident_id as incident, id as task from incident_task where incident_id = any (${[...running]}::int8[])
    order by id % 97, id limit 8`.execute(owner);
  const lessons = await sql<{ incident: number; lesson: number }>`
    select incident_id as incident, id as lesson from incident_lesson order by id limit 8`.execute(owner);
  return { tasks: tasks.rows, lessons: lessons.rows };
}

/** 60 templates and as many series, 20 of which recur. */
async function fillWriting(services: Services, { accountIds, districtId }: FilledDistrict) {
  const by = byAt({ accountId: accountIds.editor, organisation: { path: String(districtId) } });
  const templates: number[] = [];
  const series: number[] = [];
  for (let n = 1; n <= 60; n += 1) {
    const template = value(
      await startTemplate(services, by, districtId, {
        name: `每月检查 ${n}`,
        kind: 'safety',
        request: 'none',
        isPublic: false,
        mainLanguage: 'zh-CN',
        deadlineDays: null,
        roles: ['teachers'],
      }),
    );
    const text = { language: 'zh-CN' as const, title: '[[月份]]检查', body: '各学校：定于[[日期]]检查。' };
    value(await saveTemplateText(services, by, template.id, 1, text));
    const one = value(await startSeries(services, by, { organisationId: districtId, title: `检查 ${n}` }));
    if (n % 3 === 0) {
      const recurrence = { templateId: template.id, cadence: 'monthly', onDay: 5 } as const;
      value(await setRecurrence(services, by, one.id, recurrence));
    }
    templates.push(template.id);
    series.push(one.id);
  }
  return { templates, series };
}

/** 40 records of processing, a breach, and 60 requests of families. */
async function fillPapers(owner: Database, services: Services, { accountIds }: FilledDistrict) {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  const by = { accountId: accountIds.administrator, at, today };
  const { rows } = await sql<{ id: number }>`
    select distinct guardian_id as id from guardianship where id % 9000 = 9 and may_act and ends_on is null limit 60`.execute(
    owner,
  );
  return services.db.transaction().execute(async (trx) => {
    const records: number[] = [];
    for (let n = 1; n <= 40; n += 1) {
      const answers = prefilled('processing', services, 'zh-CN');
      records.push(value(await start(trx, by, { kind: 'processing', title: `处理活动 ${n}`, answers, foundAt: null })));
    }
    const answers = prefilled('breach', services, 'zh-CN');
    const breach = value(await start(trx, by, { kind: 'breach', title: '邮件误发', answers, foundAt: at }));
    for (const { id } of rows) value(await askThroughLink(trx, id, { kind: 'copy', withChildren: true }, today));
    const requests = await sql<{ id: number }>`select id from data_request order by id limit 8`.execute(trx);
    return { records, breach, requests: requests.rows.map(({ id }) => id) };
  });
}

async function fillKeys(services: Services, { accountIds, districtId }: FilledDistrict) {
  const by = {
    accountId: accountIds.administrator,
    reach: byAt({ accountId: accountIds.administrator, organisation: { path: String(districtId) } }).reach,
  };
  const expiresOn = addDays(localDate(services.clock.now(), services.config.timeZone), 300);
  const wish = { name: '校车系统', organisationId: districtId };
  const scopes = ['notices.read'] as const;
  const token = value(await makeToken(services, by, { ...wish, roles: ['editor'], scopes, networks: [], expiresOn }));
  const client = value(await makeClient(services, by, { ...wish, extent: 'full' }));
  return { token: token.id, client: client.id };
}
