/** Objects for the routes on incidents: one that the school in the north leads, with a task. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { signLink } from '../../src/features/delivery/feature.ts';
import { hashOf } from '../../src/features/incidents/duty/actions/own.ts';
import {
  calendarPattern,
  endRosterRoom,
  membersRoom,
  ownShiftPattern,
  rosterPattern,
  shiftPattern,
  swapPattern,
  turnsRoom,
} from '../../src/features/incidents/duty/paths.ts';
import { insertRoster, setMembers } from '../../src/features/incidents/duty/queries/rosters.ts';
import { insertNote, insertShifts } from '../../src/features/incidents/duty/queries/shifts.ts';
import { insertSwap, putCalendar } from '../../src/features/incidents/duty/queries/swaps.ts';
import { evidenceFilePattern, evidenceRoom } from '../../src/features/incidents/evidence/paths.ts';
import { insertEvidence, openBox } from '../../src/features/incidents/evidence/queries.ts';
import type { CapMessage } from '../../src/features/incidents/feeds/model/message.ts';
import { readPem } from '../../src/features/incidents/feeds/model/signature.ts';
import {
  declareFromPattern,
  editFeedRoom,
  feedPattern,
  feedsPath,
  newFeedPath,
  newPinRoom,
  newRuleRoom,
  pinPattern,
  removeFeedRoom,
  rulePattern,
  warningPattern,
  warningsPath,
} from '../../src/features/incidents/feeds/paths.ts';
import { insertPinned } from '../../src/features/incidents/feeds/queries/certificates.ts';
import { insertFeed, putLink } from '../../src/features/incidents/feeds/queries/feeds.ts';
import { insertRule } from '../../src/features/incidents/feeds/queries/rules.ts';
import { insertWarning } from '../../src/features/incidents/feeds/queries/warnings.ts';
import { issuer } from '../../src/features/incidents/feeds/signing.fixture.ts';
import { general } from '../../src/features/incidents/templates/general.ts';
import { endRequirementPattern, newRequirementPath, withdrawPattern } from '../../src/features/training/paths.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Cast } from '../support/cast.ts';

type Sample = Record<string, string | number>;

/** A roster of the school in the north: a shift of today with a note, and one of the bureau's editor, who may swap it. */
async function makeDutySamples({ db, clock }: Services, cast: Cast): Promise<Record<string, Sample>> {
  const at = clock.now();
  const { accountId } = cast.members['north.incident_officer'];
  const [editor, colleague] = [cast.members['bureau.editor'].accountId, cast.members['bureau.approver'].accountId];
  return db.transaction().execute(async (trx) => {
    const wish = { organisationId: cast.north.organisation.id, name: '校园值班', kind: null } as const;
    const roster = await insertRoster(trx, { ...wish, covers: 'all', starts: [480, 1200] }, { accountId, at });
    await setMembers(trx, roster, [accountId, editor, colleague]);
    const turn = (hours: number, one: number | null, other: number | null) => {
      const startsAt = new Date(at.getTime() + hours * 3_600_000);
      const endsAt = new Date(startsAt.getTime() + 12 * 3_600_000);
      return { slot: { day: '', off: false, startsAt, endsAt }, accountId: one, standInId: other };
    };
    const turns = [
      turn(-3, accountId, editor),
      turn(9, editor, colleague),
      turn(21, null, null),
      turn(40, colleague, null),
    ];
    await insertShifts(trx, roster, turns, at);
    const { rows } = await sql<{ id: number }>`select id from duty_shift where roster_id = ${roster}
      order by starts_at`.execute(trx);
    const [shift, own, , other] = rows.map((row) => row.id) as [number, number, number, number];
    await insertNote(trx, { shiftId: shift, accountId, at, text: '北门施工，校车改停东门。' });
    const swap = await insertSwap(trx, { shiftId: other, fromId: colleague, toId: editor, otherShiftId: own }, at);
    const patterns = [rosterPattern, turnsRoom.pattern, membersRoom.pattern, endRosterRoom.pattern, shiftPattern];
    const token = 'a-calendar-of-one-who-is-on-duty';
    await putCalendar(trx, editor, hashOf(token), at);
    return {
      ...Object.fromEntries(patterns.map((pattern) => [pattern, { roster, shift }])),
      [ownShiftPattern]: { shift: own },
      [swapPattern]: { swap: swap ?? 0 },
      [calendarPattern]: { token },
    };
  });
}

/** A feed with a rule and a warning: of the district as a whole. */
async function makeFeedSamples({ db, clock }: Services, cast: Cast): Promise<Record<string, Sample>> {
  const at = clock.now();
  const { accountId } = cast.members['bureau.incident_officer'];
  const later = new Date(at.getTime() + 86_400_000);
  const by = { accountId, at };
  return db.transaction().execute(async (trx) => {
    const feed = await insertFeed(
      trx,
      {
        ...{ name: '省气象局预警', url: 'https://cap.example.org/feed.atom', origins: ['https://cap.example.org'] },
        ...{
          words: ['青溪'],
          codes: [],
          signedAnywhere: false,
          shapes: false,
          leastSeverity: 'Moderate',
          everyMinutes: 5,
        },
      },
      by,
    );
    await sql`update warning_feed set next_poll_at = ${later}, succeeded_at = ${at}, polled_at = ${at},
      fault = 'timeout', fault_at = ${at} where id = ${feed}`.execute(trx);
    const fault = { fault: 'time', detail: 'sent: 2026-11-20T01:00:00Z' } as const;
    await putLink(trx, feed, { href: 'https://cap.example.org/7.xml', stamp: '', at, tries: 1, fault });
    const message = sampleMessage(at, later);
    const wish = { ...({ message, severity: 'Severe', kind: 'flood', at, endsAt: later, state: 'new' } as const) };
    const href = 'https://cap.example.org/6.xml';
    const warning = await insertWarning(trx, {
      ...{ ...wish, feedId: feed, href, followedBy: null },
      ...({ signature: 'stranger', refusal: null, certificateId: null } as const),
    });
    const texts = { 'zh-CN': { headline: '请留意暴雨预警', description: '', instruction: '请勿前往河边。' } };
    const kinds = ['flood', 'storm'] as const;
    const rule = await insertRule(
      trx,
      { feedId: feed, kinds, leastSeverity: 'Severe', words: [], texts, cooldownMinutes: 120, demands: 'origin' },
      by,
    );
    const pin = readPem((await issuer('ec', { to: '2036-01-01' })).certificate, at);
    if (!pin.ok) throw new Error('no certificate');
    const certificate = await insertPinned(trx, feed, pin.value, by);
    const district: Sample = { feed, rule, certificate, warning: warning ?? 0, elsewhere: 'yes' };
    const patterns = [
      ...[feedPattern, editFeedRoom.pattern, removeFeedRoom.pattern, newRuleRoom.pattern, rulePattern],
      ...[newPinRoom.pattern, pinPattern],
      ...[warningPattern, declareFromPattern, feedsPath, newFeedPath, warningsPath],
    ];
    return Object.fromEntries(patterns.map((pattern) => [pattern, district]));
  });
}

function sampleMessage(at: Date, later: Date): CapMessage & { msgType: 'Alert'; status: 'Actual' } {
  return {
    ...{ sender: 'weather.example.org', identifier: 'w-6', sent: at.toISOString(), scope: 'Public', source: '' },
    ...{ status: 'Actual', msgType: 'Alert', references: [], signed: true },
    infos: [
      {
        ...{ language: 'zh-CN', categories: ['Met'], event: '暴雨', severity: 'Severe', urgency: 'Expected' },
        ...{ certainty: 'Likely', onset: at.toISOString(), expires: later.toISOString(), senderName: '省气象台' },
        ...{ headline: '省气象台发布暴雨橙色预警', description: '预计未来六小时降雨量将达五十毫米以上。' },
        ...{ instruction: '请注意防范山洪。', web: 'https://weather.example.org/6', contact: '' },
        areas: [{ text: '青溪县', polygons: [], circles: [], codes: [{ name: 'GB/T 2260', value: '513221' }] }],
      },
    ],
  };
}

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
  await sql`insert into incident_school (incident_id, organisation_id, at) values (${past}, ${north}, ${now})`.execute(
    db,
  );
  const cyber =
    await one(sql`insert into incident (organisation_id, kind, level, exercise, plan_version, plan, declared_by,
      declared_at)
    values (${north}, 'cyber', 3, false, 0, ${plan}::jsonb, ${accountId}, ${now}) returning id`);
  await sql`insert into incident_affected values (${cyber}, ${north})`.execute(db);
  const evidence = await db.transaction().execute(async (trx) => {
    await openBox(trx, cyber, now);
    const content = Buffer.from('Nov 20 09:31:02 sshd: Failed password');
    const row = { incidentId: cyber, name: '登录日志.txt', about: '教务服务器登录日志', bytes: content.length };
    const sha256 = createHash('sha256').update(content).digest('hex');
    return insertEvidence(trx, { ...row, sha256, content, accountId, at: now });
  });
  const lesson =
    await one(sql`insert into incident_lesson (incident_id, organisation_id, text, owner_id, due_on, made_by, made_at)
    values (${past}, ${north}, '在北门增设疏散指示牌', ${accountId}, '2026-09-30', ${accountId}, ${now}) returning id`);
  await sql`insert into incident_entry (incident_id, sort, at, account_id, text, detail)
    values (${incident}, 'declared', ${now}, ${accountId}, '操场', '{"level": 3}'::jsonb)`.execute(db);
  await sql`insert into incident_plan_version (kind, version, content, holds_from, review_on, account_id, at)
    values ('flood', 1, ${plan}::jsonb, '2025-09-01', '2026-09-01', ${accountId}, ${now})`.execute(db);
  const feeds = await makeFeedSamples(services, cast);
  const warned = JSON.stringify({ 'zh-CN': { headline: '学生留校', description: '', instruction: '' } });
  const alert =
    await one(sql`insert into incident_alert (incident_id, identifier, sender, kind, sent_at, expires_at, level,
      texts, areas, account_id)
    values (${incident}, 'belfry.test-1', 'belfry.test', 'alert', ${now}, ${new Date(now.getTime() + 86_400_000)}, 3,
      ${warned}::jsonb, '[]', ${accountId}) returning id`);
  await sql`insert into incident_alert_send (alert_id, at, account_id, roles, people)
    values (${alert}, ${now}, ${accountId}, '{guardians}', 12)`.execute(db);
  const roll = await one(sql`insert into roll_call (incident_id, begun_by, begun_at, ends_at)
    values (${incident}, ${accountId}, ${now}, ${new Date(now.getTime() + 24 * 3_600_000)}) returning id`);
  const schoolClass = cast.north.classes[0]?.organisation.id as number;
  await sql`insert into roll_call_class values (${roll}, ${schoolClass})`.execute(db);
  const message =
    await one(sql`insert into message (period, organisation_id, subject, purpose, audience, frozen_size, release_at,
      link_expires_at, created_at) values (date_trunc('month', ${now}::timestamptz)::date, ${north}, ${`roll_call:${roll}`},
      'roll_call', '{"include": [], "exclude": []}', 1, ${now}, ${new Date(now.getTime() + 24 * 3_600_000)}, ${now})
    returning id`);
  const token = signLink(services.secrets, { messageId: message, personId: cast.separated.mother, epoch: 0 });
  await sql`insert into incident_question (incident_id, asked_on, text) values (${incident}, '2026-09-01', '明天上课吗')`.execute(
    db,
  );
  const matter = await one(sql`insert into incident_matter (incident_id, question, made_at)
    values (${incident}, '{"zh-CN": "明天上课吗？"}', ${now}) returning id`);
  await sql`insert into incident_answer (matter_id, version, texts, account_id, at)
    values (${matter}, 1, '{"zh-CN": "停课一天。"}', ${accountId}, ${now})`.execute(db);
  const duties = await makeDutySamples(services, cast);
  const drill = await one(sql`insert into drill (organisation_id, kind, held_on, minutes, pupils, staff, found, made_by,
      made_at) values (${north}, 'earthquake', ${now}, 12, 214, 3, '西侧楼梯较窄，分两批下楼。', ${accountId}, ${now})
    returning id`);
  const room = '/desk/incidents/:incident{[0-9]+}';
  const plans = '/desk/incidents/plans';
  return {
    ...Object.fromEntries(
      ['', '/tasks', '/log', '/schools', '/update', '/level', '/place', '/place/map', '/close', '/tasks/:task'].map(
        (name) => [`${room}${name}`, { incident, task }],
      ),
    ),
    ...Object.fromEntries(
      ['/review', '/lessons', '/lessons/:lesson'].map((name) => [`${room}${name}`, { incident: past, lesson }]),
    ),
    [`${room}/sends/:alert`]: { incident, alert },
    [`${room}/sends/:alert/live`]: { incident, alert },
    // Names of a class: for its teacher and its school's officer.
    '/desk/incidents/phone/:alert/:class': {
      alert,
      class: cast.north.classes[0]?.organisation.id ?? 0,
      elsewhere: 'yes',
    },
    [`${room}/roll`]: { incident },
    [`${room}/questions`]: { incident },
    [`${room}/questions/:matter`]: { incident, matter },
    '/status-questions/:incident': { incident },
    ...Object.fromEntries(
      ['', '/live', '/remind', '/close', '/callers'].map((name) => [
        `${room}/roll/:roll{[0-9]+}${name}`,
        { incident, roll },
      ]),
    ),
    // The class teacher's own class; others only once they are named.
    '/desk/roll-calls/:roll/classes/:class': { roll, class: schoolClass, elsewhere: 'yes' },
    '/roll-call/:token': { token },
    [evidenceRoom.pattern]: { incident: cyber },
    [evidenceFilePattern]: { incident: cyber, evidence: evidence ?? 0 },
    // Plans are the district's, and every officer reads them.
    [`${plans}/:kind`]: { kind: 'flood', forAll: 'yes' },
    [`${plans}/:kind/versions/:version`]: { kind: 'flood', version: 1, forAll: 'yes' },
    [`${plans}/:kind/edit`]: { kind: 'flood' },
    // There is no map in these samples: who may look at it finds nothing.
    '/desk/incidents/map.svg': { elsewhere: 'yes' },
    '/desk/map.svg': { elsewhere: 'yes' },
    '/desk/incidents/areas/:organisation': { organisation: north },
    ...feeds,
    ...duties,
    [withdrawPattern]: { drill },
    // What is asked for is the district's.
    [newRequirementPath]: { elsewhere: 'yes' },
    [endRequirementPattern]: { requirement: 1 },
    '/status/:file': { file: 'status.json' },
    '/status/live/:file': { file: 'index.html' },
  };
}
