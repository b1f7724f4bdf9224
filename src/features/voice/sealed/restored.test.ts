/** A backup on another machine, with the master key and everything else that the server has: names stay sealed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../../../../test/support/database.ts';
import { makeSealedDesk, person } from '../../../../test/support/sealed.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { readBackup } from '../../../platform/database/backup/read.ts';
import { silentLog } from '../../../platform/log.ts';
import { makeBackup } from '../../operation/actions/backup.ts';
import { restore } from '../../operation/actions/restore.ts';
import { opened } from './factory.ts';

const desk = await makeSealedDesk('2026-11-20T01:00:00Z');

beforeAll(async () => {
  await desk.begin();
  return () => desk.smtp.stop();
});

test('restored elsewhere, a name opens with the holder’s secret and nothing else', { timeout: 120_000 }, async () => {
  const { services, clock } = desk;
  services.ownerUrl = desk.database.ownerUrl;
  writeFileSync(join(services.config.dataDir, 'master-key'), `${Buffer.alloc(32, 7).toString('base64')}\n`);
  const own = await desk.key('bureau.ombudsperson', 'first');
  const one = await desk.bring();
  const file = join(services.config.dataDir, 'whole.belfry');
  const key = { kind: 'passphrase', passphrase: 'a long enough phrase' } as const;
  await makeBackup(services, file, { by: 'console', key });

  const pieces: Buffer[] = [];
  const visitor = { part: async (_table: string, content: Buffer) => void pieces.push(content) };
  await readBackup(file, key, visitor);
  const whole = Buffer.concat(pieces);
  expect(whole.includes(one.number), 'the case is in it').toBe(true);
  for (const secret of [person.name, person.mail, Buffer.from(own.secret), Buffer.from(own.secret).toString('hex')]) {
    expect(whole.includes(secret)).toBe(false);
  }

  const target = await cloneDatabase();
  const there = testServices(target.db, { clock });
  const ground = { config: there.config, clock, log: silentLog(), appUrl: target.appUrl, ownerUrl: target.ownerUrl };
  await restore(ground, { file, key, replace: true, newKey: false, tombstoneFiles: [], hooks: [] });
  const { rows } = await sql<{ sealed: Buffer; wrapped: unknown }>`
    select s.sealed, k.wrapped from voice_sealed s join voice_key k on k.id = s.key_id`.execute(target.db);
  expect(rows).toHaveLength(1);
  const [row] = rows;
  expect(opened(row?.sealed ?? Buffer.alloc(0), own)).toEqual(person);
  expect(row?.wrapped).toEqual(own.wrapped);
  const masterKey = new Uint8Array(Buffer.alloc(32, 7));
  expect(opened(row?.sealed ?? Buffer.alloc(0), { publicKey: own.publicKey, secret: masterKey })).toBeUndefined();
  const start = await createApp(there).request('/ask?language=en');
  expect(await start.text()).not.toContain('There is no ombudsperson at present');
  await target.drop();
});
