/** Backup and restore between databases: every row, every refusal. */
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCast } from '../../../../test/support/cast.ts';
import { contents } from '../../../../test/support/contents.ts';
import { cloneDatabase, testDatabase } from '../../../../test/support/database.ts';
import { makeKey, readKey } from './key.ts';
import { readBackup } from './read.ts';
import { restoreBackup } from './restore.ts';
import { type Written, writeBackup } from './write.ts';

const source = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'belfry-backup-'));
afterAll(() => rmSync(folder, { recursive: true }));
const inFolder = (name: string) => join(folder, name);

let plain: Written;
beforeAll(async () => {
  await makeCast(source);
  const client = new Client({ connectionString: source.ownerUrl });
  await client.connect();
  // What is hard to carry: bytes, tabs and line ends in texts, json, partitions, null beside the empty text.
  await client.query(`insert into stored_file (sha256, media_type, size, content)
    select sha256(b), 'application/octet-stream', length(b), b from (
      select decode(string_agg(md5(n::text), ''), 'hex') as b from generate_series(1, 400000) n) x`);
  await client.query(`insert into setting values ('odd', $1)`, [JSON.stringify({ text: 'a\tb\nc\\.\r藏 བོད' })]);
  await client.query(`select ensure_delivery_partition('2026-03-01'), ensure_delivery_partition('2026-04-01')`);
  await client.query(`insert into delivery (message_id, person_id, organisation_id, period, ready_at, district_id, channel, state)
    select 1, n, 1, '2026-03-01'::date + (n % 2) * interval '1 month', now(), 1, 1, 2 from generate_series(1, 5000) n`);
  await client.end();
  plain = await writeBackup(source.ownerUrl, inFolder('plain.belfry'));
});

describe('a backup', () => {
  test('restored into another database gives every table, row for row', { timeout: 60_000 }, async () => {
    const target = await cloneDatabase();
    const read = await restoreBackup(target.ownerUrl, inFolder('plain.belfry'));
    expect(read.rows).toBe(plain.rows);
    expect(await contents(target.ownerUrl)).toEqual(await contents(source.ownerUrl));
    const counted = Object.values(plain.manifest.tables).filter((table) => table.rows > 0);
    expect(counted.length).toBeGreaterThan(8);
    // Numbers go on after those given, and foreign keys hold again.
    const client = new Client({ connectionString: target.ownerUrl });
    await client.connect();
    const { rows } = await client.query(
      `insert into person (full_name) values ('新') returning id > (select max(id) from person) as fresh`,
    );
    expect(rows).toEqual([{ fresh: true }]);
    await expect(
      client.query(
        `insert into membership (person_id, organisation_id, position, starts_on) values (0, 1, 'pupil', now())`,
      ),
    ).rejects.toThrow('foreign key');
    await client.end();
    await target.drop();
  });

  test('encrypted: opens with its key and no other, and says so', { timeout: 60_000 }, async () => {
    const recipient = await makeKey(inFolder('key'));
    await makeKey(inFolder('other'));
    writeFileSync(inFolder('public'), `${recipient}\n`);
    writeFileSync(inFolder('phrase'), 'correct horse battery\n');
    const file = inFolder('sealed.belfry');
    // The public half suffices for writing.
    const masterKey = Buffer.from('the key of links');
    await writeBackup(source.ownerUrl, file, { key: readKey(inFolder('public')), masterKey });
    expect(readFileSync(file, 'latin1')).toMatch(/^age-encryption\.org\/v1\n/);
    const read = await readBackup(file, readKey(inFolder('key')));
    expect(read).toMatchObject({ encrypted: true, rows: plain.rows, masterKey });
    await expect(readBackup(file, undefined)).rejects.toThrow('it is encrypted. Name its key');
    await expect(readBackup(file, readKey(inFolder('other')))).rejects.toThrow('this key does not open it');
    await expect(readBackup(file, readKey(inFolder('public')))).rejects.toThrow('only the public half');
    await expect(readBackup(file, readKey(inFolder('phrase')))).rejects.toThrow('this key does not open it');
    const bytes = readFileSync(file);
    bytes[Math.floor(bytes.length / 2)]! ^= 4;
    writeFileSync(inFolder('sealed-flipped'), bytes);
    await expect(readBackup(inFolder('sealed-flipped'), readKey(inFolder('key')))).rejects.toThrow('cannot be used');
    writeFileSync(inFolder('sealed-cut'), bytes.subarray(0, Math.floor(bytes.length / 3)));
    await expect(readBackup(inFolder('sealed-cut'), readKey(inFolder('key')))).rejects.toThrow('cannot be used');
  });

  test('by a passphrase', { timeout: 60_000 }, async () => {
    writeFileSync(inFolder('words'), 'twelve blue mountains\n');
    writeFileSync(inFolder('wrong'), 'twelve green mountains\n');
    await writeBackup(source.ownerUrl, inFolder('words.belfry'), { key: readKey(inFolder('words')) });
    expect((await readBackup(inFolder('words.belfry'), readKey(inFolder('words')))).rows).toBe(plain.rows);
    await expect(readBackup(inFolder('words.belfry'), readKey(inFolder('wrong')))).rejects.toThrow('does not open it');
  });

  test('that is damaged, cut or foreign is refused in words, wherever the damage lies', {
    timeout: 60_000,
  }, async () => {
    const good = readFileSync(inFolder('plain.belfry'));
    const file = inFolder('spoilt.belfry');
    const spoilt = async (bytes: Buffer) => {
      writeFileSync(file, bytes);
      return readBackup(file, undefined).then(
        () => 'accepted',
        (error: Error) => error.message,
      );
    };
    for (let n = 1; n < 40; n += 1) {
      const at = Math.floor((good.length * n) / 40);
      const bytes = Buffer.from(good);
      bytes[at]! ^= 1 << (n % 8);
      expect(await spoilt(bytes), `byte ${at}`).toMatch(/cannot be used/);
    }
    for (const share of [0.001, 0.3, 0.9, 0.9999]) {
      expect(await spoilt(good.subarray(0, Math.floor(good.length * share)))).toMatch(
        /it ends too early|it is damaged/,
      );
    }
    expect(await spoilt(good)).toBe('accepted');
    expect(await spoilt(Buffer.from('%PDF-1.7 something else'))).toContain('it is not a backup of Belfry');
    expect(await spoilt(Buffer.alloc(0))).toContain('it is not a backup of Belfry');
    expect(await readBackup(inFolder('nothing'), undefined).catch((e: Error) => e.message)).toContain('no such file');
  });
});

describe('a restore', () => {
  test('refuses a database with people, unless told to replace it', { timeout: 60_000 }, async () => {
    const target = await cloneDatabase();
    const client = new Client({ connectionString: target.ownerUrl });
    await client.connect();
    await client.query(`insert into person (full_name) values ('留')`);
    const before = await contents(target.ownerUrl);
    await expect(restoreBackup(target.ownerUrl, inFolder('plain.belfry'))).rejects.toThrow('--replace');
    expect(await contents(target.ownerUrl)).toEqual(before);
    await restoreBackup(target.ownerUrl, inFolder('plain.belfry'), { replace: true });
    expect(await contents(target.ownerUrl)).toEqual(await contents(source.ownerUrl));
    await client.end();
    await target.drop();
  });

  test('of a cut file leaves everything as it was', { timeout: 60_000 }, async () => {
    const target = await cloneDatabase();
    writeFileSync(inFolder('short'), readFileSync(inFolder('plain.belfry')));
    truncateSync(inFolder('short'), Math.floor(statSync(inFolder('short')).size * 0.95));
    const before = await contents(target.ownerUrl);
    await expect(restoreBackup(target.ownerUrl, inFolder('short'))).rejects.toThrow('cannot be used');
    expect(await contents(target.ownerUrl)).toEqual(before);
    await target.drop();
  });

  test('refuses what a newer Belfry made', { timeout: 60_000 }, async () => {
    const newer = await cloneDatabase();
    const client = new Client({ connectionString: newer.ownerUrl });
    await client.connect();
    await client.query(`insert into migration (name, sha256) values ('999999_future.sql', 'x')`);
    await client.end();
    await writeBackup(newer.ownerUrl, inFolder('newer.belfry'));
    const target = await cloneDatabase();
    await expect(restoreBackup(target.ownerUrl, inFolder('newer.belfry'))).rejects.toThrow('made by a newer Belfry');
    await target.drop();
    await newer.drop();
  });
});

test('a name that is taken is not overwritten, and a folder that is missing is said', async () => {
  await expect(writeBackup(source.ownerUrl, inFolder('plain.belfry'))).rejects.toThrow('exists already');
  await expect(writeBackup(source.ownerUrl, inFolder('no/such.belfry'))).rejects.toThrow('the folder does not exist');
});
