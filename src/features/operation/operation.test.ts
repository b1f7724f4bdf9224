/** Tombstones, the nightly backup with its retention, and the release after a restore. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { cloneDatabase, testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { features } from '../../features.ts';
import type { Reach } from '../../platform/access.ts';
import { readBackup } from '../../platform/database/backup/read.ts';
import { readTombstones } from '../../platform/database/backup/tombstones.ts';
import { isHeld, restoreMark } from '../../platform/database/restore-mark.ts';
import { silentLog } from '../../platform/log.ts';
import { mergePeople } from '../directory/merge/actions.ts';
import { schedule } from '../notices/actions/publish.ts';
import { byAt, makeApproved, value } from '../notices/factory.ts';
import { makeBackup, scheduledBackup } from './actions/backup.ts';
import { restore } from './actions/restore.ts';
import { keepTombstones } from './actions/tombstones.ts';
import { isDue, surplus } from './model.ts';
import { backupsPath, releasePath } from './paths.ts';
import { backupRuns } from './queries/runs.ts';
import { waitingSince } from './queries/tombstones.ts';

const database = await testDatabase();
const clock = { at: new Date('2026-11-23T19:31:00Z'), now: () => new Date(clock.at) };
const services = testServices(database.db, { clock });
services.ownerUrl = database.ownerUrl;
writeFileSync(join(services.config.dataDir, 'master-key'), `${Buffer.alloc(32, 7).toString('base64')}\n`);

async function asOwner<T extends object>(text: string, values: unknown[] = [], url = database.ownerUrl): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(database);
});

/** A passkey of two, a stand-in, a mapping of single sign-on, and a review that was due long ago. */
async function makeAccess(): Promise<{ passkey: string; standIn: string; mapping: string }> {
  const [one, other] = [cast.members['north.editor'].accountId, cast.members['north.approver'].accountId];
  const idOf = async (text: string, values: unknown[]) =>
    ((await asOwner<{ id: string }>(`${text} returning id`, values))[0] as { id: string }).id;
  const key = `insert into passkey (account_id, credential_id, public_key, sign_count, name, created_at)
    values ($1, $2, 'key', 0, $3, now())`;
  await idOf(key, [one, 'a', 'stays']);
  const school = cast.north.organisation.id;
  await asOwner(
    `insert into access_review (period_on, begins_on, due_on, reminded_on) values ('2020-09-01', '2020-09-01', '2020-10-01', '2020-09-30')`,
  );
  return {
    passkey: await idOf(key, [one, 'b', 'taken away']),
    standIn: await idOf(
      `insert into stand_in (account_id, stand_in_id, organisation_id, starts_on, ends_on, given_at)
        values ($1, $2, $3, '2026-11-01', '2026-12-01', now())`,
      [one, other, school],
    ),
    mapping: await idOf(
      `insert into sign_on_role (claim_value, organisation_id, role, created_at) values ('staff', $1, 'editor', now())`,
      [school],
    ),
  };
}

async function makeScheduled(): Promise<number> {
  const id = await makeApproved(services, {
    office: cast.district.id,
    author: byAt(cast.members['bureau.editor']),
    approver: byAt(cast.members['bureau.approver']),
    audience: [{ organisationId: cast.district.id, role: 'guardians' }],
  });
  const at = new Date(clock.now().getTime() + 3_600_000);
  value(await schedule(services, byAt(cast.members['bureau.editor']), id, at));
  return id;
}

function deskAt({ accountId, organisation }: Cast['members'][CastName]) {
  const reach = { paths: [organisation.path], brand: 'reach' } as Reach;
  return { accountId, reach, today: '2026-11-24', at: clock.now() };
}

describe('when a backup is due, and which are kept', () => {
  const at = (minutes: number, last: string | null) =>
    isDue({
      at: '03:30',
      now: { minutes, at: new Date('2026-11-24T00:00:00Z') },
      lastStart: last === null ? null : new Date(last),
    });
  test('once each night, and later if the server was off', () => {
    expect(at(209, null)).toBe(false);
    expect(at(210, null)).toBe(true);
    expect(at(300, '2026-11-23T23:00:00Z')).toBe(false);
    expect(at(300, '2026-11-23T01:00:00Z')).toBe(true);
    expect(at(900, '2026-11-23T20:00:00Z')).toBe(false);
    expect(at(900, '2026-11-22T10:00:00Z')).toBe(true);
    expect(at(900, null)).toBe(false);
    expect(isDue({ at: 'off', now: { minutes: 210, at: clock.at }, lastStart: null })).toBe(false);
  });

  test('the newest of each day and week stay; other files are left alone', () => {
    const names = Array.from({ length: 40 }, (_, n) => {
      const day = new Date(Date.UTC(2026, 9, 1 + n)).toISOString().slice(0, 10);
      return `belfry-${day}-0330.belfry`;
    });
    const gone = surplus([...names, 'belfry-2026-11-09-1200.belfry', 'mine.belfry'], { daily: 3, weekly: 3 });
    const kept = names.filter((name) => !gone.includes(name));
    // 9 November is a Monday; its 03:30 gave way to the one at noon.
    expect(kept).toEqual([
      'belfry-2026-11-01-0330.belfry',
      'belfry-2026-11-07-0330.belfry',
      'belfry-2026-11-08-0330.belfry',
    ]);
    expect(gone).toContain('belfry-2026-11-09-0330.belfry');
    expect(gone).not.toContain('mine.belfry');
  });
});

test('the nightly backup is made once, proven, recorded, and old ones go', { timeout: 60_000 }, async () => {
  const { dir } = services.config.backup;
  mkdirSync(dir, { recursive: true });
  for (let day = 1; day <= 20; day += 1)
    writeFileSync(join(dir, `belfry-2026-10-${String(day).padStart(2, '0')}-0330.belfry`), '');
  writeFileSync(join(dir, 'belfry-2026-11-22-0330.belfry.partial'), 'half');
  const made = await scheduledBackup(services);
  expect(made).toMatchObject({ verified: true, encrypted: false });
  expect(await scheduledBackup(services)).toBeNull();
  const files = readdirSync(dir);
  expect(files).toContain('belfry-2026-11-24-0331.belfry');
  expect(files.filter((name) => name.endsWith('.partial'))).toEqual([]);
  expect(files.length).toBeLessThan(12);
  expect((await backupRuns(database.db, null, 5))[0]).toMatchObject({ by: 'schedule', error: null, encrypted: false });
});

describe('tombstones', () => {
  test('reach the file once, with ids, states and dates only; a lost write is made up for', async () => {
    const point = await asOwner<{ id: string; address: string }>(
      'select id, address from contact_point order by id limit 1',
    );
    await asOwner('update contact_point set opted_out_at = now() where id = $1', [point[0]?.id]);
    expect(await keepTombstones(services)).toBeGreaterThan(0);
    expect(await keepTombstones(services)).toBe(0);
    const text = readFileSync(services.config.tombstones, 'utf8');
    expect(text).toContain('"relation":"contact_point"');
    expect(text).not.toContain(point[0]?.address);
    // A kill between file and database: the row is written again, and counts once.
    await asOwner('update tombstone set kept_at = null');
    writeFileSync(services.config.tombstones, `${text}{"id":"half`);
    expect(await keepTombstones(services)).toBeGreaterThan(0);
    const read = await readTombstones([services.config.tombstones]);
    expect(read.unreadable).toBe(1);
    expect(read.tombstones.length).toBe((await asOwner('select from tombstone')).length);
    expect((await waitingSince(database.db)).n).toBe(0);
  });
});

describe('after a restore', () => {
  test('what was ended since stays ended, nothing is sent, a person releases', { timeout: 90_000 }, async () => {
    const file = join(services.config.dataDir, 'before.belfry');
    await asOwner(
      `insert into message (period, organisation_id, subject, purpose, audience, frozen_size, release_at, link_expires_at, created_at)
       select '2026-11-01', $1, 'notice:' || n, 'notice', '{"include":[],"exclude":[]}', 7, now(), now(), '2026-11-20T00:00:00Z'
       from generate_series(1, 2) n`,
      [cast.district.id],
    );
    const access = await makeAccess();
    const scheduled = await makeScheduled();
    const [kept, gone] = (cast.north.classes[1] as { guardians: number[] }).guardians as [number, number];
    await makeBackup(services, file, { by: 'console' });
    // Since then: an opt-out, an ended guardianship, a stopped message, a grant taken, a pupil who left, passkeys,
    // stand-ins and mappings ended, two records merged.
    const { mother, father, pupil } = cast.separated;
    await asOwner('delete from passkey where id = $1', [access.passkey]);
    await asOwner('update stand_in set ended_at = now() where id = $1', [access.standIn]);
    await asOwner('update sign_on_role set ended_at = now() where id = $1', [access.mapping]);
    await database.db
      .transaction()
      .execute((trx) => mergePeople(trx, deskAt(cast.members['north.administrator']), kept, gone))
      .then((outcome) => expect(outcome.ok).toBe(true));
    await asOwner('update contact_point set opted_out_at = now() where person_id = $1', [mother]);
    await asOwner('update guardianship set ends_on = starts_on where guardian_id = $1', [father]);
    await asOwner(`update message set state = 'stopped', stopped_reason = 'x' where subject = 'notice:1'`);
    await asOwner(
      `update person set state = 'left', leaves_on = current_date, link_epoch = link_epoch + 1 where id = $1`,
      [pupil],
    );
    const editor = cast.members['north.editor'];
    await asOwner('update account_grant set ended_at = now() where account_id = $1', [editor.accountId]);
    const approver = cast.members['north.approver'];
    await asOwner('update membership set ends_on = starts_on where id = $1', [approver.membershipId]);
    const target = await cloneDatabase();
    await keepTombstones(services);
    const ground = {
      config: services.config,
      clock,
      log: silentLog(),
      appUrl: target.appUrl,
      ownerUrl: target.ownerUrl,
    };
    const hooks = features.flatMap((feature) => feature.restored ?? []);
    const report = await restore(ground, { file, replace: false, newKey: false, tombstoneFiles: [], hooks });
    expect(report.mark.replayed).toMatchObject({
      guardianship: 2,
      message: 1,
      person: 1,
      account_grant: 1,
      membership: 1,
      passkey: 1,
      stand_in: 1,
      sign_on_role: 1,
    });
    expect(report.mark.notReplayed).toBe(0);
    const there = async <T extends object>(text: string) => asOwner<T>(text, [], target.ownerUrl);
    expect(await there(`select from contact_point where person_id = ${mother} and opted_out_at is null`)).toEqual([]);
    expect(await there(`select from guardianship where guardian_id = ${father} and ends_on is null`)).toEqual([]);
    expect(await there(`select state from message order by id`)).toEqual([{ state: 'stopped' }, { state: 'waiting' }]);
    expect(await there(`select from session where revoked_at is null`)).toEqual([]);
    expect(await there(`select from channel where paused_at is null`)).toEqual([]);
    expect(await isHeld(target.db)).toBe(true);
    expect(await there(`select name from passkey`)).toEqual([{ name: 'stays' }]);
    expect(await there(`select from stand_in where ended_at is null`)).toEqual([]);
    expect(await there(`select from sign_on_role where ended_at is null`)).toEqual([]);
    // The merge is as if it had not been: neither record has left.
    expect(await there(`select from person where id in (${kept}, ${gone}) and state = 'active'`)).toHaveLength(2);
    expect(
      await there(`select due_on >= current_date as time, reminded_on from access_review where closed_at is null`),
    ).toEqual([{ time: true, reminded_on: null }]);
    expect(await there(`select state, publish_at from notice where id = ${scheduled}`)).toEqual([
      { state: 'approved', publish_at: null },
    ]);

    const held = { ...testServices(target.db, { clock }) };
    const app = createApp(held);
    const ask = async (name: CastName, path: string, form?: Record<string, string>) => {
      const cookie = await cookieOf(target, cast.members[name], clock.now());
      const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
      const body = form && new URLSearchParams(form);
      return app.request(path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
    };
    const shown = await (await ask('bureau.operator', releasePath)).text();
    expect(shown).toContain('Notice message 2');
    expect(shown).not.toContain('Notice message 1');
    expect(shown).toContain('Notices that were scheduled do not go out by themselves');
    // What would speak by itself does nothing, not even where a notice becomes due meanwhile.
    await asOwner(
      `update notice set state = 'scheduled', publish_at = '2026-11-01' where id = ${scheduled}`,
      [],
      target.ownerUrl,
    );
    const silent = features.flatMap((feature) => feature.jobs ?? []).filter(({ name }) => name.startsWith('notices.'));
    for (const job of silent) await job.run(held, {});
    expect(await there(`select state from notice where id = ${scheduled}`)).toEqual([{ state: 'scheduled' }]);
    expect(await (await ask('bureau.operator', '/desk/operations')).text()).toContain('was restored: nothing is sent');
    expect((await ask('bureau.operator', '/desk/operations/channels/email/resume', {})).status).toBe(422);
    expect((await ask('north.operator', releasePath)).status).toBe(403);
    expect((await ask('bureau.editor', releasePath, { old: 'stop', confirm: 'yes' })).status).toBe(403);
    const refused = await ask('bureau.operator', releasePath, { old: 'stop' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Confirm that you have checked it');
    expect(await isHeld(target.db)).toBe(true);

    expect((await ask('bureau.operator', releasePath, { old: 'stop', confirm: 'yes' })).status).toBe(303);
    expect(await isHeld(target.db)).toBe(false);
    expect(await there(`select from channel where paused_at is not null`)).toEqual([]);
    expect(await there(`select distinct state from message`)).toEqual([{ state: 'stopped' }]);
    expect(await there(`select from audit_event where action = 'backup.release'`)).toHaveLength(1);
    expect((await restoreMark(target.db))?.releasedAt).toBeTruthy();
    expect(await (await ask('bureau.operator', releasePath)).text()).toContain('Nothing is held');
    expect((await ask('bureau.operator', backupsPath)).status).toBe(200);
    await target.drop();
  });

  test('a backup of another master key is refused, unless it holds the key', { timeout: 60_000 }, async () => {
    const plain = join(services.config.dataDir, 'plain.belfry');
    const sealed = join(services.config.dataDir, 'sealed.belfry');
    const key = { kind: 'passphrase', passphrase: 'a long enough phrase' } as const;
    await makeBackup(services, plain, { by: 'console' });
    await makeBackup(services, sealed, { by: 'console', key });
    const target = await cloneDatabase();
    const { config } = testServices(target.db);
    const ground = { config, clock, log: silentLog(), appUrl: target.appUrl, ownerUrl: target.ownerUrl };
    const input = { replace: false, newKey: false, tombstoneFiles: [], hooks: [] };
    await expect(restore(ground, { ...input, file: plain })).rejects.toThrow('another master key');
    await restore(ground, { ...input, file: sealed, key });
    const masterKey = readFileSync(join(config.dataDir, 'master-key'), 'utf8');
    expect(masterKey).toBe(readFileSync(join(services.config.dataDir, 'master-key'), 'utf8'));
    expect((await readBackup(sealed, key)).head.hasMasterKey).toBe(true);
    await target.drop();
  });
});
