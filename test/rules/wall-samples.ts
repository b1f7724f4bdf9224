/** Objects of the school in the north, one for each parameter of a route, in a state in which the route makes sense. */
import { sql } from 'kysely';
import { signFollower } from '../../src/features/channels/followers/links.ts';
import { addAttachments } from '../../src/features/notices/actions/attachments.ts';
import { submit } from '../../src/features/notices/actions/review.ts';
import { byAt, makeDraft, makePublished, movableClock, value } from '../../src/features/notices/factory.ts';
import { saveRecording } from '../../src/features/notices/recordings/actions/recordings.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Cast } from '../support/cast.ts';
import type { TestDatabase } from '../support/database.ts';
import { tone } from '../support/sound.ts';
import { makeAfterSamples } from './after-samples.ts';
import { makeIncidentSamples } from './incident-samples.ts';
import { makePrivacySamples } from './privacy-samples.ts';
import { makeSlipSamples } from './slip-samples.ts';
import { makeVoiceSamples } from './voice-samples.ts';
import { makeWorkflowSamples } from './workflow-samples.ts';

/**
 * Parameters by route pattern; `*` for all. `elsewhere: 'yes'` marks a route whose object is one class or of the
 * district itself, so that not everybody who carries the permission at the bureau gets a page. `forAll: 'yes'` marks a
 * page that is no school's own: whoever carries the permission reads it, wherever they are.
 */
export type Samples = Record<string, Record<string, string | number>>;

const sheetContent = JSON.stringify({
  sheets: [
    { name: '新生', headings: ['姓名', '班级', '联系电话'], rows: [[2, '丹增', '七年级（1）班', '13800000001']] },
  ],
  notes: [{ file: '新生', line: 1, column: '民族', key: 'columnSensitive', count: 1, context: {} }],
});

export async function makeSamples(database: TestDatabase, services: Services, cast: Cast): Promise<Samples> {
  const { db } = database;
  const north = cast.north.organisation;
  const clock = movableClock(new Date(services.clock.now().getTime() - 3_600_000).toISOString());
  const spec = {
    office: north.id,
    author: byAt(cast.members['north.editor']),
    approver: byAt(cast.members['north.approver']),
    audience: [{ organisationId: north.id, role: 'guardians' as const }],
    deadlineOn: '2099-06-30',
  };
  const moving = { ...services, clock };
  const published = await makePublished(moving, spec);
  const draft = await makeDraft(services, spec);
  const content = Buffer.from('校车时刻表');
  const attached = value(
    await addAttachments(services, spec.author, draft.id, draft.revision, [{ name: '时刻表.txt', content }]),
  );
  const inReview = await makeDraft(services, spec);
  value(await submit(services, spec.author, inReview.id, inReview.revision));

  value(
    await saveRecording(services, spec.author, draft.id, attached.revision, { language: 'zh-CN', content: tone(1) }),
  );

  const one = async (query: ReturnType<typeof sql<{ id: number }>>): Promise<number> => {
    const { rows } = await query.execute(db);
    if (!rows[0]) throw new Error('a sample is missing');
    return rows[0].id;
  };
  const member = cast.members['north.editor'];
  const recording = await one(sql`select id from notice_recording where notice_id = ${draft.id}`);
  const attachment = await one(sql`select id from notice_attachment where notice_id = ${draft.id}`);
  const grant = await one(sql`select id from account_grant where account_id = ${member.accountId}`);
  const guardian = cast.separated.mother;
  const point = await one(sql`select id from contact_point where person_id = ${guardian}`);
  const guardianship = await one(sql`select id from guardianship where guardian_id = ${guardian}`);
  const roster = await one(sql`insert into roster_import (state, started_at)
    values ('applied', ${services.clock.now()}) returning id`);
  const passkey =
    await one(sql`insert into passkey (account_id, credential_id, public_key, sign_count, name, created_at)
    values (${cast.members['bureau.editor'].accountId}, '\\x01', '\\x01', 0, 'bureau', ${services.clock.now()}) returning id`);
  const mapping = await one(sql`insert into sign_on_role (claim_value, organisation_id, role, created_at)
    values ('group', ${north.id}, 'editor', ${services.clock.now()}) returning id`);
  const standIn =
    await one(sql`insert into stand_in (account_id, stand_in_id, organisation_id, starts_on, ends_on, given_at)
    values (${cast.members['north.approver'].accountId}, ${member.accountId}, ${north.id}, '2099-01-01', '2099-01-31',
      ${services.clock.now()}) returning id`);
  await sql`insert into account_grant (account_id, organisation_id, role, membership_id, given_by, given_at, holds_until,
      emergency_reason, ended_at)
    values (${cast.members['bureau.operator'].accountId}, ${north.id}, 'editor', ${cast.members['bureau.operator'].membershipId},
      ${cast.members['bureau.operator'].accountId}, '2026-09-01', '2026-09-01 01:00', '发布人联系不上，道路中断。', '2026-09-01 01:00')`.execute(
    db,
  );
  await sql`with opened as (insert into access_review (period_on, begins_on, due_on)
      values ('2026-09-01', '2026-09-01', '2099-01-31') returning id)
    insert into access_review_item (review_id, grant_id) select opened.id, g.id from opened, account_grant g
    where g.ended_at is null`.execute(db);
  const code = await one(sql`insert into number_code (organisation_id, code, created_at)
    values (${north.id}, '北小', ${services.clock.now()}) returning id`);
  const schoolClass = cast.north.classes[0]?.organisation.id as number;
  const slips = await makeSlipSamples(moving, cast);
  // Two records of one guardian, and one that was merged already.
  const double = await one(
    sql`insert into person (full_name) select full_name from person where id = ${guardian} returning id`,
  );
  const twin = await one(sql`insert into guardianship (guardian_id, pupil_id, starts_on)
    values (${double}, ${cast.separated.pupil}, '2020-09-01') returning id`);
  if (!twin) throw new Error('no double');
  const moved = JSON.stringify({
    memberships: [],
    guardianships: [],
    contacts: [],
    endedMemberships: [],
    endedGuardianships: [],
    optedOut: [],
    sourceId: null,
  });
  const merge = await one(sql`insert into person_merge (kept_id, gone_id, account_id, done_at, moved)
    values (${guardian}, ${double}, ${member.accountId}, '2026-07-15T02:00:00Z', ${moved}::jsonb) returning id`);
  const correction = await one(sql`insert into correction (person_id, kind, value, proposed_at)
    values (${guardian}, 'sms', '13800000009', '2026-07-15T02:00:00Z') returning id`);
  const step = await one(sql`insert into year_step (organisation_id, account_id, day, done_at)
    values (${north.id}, ${member.accountId}, '2026-07-15', '2026-07-15T02:00:00Z') returning id`);
  const sheet =
    await one(sql`insert into sheet_upload (organisation_id, account_id, kind, file_name, content, created_at)
    values (${north.id}, ${member.accountId}, 'pupils', '名册.xlsx', ${sheetContent}::jsonb, ${services.clock.now()}) returning id`);

  const purpose = await one(
    sql`insert into consent_purpose (created_at) values (${services.clock.now()}) returning id`,
  );
  for (const language of ['zh-CN', 'en']) {
    await sql`insert into consent_purpose_text (purpose_id, version, language, name, data, necessity, effect)
      values (${purpose}, 1, ${language}, '网站照片', '照片、班级', '展示学校活动', '不同意不影响上学')`.execute(db);
  }

  const samples: Samples = {
    '*': {
      purpose,
      notice: published.id,
      message: published.messageId,
      organisation: north.id,
      person: guardian,
      account: member.accountId,
      membership: member.membershipId,
      grant,
      attachment,
      recording,
      point,
      guardianship,
      import: roster,
      upload: sheet,
      kind: 'pupils',
      step,
      other: double,
      merge,
      correction,
      class: schoolClass,
      language: 'en',
      channel: 'email',
      act: 'pause',
      session: 1,
      passkey,
      standIn,
      mapping,
      code,
      question: 1,
      file: slips.file,
      token: 'x',
    },
  };
  const apiToken = await one(sql`insert into api_token (organisation_id, name, public_part, secret_hash, roles, scopes,
      made_by, made_at, expires_on)
    values (${north.id}, '学籍系统', 'blf_000000000000', '\\x01', '{editor}', '{directory.read}', ${member.accountId},
      ${services.clock.now()}, '2099-01-01') returning id`);
  samples['/follow/confirm/:token'] = { token: signFollower(services.secrets, 'confirm', 1) };
  samples['/follow/stop/:token'] = { token: signFollower(services.secrets, 'stop', 1) };
  samples['/api/reference/:group'] = { group: 'notices' };
  samples['/desk/api-tokens/:token/revoke'] = { token: apiToken };
  const rosterClient =
    await one(sql`insert into api_roster_client (organisation_id, name, client_id, secret_hash, extent,
      made_by, made_at) values (${north.id}, '学习平台', 'blfr_0000000000000000', '\\x00', 'core', ${member.accountId},
      ${services.clock.now()}) returning id`);
  samples['/desk/roster-clients/:client/end'] = { client: rosterClient };
  const webhook = await one(sql`insert into webhook (organisation_id, url, events, made_by, made_at)
    values (${north.id}, 'https://register.example.org/hook', '{notice.published}', ${member.accountId},
      ${services.clock.now()}) returning id`);
  await sql`with sent as (insert into webhook_message (webhook_id, kind, body, state, attempts, next_at, created_at)
      values (${webhook}, 'notice.published', '{}', 'failed', 2, ${services.clock.now()}, ${services.clock.now()}) returning id)
    insert into webhook_attempt (message_id, at, status, trouble)
    select sent.id, ${services.clock.now()}::timestamptz, t.status, t.trouble from sent,
      (values (503::smallint, 'status'), (null, 'timeout')) t (status, trouble)`.execute(db);
  (samples['*'] as Record<string, string | number>).webhook = webhook;
  const broadcast = await one(sql`insert into broadcast_channel (organisation_id, kind, name, language, notices, below,
      incidents, sealed, shown, failing_since, last_error, last_error_at, made_by, made_at)
    values (${north.id}, 'dingtalk', '全校家长群', 'zh-CN', true, false, true, '\\x00', 'oapi.dingtalk.com …1f2e', ${services.clock.now()},
      '310000', ${services.clock.now()}, ${member.accountId}, ${services.clock.now()}) returning id`);
  const said = JSON.stringify({
    ...{ language: 'zh-CN', title: '关于冬季作息时间的通知', text: '早读改为8:20。', office: '清溪县北山小学' },
    ...{ link: 'https://belfry.test/notices/1', exercise: false },
  });
  await sql`with said as (insert into broadcast_post (channel_id, subject, word, content, urgent, state, attempts, due_at, lasts_until, created_at)
      values (${broadcast}, 'notice:1', 'published', ${said}::jsonb, false, 'failed', 2, ${services.clock.now()},
        ${services.clock.now()}, ${services.clock.now()}) returning id)
    insert into broadcast_attempt (post_id, channel_id, at, outcome, code)
    select said.id, ${broadcast}, ${services.clock.now()}::timestamptz, t.outcome, t.code from said,
      (values ('unknown', 'timeout'), ('settings', '310000')) t (outcome, code)`.execute(db);
  (samples['*'] as Record<string, string | number>).broadcast = broadcast;
  const onDraft = [
    'basics',
    'attachments',
    'recordings',
    'audience',
    'audience/count',
    'audience/unreachable',
    'request',
    'check',
    'number',
    'rule',
    'discard',
  ];
  samples['/desk/directory/organisations/:organisation/class-teacher'] = { organisation: schoolClass };
  // The roster is the district's: a school's administrator, who carries the permission, has nothing to import there.
  samples['/desk/directory/export'] = { elsewhere: 'yes' };
  samples['/desk/directory/import'] = { elsewhere: 'yes' };
  // So is what consent is asked for.
  for (const room of ['', '/new', '/:purpose', '/:purpose/end']) {
    samples[`/desk/directory/consents${room}`] = { elsewhere: 'yes', purpose };
  }
  samples['/desk/directory/organisations/:organisation/consents'] = { organisation: schoolClass };
  // So are the backups, and the release of a restored database.
  samples['/desk/operations/backups'] = { elsewhere: 'yes' };
  samples['/desk/operations/hosts'] = { elsewhere: 'yes' };
  samples['/desk/operations/hosts/:process/forget'] = { elsewhere: 'yes', process: 1 };
  samples['/desk/operations/release'] = { elsewhere: 'yes' };
  samples['/desk/help/:guide{[a-z-]+}'] = { guide: 'officer' };
  samples['/desk/help/pictures/:picture{[a-z-]+.png}'] = { picture: 'desk-en.png' };
  // So is what is loaded into the calendar of working days.
  await sql`insert into calendar_year (year, source, loaded_by, loaded_at)
    values (2030, '2030.json', ${member.accountId}, ${services.clock.now()})`.execute(db);
  for (const room of ['/check', '/load', '/:year{[0-9]+}/remove']) {
    samples[`/desk/calendar${room}`] = { elsewhere: 'yes', year: 2030 };
  }
  // What a claim of the identity provider gives is the district's to say.
  samples['/desk/accounts/sign-on'] = { elsewhere: 'yes' };
  const own = '/desk/notices/:notice';
  // Names are for schools: the bureau, which carries the permission too, gets figures only.
  samples[`${own}/paper`] = { elsewhere: 'yes' };
  for (const room of onDraft) samples[`${own}/${room}`] = { notice: draft.id };
  samples[`${own}/text/:language`] = { notice: draft.id };
  samples[`${own}/files/:attachment`] = { notice: draft.id };
  samples[`${own}/attachments/:attachment/remove`] = { notice: draft.id };
  samples[`${own}/recordings/:recording`] = { notice: draft.id };
  samples[`${own}/recordings/:recording/remove`] = { notice: draft.id };
  samples[`${own}/review`] = { notice: inReview.id };
  for (const room of ['slip', 'slip/new', 'slip/questions/:question', 'slip/preview']) {
    samples[`${own}/${room}`] = { notice: slips.draft };
  }
  for (const room of ['move', 'remove']) samples[`${own}/slip/questions/:question/${room}`] = { notice: slips.draft };
  for (const room of ['', '/export.xlsx', '/export.csv']) samples[`${own}/replies${room}`] = { notice: slips.out };
  for (const room of ['', '/export.xlsx', '/export.csv', '/files/:file']) {
    // By name: for the school's own office, not for the bureau.
    samples[`${own}/replies/names${room}`] = { notice: slips.out, elsewhere: 'yes' };
    samples[`/desk/class-notices/:notice/:class/replies${room}`] = { notice: slips.out };
  }
  samples['/desk/class-notices/:notice/:class/replies/enter/:person'] = { notice: slips.out };
  samples.slip = { answered: slips.answered, open: slips.open };
  Object.assign(samples, await makeAfterSamples(moving, cast), await makeWorkflowSamples(moving, cast));
  Object.assign(samples, await makePrivacySamples(services, cast), await makeIncidentSamples(services, cast));
  Object.assign(samples, await makeVoiceSamples(services, cast));
  if (attached.revision < 2) throw new Error('the draft was not changed');
  return samples;
}
