/** Retention: each rule forgets what is old and nothing else, twice is once, a cut-off goes on, a hold suspends. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Cast, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import type { RetentionRule } from '../../platform/keeping.ts';
import { byAt, makePublished, movableClock } from '../notices/factory.ts';
import { runRetention } from './actions/retention.ts';
import { ruleOf, rules } from './keepings.ts';
import { batchSize } from './model/retention.ts';
import { holdPath, publicPath, retentionPath, runPath } from './paths.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-28T01:00:00Z');
const services = { ...testServices(db, { clock }), clock };
const app = createApp(services);
let cast: Cast;
let account: number;

beforeAll(async () => {
  cast = await makeCast(database);
  account = cast.members['bureau.administrator'].accountId;
});

beforeEach(async () => {
  for (const table of ['retention_result', 'retention_run', 'retention_hold', 'direct_mail']) {
    await sql`delete from ${sql.table(table)}`.execute(db);
  }
});

async function count(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db);
  return rows[0]?.n ?? 0;
}

const rule = (kind: string): RetentionRule => {
  const found = ruleOf(kind);
  if (!found) throw new Error(`no rule ${kind}`);
  return found;
};
const run = (...kinds: string[]) => runRetention(services, null, kinds.map(rule));

async function oldMails(n: number, settled = '2026-10-01'): Promise<void> {
  await sql`insert into direct_mail (address, language, subject, text_body, html_body, state, settled_at)
    select 'somebody' || i || '@family.example', 'en', 's', 't', 'h', 'delivered', ${settled}::timestamptz
    from generate_series(1, ${n}) i`.execute(db);
}

describe('the rules', () => {
  test('mail to one address goes 30 days after it left', async () => {
    await oldMails(3);
    await oldMails(2, '2026-11-20');
    expect((await run('delivery.mails')).gone).toBe(3);
    expect(await count('direct_mail')).toBe(2);
    expect((await run('delivery.mails')).gone, 'twice is once').toBe(0);
  });

  test('sessions and links of staff go 30 days after their end', async () => {
    await sql`insert into session (token_hash, account_id, device, created_at, last_seen_at, expires_at, revoked_at) values
      ('\\x01', ${account}, 'old', '2026-09-01', '2026-09-01', '2026-09-08', null),
      ('\\x02', ${account}, 'new', '2026-11-27', '2026-11-27', '2026-12-04', null),
      ('\\x03', ${account}, 'ended', '2026-11-27', '2026-11-27', '2026-12-04', '2026-10-01')`.execute(db);
    await run('accounts.sessions');
    const { rows } = await sql`select device from session where account_id = ${account} order by 1`.execute(db);
    expect(rows).toEqual([{ device: 'new' }]);
  });

  test('who got and acknowledged a notice goes after a year; the figures stay', async () => {
    clock.set(new Date('2025-09-01T01:00:00Z'));
    const made = await makePublished(services, {
      office: cast.district.id,
      author: byAt(cast.members['bureau.editor']),
      approver: byAt(cast.members['bureau.approver']),
      audience: [{ organisationId: cast.district.id, role: 'guardians' }],
      deadlineOn: '2025-09-30',
    });
    const person = cast.separated.mother;
    await sql`select ensure_delivery_partition('2025-09-01')`.execute(db);
    await sql`update message set state = 'finished', finished_at = '2025-09-02', link_expires_at = '2025-11-01'
      where id = ${made.messageId}`.execute(db);
    await sql`insert into delivery (message_id, person_id, organisation_id, period, ready_at, district_id, channel, state)
      select id, ${person}, ${cast.district.id}, period, now(), district_id, 1, 2 from message where id = ${made.messageId}
      on conflict do nothing`.execute(db);
    await sql`insert into delivery_count (message_id, organisation_id, channel, state, n)
      values (${made.messageId}, ${cast.district.id}, 1, 2, 1) on conflict do nothing`.execute(db);
    await sql`insert into notice_acknowledgement (notice_id, person_id, organisation_id, means, acknowledged_on)
      values (${made.id}, ${person}, ${cast.district.id}, 'link', '2025-09-03')`.execute(db);
    const kinds = ['delivery.rows', 'notices.acknowledgements'];
    clock.set(new Date('2026-08-01T01:00:00Z'));
    expect((await run('notices.acknowledgements')).gone, 'not yet').toBe(0);
    clock.set(new Date('2026-11-28T01:00:00Z'));
    expect((await run(...kinds)).gone, 'what really went').toBe(2);
    const left = async (table: string) => {
      const column = table.startsWith('delivery') ? 'message_id' : 'notice_id';
      const id = table.startsWith('delivery') ? made.messageId : made.id;
      const { rows } = await sql`select from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(db);
      return rows.length;
    };
    expect(await left('delivery')).toBe(0);
    expect(await left('notice_acknowledgement')).toBe(0);
    expect(await left('delivery_count')).toBeGreaterThan(0);
    const { rows } =
      await sql`select from message where id = ${made.messageId} and rows_forgotten_at is not null`.execute(db);
    expect(rows).toHaveLength(1);
    expect((await run(...kinds)).gone, 'twice is once').toBe(0);
  });

  test('files that nothing refers to go after a week; attached ones stay', async () => {
    await sql`insert into stored_file (sha256, media_type, size, content, created_at) values
      (sha256('old'), 'text/plain', 3, 'old', '2026-11-01'), (sha256('new'), 'text/plain', 3, 'new', '2026-11-27'),
      (sha256('kept'), 'text/plain', 4, 'kept', '2026-11-01')`.execute(db);
    await sql`insert into notice_attachment (notice_id, sha256, name, media_type, size)
      select id, sha256('kept'), 'kept.txt', 'text/plain', 4 from notice limit 1`.execute(db);
    await run('notices.files');
    const { rows } = await sql`select encode(content, 'escape') as content from stored_file order by 1`.execute(db);
    expect(rows).toEqual([{ content: 'kept' }, { content: 'new' }]);
  });

  test('all rules together run through on a database in use', async () => {
    const { failed } = await runRetention(services);
    expect(failed).toEqual([]);
    const { rows } = await sql<{ outcome: string }>`select distinct outcome from retention_result`.execute(db);
    expect(rows).toEqual([{ outcome: 'done' }]);
    expect(await count('retention_result')).toBe(rules.filter((one) => one.forget).length);
  });
});

describe('cut off', () => {
  test('a run that dies between two batches has lost nothing, and the next one goes on', async () => {
    await oldMails(batchSize * 2 + 10);
    const mails = rule('delivery.mails');
    let calls = 0;
    const dying: RetentionRule = {
      ...mails,
      async forget(ground, most) {
        calls += 1;
        if (calls === 2) throw new Error('the power went');
        return mails.forget?.(ground, most) ?? 0;
      },
    };
    expect(await runRetention(services, null, [dying])).toEqual({ gone: batchSize, failed: ['delivery.mails'] });
    expect(await count('direct_mail')).toBe(batchSize + 10);
    expect((await run('delivery.mails')).gone).toBe(batchSize + 10);
    expect(await count('direct_mail')).toBe(0);
  });

  test('a backend that is killed in the middle of a batch leaves that batch whole', async () => {
    await oldMails(50);
    const victim: RetentionRule = {
      ...rule('delivery.mails'),
      forget: (ground) =>
        ground.db.transaction().execute(async (trx) => {
          await sql`delete from direct_mail`.execute(trx);
          await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx);
          return 50;
        }),
    };
    expect((await runRetention(services, null, [victim])).failed).toEqual(['delivery.mails']);
    expect(await count('direct_mail')).toBe(50);
    expect((await run('delivery.mails')).gone).toBe(50);
  });

  test('one rule that fails stops no other', async () => {
    await oldMails(3);
    const broken: RetentionRule = { ...rule('notices.files'), forget: () => Promise.reject(new Error('broken')) };
    const outcome = await runRetention(services, null, [broken, rule('delivery.mails')]);
    expect(outcome).toEqual({ gone: 3, failed: ['notices.files'] });
  });

  test('two runs at once forget each record once', async () => {
    await oldMails(batchSize + 500);
    const [one, other] = await Promise.all([run('delivery.mails'), run('delivery.mails')]);
    expect(one.gone + other.gone).toBe(batchSize + 500);
    expect(await count('direct_mail')).toBe(0);
  });
});

describe('at the desk', () => {
  async function ask(name: Parameters<typeof member>[0], path: string, form?: Record<string, string>) {
    const cookie = await cookieOf(database, member(name), clock.now());
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
    const body = form && new URLSearchParams(form);
    const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
    return { status: answer.status, text: await answer.text() };
  }
  const member = (name: keyof Cast['members']) => cast.members[name];
  const good = { reason: 'Letter 12/2026 of the court', untilOn: '2027-02-01' };

  test('a rule is suspended by two people, and goes on by one', async () => {
    await oldMails(3);
    const path = holdPath('delivery.mails');
    for (const [field, wrong] of [
      ['reason', 'short'],
      ['untilOn', ''],
      ['untilOn', '2026-11-28'],
      ['untilOn', '2029-01-01'],
    ] as const) {
      const refused = await ask('bureau.administrator', path, { ...good, [field]: wrong });
      expect(refused.status, `${field}=${wrong}`).toBe(422);
    }
    expect((await ask('bureau.administrator', holdPath('directory.staging'), good)).status).toBe(404);
    expect((await ask('north.administrator', path, good)).status).toBe(403);
    expect((await ask('bureau.administrator', path, good)).status).toBe(303);
    expect((await ask('bureau.second_administrator', path, good)).text).toContain('suspended already');
    const { rows } = await sql<{ id: number }>`select id from retention_hold`.execute(db);
    const decide = `${retentionPath}/holds/${rows[0]?.id}`;
    expect((await ask('bureau.administrator', decide, { act: 'confirm' })).text).toContain('Another administrator');
    expect((await run('delivery.mails')).gone, 'proposed is not suspended').toBe(3);
    await oldMails(4);
    expect((await ask('bureau.second_administrator', decide, { act: 'confirm' })).status).toBe(303);
    expect((await run('delivery.mails')).gone).toBe(0);
    expect(await count('direct_mail')).toBe(4);
    const shown = await ask('bureau.auditor', retentionPath);
    expect(shown.text).toContain('Letter 12/2026 of the court');
    expect(shown.text).not.toContain('Let it go on');
    expect((await ask('bureau.administrator', decide, { act: 'end' })).status).toBe(303);
    expect((await run('delivery.mails')).gone).toBe(4);
    const acts = await sql<{ action: string }>`select action from audit_event
      where subject = ${`retention_hold:${rows[0]?.id}`} order by id`.execute(db);
    expect(acts.rows.map((row) => row.action)).toEqual([
      'retention.propose_hold',
      'retention.confirm_hold',
      'retention.end_hold',
    ]);
  });

  test('a hold ends with its day', async () => {
    await sql`insert into retention_hold (kind, reason, until_on, proposed_by, proposed_at, confirmed_by, confirmed_at)
      values ('delivery.mails', 'Letter of the court', '2026-11-27', ${account}, now(),
        ${member('bureau.second_administrator').accountId}, now())`.execute(db);
    await oldMails(2);
    expect((await run('delivery.mails')).gone).toBe(2);
    const { rows } = await sql`select from retention_hold where ended_at is null`.execute(db);
    expect(rows).toEqual([]);
  });

  test('the page tells what became of each rule, and asks for a run', async () => {
    await oldMails(3);
    await run('delivery.mails');
    const shown = await ask('bureau.administrator', retentionPath);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('3 records forgotten');
    expect((await ask('bureau.administrator', runPath, {})).status).toBe(303);
    const { rows } =
      await sql`select from graphile_worker.jobs where task_identifier = 'privacy.run_retention'`.execute(db);
    expect(rows).toHaveLength(1);
    expect((await ask('bureau.auditor', runPath, {})).status).toBe(403);
  });

  test('everybody can read the rules, in both languages', async () => {
    for (const [language, words] of [
      ['en', 'What we keep, and how long'],
      ['zh-CN', '我们保存什么，保存多久'],
    ] as const) {
      const answer = await app.request(publicPath, { headers: { 'accept-language': language } });
      expect(answer.status).toBe(200);
      const text = await answer.text();
      expect(text).toContain(words);
      for (const one of rules) expect(text.replaceAll('&#39;', "'"), one.kind).toContain(one.period[language]);
      expect(text.length, 'below 50 kB').toBeLessThan(50_000);
    }
  });
});
