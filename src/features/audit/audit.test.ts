import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { startTemplateServer } from '../../../test/support/server.ts';
import { silentLog } from '../../platform/log.ts';
import { record, seal, sealAndKeepHead, verifyChain } from './feature.ts';
import { headFile, keptHeads } from './heads.ts';
import { chainHash, type Head, noHash, type SealedFields } from './model.ts';

const at = new Date('2026-11-22T08:00:00Z');
const later = new Date('2026-11-22T09:00:00Z');
// The sealer waits for every older transaction of the server, also those of other databases: a server of its own.
const server = await startTemplateServer();
afterAll(() => server.stop());

let database: TestDatabase;
let owner: Client;

beforeEach(async () => {
  database = await cloneDatabase(server);
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await database.drop();
});

async function acts(n: number, from = 1): Promise<void> {
  for (let i = from; i < from + n; i += 1) {
    await record(database.db, {
      actor: { kind: 'account', accountId: 7 },
      action: 'notice.approve',
      subject: `notice:${i}`,
      detail: { revision: i, comment: true },
      at,
    });
  }
}

const sealAll = (size?: number) => seal(database.db, () => at, size);
const verify = (heads: Head[] = [], now = at) => verifyChain(database.db, { heads, now });
const kinds = (v: Awaited<ReturnType<typeof verify>>) => v.findings.map((f) => `${f.kind}@${f.position ?? ''}`);

/** The owner does what the application's role can't: makes all hashes anew from a position on. */
async function rehashFrom(position: number): Promise<void> {
  const links = await owner.query(
    `select c.position, c.horizon, e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
       e.xid::text as xid, e.account_id, e.actor, e.action, e.organisation_id, e.subject, e.detail::text as detail, e.salt::text as salt,
       encode(e.content_hash, 'hex') as content_hash, e.forgotten_at is not null as forgotten
     from audit_chain c join audit_event e on e.id = c.event_id order by c.position`,
  );
  let previous = noHash;
  for (const row of links.rows) {
    const fields: SealedFields = {
      ...row,
      id: Number(row.id),
      account_id: row.account_id === null ? null : Number(row.account_id),
    };
    previous = chainHash(previous, Number(row.position), fields, row.horizon);
    if (Number(row.position) >= position) {
      await owner.query('update audit_chain set hash = $1 where position = $2', [previous, row.position]);
    }
  }
}

describe('the chain', () => {
  test('is whole after sealing in several batches, and sealing again adds nothing', async () => {
    await acts(7);
    expect(await sealAll(3)).toBe(7);
    expect(await sealAll(3)).toBe(0);
    await acts(2, 8);
    expect(await sealAll()).toBe(2);
    expect(await verify()).toMatchObject({ ok: true, sealed: 9, waiting: 0, findingCount: 0 });
  });

  test.each([3, 4, 6, 7, 8])('every sealing ends with a horizon, in batches of 3 of %i events too', async (n) => {
    await acts(n);
    expect(await sealAll(3)).toBe(n);
    const { rows } = await sql<{ position: number }>`
      select position from audit_chain where horizon is not null`.execute(database.db);
    expect(rows).toEqual([{ position: n }]);
  });

  test('an empty one is whole', async () => {
    expect(await verify()).toMatchObject({ ok: true, sealed: 0, head: null });
  });

  test('two sealers at once seal each event once', async () => {
    await acts(40);
    await Promise.all([sealAll(5), sealAll(5), sealAll(5)]);
    await sealAll();
    expect(await verify()).toMatchObject({ ok: true, sealed: 40, waiting: 0 });
  });

  test('a writer who commits late is not skipped, and is not taken for a forger', async () => {
    const slow = new Client({ connectionString: database.appUrl });
    await slow.connect();
    try {
      await acts(1);
      await slow.query('begin');
      await slow.query(
        `with writer as materialized (select pg_current_xact_id() as xid)
         insert into audit_event (at, xid, actor, action) select $1, xid, 'system', 'test.late' from writer`,
        [at],
      );
      await acts(3, 2);
      // Only what is older than the open transaction can be sealed.
      expect(await sealAll()).toBe(1);
      expect((await verify()).waiting).toBe(3);
      await slow.query('commit');
      expect(await sealAll()).toBe(4);
      expect(await verify()).toMatchObject({ ok: true, sealed: 5, waiting: 0 });
    } finally {
      await slow.end();
    }
  });

  test('an id taken early by a transaction that was open at a sealing is accepted afterwards', async () => {
    // One holds the horizon back, another takes a low id, a third one a higher id in a transaction that began first.
    const [first, second] = [
      new Client({ connectionString: database.appUrl }),
      new Client({ connectionString: database.appUrl }),
    ];
    await Promise.all([first.connect(), second.connect()]);
    const insert = `with writer as materialized (select pg_current_xact_id() as xid)
      insert into audit_event (at, xid, actor, action) select $1, xid, 'system', 'test.order' from writer`;
    try {
      await first.query('begin');
      await first.query('select pg_current_xact_id()');
      await second.query('begin');
      await second.query(insert, [at]);
      await first.query(insert, [at]);
      await first.query('commit');
      expect(await sealAll()).toBe(1);
      await second.query('commit');
      expect(await sealAll()).toBe(1);
      const order = await sql<{ event_id: number }>`select event_id from audit_chain order by position`.execute(
        database.db,
      );
      expect(order.rows[0]!.event_id).toBeGreaterThan(order.rows[1]!.event_id);
      expect(await verify()).toMatchObject({ ok: true, sealed: 2 });
    } finally {
      await Promise.all([first.end(), second.end()]);
    }
  });

  test('what was rolled back was not done', async () => {
    await expect(
      database.db.transaction().execute(async (trx) => {
        await record(trx, { actor: { kind: 'console' }, action: 'notice.edit', at });
        throw new Error('undo');
      }),
    ).rejects.toThrow('undo');
    expect(await sealAll()).toBe(0);
  });
});

describe('attacks by the owner of the tables', () => {
  beforeEach(async () => {
    await acts(6);
    await sealAll();
    await acts(4, 7);
    await sealAll();
    expect((await verify()).ok).toBe(true);
  });

  test.each([
    [
      'a detail',
      `update audit_event set detail = '{"revision": 9, "comment": true}' where id = (select event_id from audit_chain where position = 4)`,
    ],
    [
      'the way a number is written',
      `update audit_event set detail = '{"revision": 4.0, "comment": true}' where id = (select event_id from audit_chain where position = 4)`,
    ],
    [
      'the time by a microsecond',
      `update audit_event set at = at + interval '1 microsecond' where id = (select event_id from audit_chain where position = 4)`,
    ],
    [
      'who did it',
      `update audit_event set account_id = 8 where id = (select event_id from audit_chain where position = 4)`,
    ],
    [
      'the transaction',
      `update audit_event set xid = '5'::xid8 where id = (select event_id from audit_chain where position = 4)`,
    ],
    ['the horizon', `update audit_chain set horizon = '1:99999999' where position = 6`],
  ])('altering %s', async (what, statement) => {
    await owner.query(statement);
    expect(kinds(await verify())).toContain(what === 'the horizon' ? 'altered@6' : 'altered@4');
  });

  test('deleting an event', async () => {
    await owner.query('delete from audit_event where id = (select event_id from audit_chain where position = 3)');
    expect(kinds(await verify())).toEqual(['missing@3']);
  });

  test('deleting an event with its link', async () => {
    await owner.query('delete from audit_event where id = (select event_id from audit_chain where position = 3)');
    await owner.query('delete from audit_chain where position = 3');
    expect(kinds(await verify())).toContain('gap@3');
  });

  test('deleting an event with its link and closing the gap', async () => {
    await owner.query('delete from audit_event where id = (select event_id from audit_chain where position = 3)');
    await owner.query('delete from audit_chain where position = 3');
    for (let p = 4; p <= 10; p += 1)
      await owner.query('update audit_chain set position = $1 where position = $2', [p - 1, p]);
    expect((await verify()).ok).toBe(false);
  });

  test('exchanging two events', async () => {
    await owner.query(`update audit_event a set subject = b.subject, detail = b.detail from audit_event b, audit_chain c, audit_chain d
      where c.position in (2, 5) and d.position in (2, 5) and c.position <> d.position and a.id = c.event_id and b.id = d.event_id`);
    expect(kinds(await verify())).toEqual(['altered@2', 'altered@5']);
  });

  test('exchanging two links', async () => {
    await owner.query('update audit_chain set position = 1000 where position = 2');
    await owner.query('update audit_chain set position = 2 where position = 5');
    await owner.query('update audit_chain set position = 5 where position = 1000');
    expect((await verify()).findings.filter((f) => f.kind === 'altered').length).toBeGreaterThanOrEqual(2);
  });

  test('cutting the tail of both tables is found against a head kept outside, also after more was appended', async () => {
    const head = (await verify()).head as Head;
    await owner.query('delete from audit_event where id in (select event_id from audit_chain where position > 7)');
    await owner.query('delete from audit_chain where position > 7');
    expect(kinds(await verify([head]))).toEqual(['cut@10']);
    await acts(5, 20);
    await sealAll();
    expect(kinds(await verify([head]))).toEqual(['head_differs@10']);
  });

  test('cutting the tail of the chain alone leaves events that wait too long', async () => {
    const head = (await verify()).head as Head;
    await owner.query('delete from audit_chain where position > 7');
    expect((await verify([head], later)).findings.map((f) => f.kind)).toEqual([
      'cut',
      'unsealed',
      'unsealed',
      'unsealed',
    ]);
  });

  test('computing the whole chain anew is found against any head kept outside', async () => {
    const head = (await verify()).head as Head;
    await owner.query(
      `update audit_event set account_id = 99 where id = (select event_id from audit_chain where position = 2)`,
    );
    await rehashFrom(1);
    expect((await verify()).ok).toBe(true);
    expect(kinds(await verify([head]))).toEqual(['head_differs@10']);
  });

  test('cutting and computing anew is found', async () => {
    const head = (await verify()).head as Head;
    await owner.query('delete from audit_event where id in (select event_id from audit_chain where position > 4)');
    await owner.query('delete from audit_chain where position > 4');
    await owner.query(
      `update audit_event set account_id = 99 where id = (select event_id from audit_chain where position = 2)`,
    );
    await rehashFrom(1);
    await acts(10, 50);
    await sealAll();
    expect((await verify()).ok).toBe(true);
    expect(kinds(await verify([head]))).toEqual(['head_differs@10']);
  });

  test('pushing a forged event in among older ones, before and after it is sealed', async () => {
    // A gap, as a transaction that was rolled back leaves it.
    await owner.query(`select nextval(pg_get_serial_sequence('audit_event', 'id'))`);
    await acts(2, 40);
    await sealAll();
    const gap = await owner.query(
      `select min(i) as id from generate_series(1, (select max(id) from audit_event)) i where not exists (select from audit_event e where e.id = i)`,
    );
    for (const xid of [null, '3']) {
      await owner.query(
        `insert into audit_event (id, at, xid, account_id, actor, action, subject) overriding system value
         values ($1, $2, coalesce($3::text::xid8, pg_current_xact_id()), 7, 'account', 'notice.approve', 'notice:1')`,
        [gap.rows[0].id, at, xid],
      );
      expect((await verify()).findings).toMatchObject([{ kind: 'inserted', eventId: Number(gap.rows[0].id) }]);
      if (xid === null) {
        await sealAll();
        expect((await verify()).findings).toMatchObject([{ kind: 'inserted', position: 13 }]);
        await owner.query('delete from audit_chain where position = 13');
        await owner.query('delete from audit_event where id = $1', [gap.rows[0].id]);
      }
    }
  });

  test('pushing a forged link in', async () => {
    await owner.query(`insert into audit_event (at, actor, action) values ($1, 'system', 'test.forged')`, [at]);
    await owner.query(`insert into audit_chain (position, event_id, hash, sealed_at)
      select 11, max(id), sha256('forged'), now() from audit_event`);
    expect(kinds(await verify())).toEqual(['altered@11']);
  });

  test('an event that nobody seals', async () => {
    await acts(1, 30);
    expect((await verify()).ok).toBe(true);
    expect((await verify([], later)).findings).toMatchObject([{ kind: 'unsealed' }]);
  });

  test.each([
    `update audit_event set action = 'x.y'`,
    'delete from audit_event',
    'truncate audit_event',
    `update audit_chain set hash = hash`,
    'delete from audit_chain',
    'drop table audit_chain',
    'alter table audit_event disable trigger all',
  ])('the role of the application may not: %s', async (statement) => {
    const app = new Client({ connectionString: database.appUrl });
    await app.connect();
    try {
      await expect(app.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    } finally {
      await app.end();
    }
  });
});

describe('heads outside', () => {
  test('are appended once each time the chain grew, and a line that was spoilt is counted', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'belfry-heads-'));
    const services = { db: database.db, clock: { now: () => at }, config: { dataDir }, log: silentLog() };
    await sealAndKeepHead(services);
    await acts(3);
    await sealAndKeepHead(services);
    await sealAndKeepHead(services);
    await acts(2, 4);
    await sealAndKeepHead(services);
    const { heads, unreadable } = await keptHeads(dataDir);
    expect(heads.map((h) => h.position)).toEqual([3, 5]);
    expect(unreadable).toBe(0);
    expect(await verify(heads)).toMatchObject({ ok: true, headsCompared: 2 });
    writeFileSync(headFile(dataDir), 'not a head\n', { flag: 'a' });
    expect(await keptHeads(dataDir)).toMatchObject({ unreadable: 1 });
  });
});

test('a chain of 30,000 events is sealed and proven in seconds', async () => {
  await owner.query(`insert into audit_event (at, actor, action, detail)
    select '2026-11-22T08:00:00Z', 'system', 'test.many', jsonb_build_object('n', n) from generate_series(1, 30000) n`);
  expect(await sealAll()).toBe(30_000);
  expect(await verify()).toMatchObject({ ok: true, sealed: 30_000 });
});
