/**
 * What Belfry never does (the rules of the product): each test fails when its rule is broken. Rules whose feature does
 * not exist yet (the voice) are held here by the absence of what would break them.
 */
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { createAlert, createMessage, signLink } from '../../src/features/delivery/feature.ts';
import { personalPath } from '../../src/features/delivery/paths.ts';
import { readyMessages } from '../../src/features/delivery/queries/claims.ts';
import { expandRound } from '../../src/features/delivery/sender/expander.ts';
import { organisationKinds } from '../../src/features/directory/feature.ts';
import { kindNames, kinds } from '../../src/features/incidents/model/kinds.ts';
import { answers } from '../../src/features/incidents/roll/model/roll-call.ts';
import { byAt, makePublished, movableClock } from '../../src/features/notices/factory.ts';
import { features } from '../../src/features.ts';
import { type Cast, cookieOf, makeCast } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';
import { sourcesBelow } from './sources.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock }), clock };
const app = createApp(services);

interface Column {
  table: string;
  column: string;
}
let columns: Column[];
let cast: Cast;

beforeAll(async () => {
  const { rows } = await sql<Column>`select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and table_name not like 'pg\\_%'`.execute(db);
  columns = rows;
  cast = await makeCast(database);
});

/** Columns whose name matches, as table.column, without those that are known to be innocent. */
function named(pattern: RegExp, innocent: readonly string[] = []): string[] {
  expect(columns.length, 'columns read').toBeGreaterThan(80);
  const found = columns
    .filter((c) => pattern.test(c.column) || pattern.test(c.table))
    .map((c) => `${c.table}.${c.column}`);
  return found.filter((name) => !innocent.includes(name));
}

/** A fingerprint of every row of every table, by table. */
async function everything(): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  // Which machine writes the folder of the status page, and until when: prolonged by the clock, whoever looks or does not.
  const ofMachines = new Set(['status_writer']);
  for (const table of new Set(columns.map((c) => c.table))) {
    if (ofMachines.has(table)) continue;
    const { rows } = await sql<{ print: string }>`
      select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${sql.table(table)} t`.execute(
      db,
    );
    prints[table] = rows[0]?.print ?? '';
  }
  return prints;
}

describe('what Belfry never does', () => {
  test('1: it reads no conversations: what comes in from outside is a closed list of forms', () => {
    const open = features
      .flatMap((feature) => feature.routes)
      .filter((route) => route.method === 'POST' && ['public', 'link'].includes(route.permission))
      .map((route) => route.path);
    expect(open.sort()).toEqual([
      '/ask/case',
      '/ask/case/answer',
      '/ask/case/file',
      '/ask/case/name',
      '/ask/case/opinion',
      '/ask/case/withdraw',
      '/ask/new',
      // Of a key that an administrator made; the body is a form of the standard.
      '/ask/open311/v2/requests.json',
      '/ask/open311/v2/requests.xml',
      '/ask/place',
      '/ask/preview',
      '/ask/send',
      '/follow',
      '/follow/confirm/:token',
      '/follow/push',
      '/follow/push/stop',
      '/follow/stop/:token',
      '/m/:token',
      '/m/:token/details',
      '/m/:token/digest',
      '/m/:token/slip',
      '/m/:token/slip/open',
      '/my-data/:token',
      '/my-notices',
      '/my-notices/:token',
      '/my-notices/:token/data',
      '/my-notices/consents/:token',
      '/my-notices/push/:token',
      '/my-notices/wishes/:token',
      '/roll-call/:token',
      '/sign-in',
      '/sign-in/code',
      '/sign-in/link/:token',
      '/sign-in/passkey',
      '/status-questions/:incident',
      '/u/:token',
    ]);
    const packages = /imap|pop3|wechaty|telegram|slack|matrix|discord|mattermost/i;
    const importing = sourcesBelow('src').filter((s) => s.imports.some((i) => packages.test(i)));
    expect(importing.map((s) => s.path)).toEqual([]);
  });

  test('2: no list of persons to watch, no note, tag, score or mood of anybody', () => {
    // OneRoster's user profiles (logins of staff) and the remarks on an import itself are not about persons.
    const innocent = [...columns.filter((c) => c.table === 'roster_profile').map((c) => `roster_profile.${c.column}`)];
    innocent.push('roster_role.profile_source_id', 'roster_import.notes');
    // What somebody says of the office’s answer to their own case.
    innocent.push('voice_case.rating');
    const judging =
      /(^|_)(watch|watchlist|blacklist|flag|flagged|tag|tags|score|rating|mood|sentiment|risk|profile|remark|notes?)(_|$)/;
    expect(named(judging, innocent)).toEqual([]);
    expect([...organisationKinds].sort()).toEqual(['class', 'department', 'district', 'grade', 'school']);
    const audience = columns.filter((c) => c.table === 'notice_audience').map((c) => c.column);
    expect(audience.sort()).toEqual(['mode', 'notice_id', 'organisation_id', 'role']);
  });

  test('3: an incident endangers people, buildings or systems: a closed list, declared from empty fields', async () => {
    const categories = [
      'Geo',
      'Met',
      'Safety',
      'Security',
      'Rescue',
      'Fire',
      'Health',
      'Env',
      'Transport',
      'Infra',
      'CBRNE',
    ];
    expect([...kindNames].sort()).toEqual(
      [
        ...['attack', 'building', 'cyber', 'earthquake', 'epidemic', 'fire', 'flood', 'food', 'landslide'],
        ...['missing', 'network', 'storm', 'transport', 'utilities'],
      ].sort(),
    );
    for (const kind of kindNames) expect(categories, kind).toContain(kinds[kind].category);
    await expect(
      sql`insert into incident (organisation_id, kind, level, exercise, plan_version, plan, declared_at)
        values (${cast.district.id}, 'petition', 4, false, 0, '{}', now())`.execute(db),
    ).rejects.toThrow(/incident_kind_check/);
    // Nothing of a report goes along: no column refers to anything but organisations, accounts and incidents, and the
    // page of a declaration takes nothing from its address.
    const { rows } = await sql<{ to: string }>`select distinct confrelid::regclass::text as to from pg_constraint
      where contype = 'f' and conrelid::regclass::text like 'incident%'`.execute(db);
    const known = ['account', 'incident', 'incident_alert', 'incident_evidence_box', 'incident_matter', 'organisation'];
    expect(rows.map((row) => row.to).sort()).toEqual(known);
    const cookie = await cookieOf(database, cast.members['bureau.incident_officer'], clock.now());
    const main = async (path: string) =>
      /<main[\s\S]*<\/main>/.exec(await (await app.request(path, { headers: { cookie } })).text())?.[0] ?? '';
    const asked = await main('/desk/incidents/declare?place=%E6%9D%8E%E6%9F%90&kind=flood&text=told');
    expect(asked).not.toMatch(/李某|told/);
    expect(asked).toContain('name="place"');
    expect(asked).not.toContain('checked');
  });

  test('4: it follows nobody: no place, address or device of a reader in any column', () => {
    const innocent = [
      // A contact point's address, a mail's address; the label of a member of staff's own session.
      'contact_point.address',
      'direct_mail.address',
      // What somebody gave to be told of emergencies, for that alone: no reader of anything is in it.
      'follower.address',
      // Where the thing is that is reported: a bridge, a bus stop. Nothing says where somebody wrote.
      'voice_case.latitude',
      'voice_case.longitude',
      'voice_case.address',
      'voice_open311.address',
      // Where a danger is, marked by the officer who declares it.
      'incident.latitude',
      'incident.longitude',
    ];
    expect(
      named(
        /(^|_)(ip|ip_address|user_agent|latitude|longitude|location|geo|address|fingerprint)(_|$)/,
        innocent,
      ).filter((name) => !/^roster_/.test(name)),
    ).toEqual([]);
  });

  test('4: a roll call: one closed question, no place, no time, no history, one incident, 72 hours', async () => {
    const of = (table: string) => columns.filter((c) => c.table === table).map((c) => c.column);
    // Who was told by phone: neither when nor by whom.
    expect(of('phone_told').sort()).toEqual(['alert_id', 'organisation_id', 'person_id']);
    expect(of('roll_call_answer').sort()).toEqual(['answer', 'pupil_id', 'roll_call_id', 'text']);
    expect(of('roll_call_caller').sort()).toEqual(['account_id', 'organisation_id', 'roll_call_id']);
    // Nothing else is kept of it anywhere, and one row stands for one pupil: the latest answer only.
    const tables = new Set(columns.map((c) => c.table).filter((table) => table.startsWith('roll_call')));
    expect([...tables].sort()).toEqual(['roll_call', 'roll_call_answer', 'roll_call_caller', 'roll_call_class']);
    const { rows: key } = await sql<{ key: string }>`select pg_get_constraintdef(oid) as key from pg_constraint
      where conrelid = 'roll_call_answer'::regclass and contype = 'p'`.execute(db);
    expect(key[0]?.key).toBe('PRIMARY KEY (roll_call_id, pupil_id)');
    expect([...answers].sort()).toEqual(['absent', 'help', 'safe']);
    const { rows } = await sql<{
      id: number;
    }>`insert into incident (organisation_id, kind, level, exercise, plan_version,
      plan, declared_at) values (${cast.district.id}, 'flood', 4, true, 0, '{}', now()) returning id`.execute(db);
    const insert = (incident: number | null, hours: number) =>
      sql`insert into roll_call (incident_id, begun_at, ends_at)
        values (${incident}, now(), now() + make_interval(hours => ${hours}::int))`.execute(db);
    await expect(insert(null, 1)).rejects.toThrow(/null value/);
    await expect(insert(rows[0]?.id ?? 0, 73)).rejects.toThrow(/roll_call_check/);
    await insert(rows[0]?.id ?? 0, 72);
    await expect(insert(rows[0]?.id ?? 0, 1), 'one at a time').rejects.toThrow(/roll_call_open/);
    for (const value of ['at the river', '31.1,103.5', 'unknown']) {
      await expect(
        sql`insert into roll_call_answer (roll_call_id, pupil_id, answer)
          select r.id, ${cast.separated.pupil}, ${value} from roll_call r`.execute(db),
      ).rejects.toThrow(/answer_check/);
    }
    await sql`delete from incident where id = ${rows[0]?.id ?? 0}`.execute(db);
  });

  test('6: a question during an incident: of a day, and nothing of who asks', async () => {
    const { rows } = await sql<{ column: string; type: string }>`select column_name as column, data_type as type
      from information_schema.columns where table_name = 'incident_question' order by 1`.execute(db);
    expect(rows).toEqual([
      { column: 'asked_on', type: 'date' },
      { column: 'id', type: 'bigint' },
      { column: 'incident_id', type: 'bigint' },
      { column: 'matter_id', type: 'bigint' },
      { column: 'reason', type: 'text' },
      { column: 'state', type: 'text' },
      { column: 'text', type: 'text' },
    ]);
  });

  test('6: no column of the voice holds a time, an address of the network, a device or a session', async () => {
    const { rows } = await sql<{ name: string; type: string }>`
      select table_name || '.' || column_name as name, data_type as type from information_schema.columns
      where table_schema = 'public' and table_name like 'voice\\_%'`.execute(db);
    expect(rows.length, 'columns read').toBeGreaterThan(60);
    const known = /^(text|date|smallint|integer|bigint|boolean|uuid|bytea|jsonb|double precision|ARRAY)$/;
    expect(rows.filter(({ type }) => !known.test(type))).toEqual([]);
    expect(rows.filter(({ name }) => /_at$|time|hour|session|cookie|agent|device/.test(name))).toEqual([]);
  });

  test('5: nothing leaves without an issuing office', async () => {
    const { rows } = await sql<{ nullable: string }>`select is_nullable as nullable from information_schema.columns
      where (table_name, column_name) in (('message', 'organisation_id'), ('notice', 'organisation_id'))`.execute(db);
    expect(rows).toEqual([{ nullable: 'NO' }, { nullable: 'NO' }]);
  });

  test('7: it doesn’t count readers: opening one’s own link or a public page changes no row', async () => {
    const reading =
      /(^|_)(open|opened|opens|click|clicked|clicks|read_at|seen|seen_at|view|viewed|views|impressions?)(_|$)/;
    // Of one's own session, and of the service's processes.
    const innocent = ['session.last_seen_at', 'delivery_worker.seen_at', 'service_process.seen_at'];
    expect(named(reading, innocent)).toEqual([]);
    const { id, messageId } = await makePublished(services, {
      office: cast.district.id,
      author: byAt(cast.members['bureau.editor']),
      approver: byAt(cast.members['bureau.approver']),
      audience: [{ organisationId: cast.district.id, role: 'guardians' }],
      deadlineOn: '2026-11-27',
    });
    const token = signLink(services.secrets, { messageId, personId: cast.separated.mother, epoch: 0 });
    const before = await everything();
    for (const path of [personalPath(token), `/notices/${id}`, '/notices', '/', '/notices.atom', '/status']) {
      const answer = await app.request(path);
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get('set-cookie'), path).toBeNull();
    }
    expect(await everything()).toEqual(before);
    const tapped = await app.request(personalPath(token), { method: 'POST', body: new URLSearchParams({}) });
    expect(tapped.status).toBe(303);
    expect(await everything(), 'the comparison sees a change').not.toEqual(before);
  });

  test('7: an acknowledgement is of a day', async () => {
    const { rows } = await sql<{ type: string }>`select data_type as type from information_schema.columns
      where table_name = 'notice_acknowledgement' and data_type like 'timestamp%'`.execute(db);
    expect(rows).toEqual([]);
  });

  test('8: no column for identity numbers, ethnicity, religion, politics, health, biometrics or birth', () => {
    expect(
      named(
        /identity|id_card|idcard|national|ethnic|nation(_|$)|race|religio|politic|party|health|medical|disab|blood|biometr|finger|face|birth|gender|sex(_|$)/,
      ),
    ).toEqual([]);
  });

  test('precedence is only for alerts of an incident: whatever messages there are, nothing else goes ahead or gets around an opt-out', async () => {
    // There is no column to ask for it: it follows from the warning that a message brings, and the schema gives a warning
    // to nothing else.
    expect(named(/(^|_)(priority|precedence|override|overrides|forced?|bypass)(_|$)/)).toEqual([]);
    const { rows: keys } = await sql<{ to: string }>`select confrelid::regclass::text as to from pg_constraint
      where contype = 'f' and conrelid = 'message'::regclass`.execute(db);
    expect(keys.map((key) => key.to)).toContain('incident_alert');
    const { rows } = await sql<{ id: number }>`update contact_point set opted_out_at = now()
      where person_id in (select guardian_id from guardianship) returning id`.execute(db);
    expect(rows.length).toBeGreaterThan(20);
    const office = cast.district.id;
    const people = { include: [{ organisationId: office, role: 'guardians' as const }], exclude: [] };
    const contents = ['演练 EXERCISE'].map((said) => ({
      ...{ language: 'zh-CN', subject: said, text: said, html: said, short: said },
    }));
    const at = clock.now();
    const wish = fc.record({
      alert: fc.boolean(),
      exercise: fc.boolean(),
      purpose: fc.constantFrom('notice' as const, 'reminder' as const, 'correction' as const),
      kind: fc.constantFrom(null, 'activity'),
      mayWait: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 4 }), async (wishes) => {
        await sql`update message set state = 'stopped' where state in ('waiting', 'expanding', 'sending')`.execute(db);
        const made: { id: number; alert: boolean }[] = [];
        for (const { alert, exercise, ...one } of wishes) {
          const common = { districtId: 1, organisationId: office, subject: 'notice:1', audience: people, contents };
          const later = new Date(at.getTime() + 3_600_000);
          const ids = await db.transaction().execute(async (trx) => {
            if (!alert) {
              const times = { frozenSize: 24, releaseAt: at, linkExpiresAt: later };
              return [await createMessage(trx, { ...common, ...times, ...one }, at)];
            }
            const { rows: incidents } = await sql<{ id: number }>`
              insert into incident (organisation_id, kind, level, exercise, plan_version, plan, declared_at)
              values (${office}, 'flood', 2, ${exercise}, 0, '{}', ${at}) returning id`.execute(trx);
            const { rows: alerts } = await sql<{ id: number }>`
              insert into incident_alert (incident_id, identifier, sender, kind, sent_at, expires_at, level, texts, areas)
              values (${incidents[0]?.id}, gen_random_uuid()::text, 'x', 'alert', ${at}, ${later}, 2, '{}', '[]')
              returning id`.execute(trx);
            const warning = {
              alertId: alerts[0]?.id as number,
              people: 24,
              endsAt: later,
              after: [],
              toFollowers: false,
            };
            return createAlert(trx, ['email'], { ...common, ...warning }, at);
          });
          made.push(...ids.map((id) => ({ id, alert })));
        }
        // The desk's own order of work: alerts come before all else, however late they were made.
        while (await expandRound(services));
        const ready = (await readyMessages(db, at)).map((one) => made.find(({ id }) => id === one.messageId)?.alert);
        expect(ready).toEqual(made.filter((one) => one.alert).map(() => true));
        for (const { id, alert } of made) {
          const { rows: sent } = await sql<{ n: number }>`select count(*)::int as n from delivery
            where message_id = ${id} and contact_point_id is not null`.execute(db);
          if (alert) expect(sent[0]?.n).toBeGreaterThan(20);
          else expect(sent[0]?.n, 'nothing reaches who has turned it off').toBe(0);
        }
      }),
      { numRuns: 12 },
    );
    await sql`update contact_point set opted_out_at = null`.execute(db);
    // Whoever picks an address asks for the opt-out in the same place: usable() for audiences, recipients() for a batch.
    const picking = sourcesBelow('src').filter(
      ({ path, text }) =>
        /features\/(delivery|notices)\//.test(path) && !/\.test\.tsx?$/.test(path) && /contact_point\b/.test(text),
    );
    expect(picking.map(({ path }) => path)).toEqual([]);
  });
});
