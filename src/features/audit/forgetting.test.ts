/** Views are forgotten after six months, and the chain still proves what is left. */
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { startTemplateServer } from '../../../test/support/server.ts';
import { record, seal, verifyChain } from './feature.ts';
import { forgettable, type Head } from './model.ts';

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

const sealAll = () => seal(database.db, () => new Date());
const verify = (heads: Head[] = [], now = new Date()) => verifyChain(database.db, { heads, now });
const kinds = (v: Awaited<ReturnType<typeof verify>>) => v.findings.map((f) => `${f.kind}@${f.position ?? ''}`);

describe('forgetting', () => {
  const old = new Date('2025-11-22T08:00:00Z');

  async function view(when: Date, action: 'person.view' | 'person.merge' = 'person.view'): Promise<void> {
    await record(database.db, {
      actor: { kind: 'account', accountId: 7 },
      action,
      subject: 'person:4711',
      detail: { contacts: 2 },
      at: when,
    });
  }
  const forget = async () => (await sql<{ n: number }>`select audit_forget(1000) as n`.execute(database.db)).rows[0]?.n;
  const rows = async () =>
    (await owner.query('select action, account_id, subject, detail, salt from audit_event order by id')).rows;

  test('old views lose who and whom, and the chain is still proven', async () => {
    await view(old);
    await view(old, 'person.merge');
    await view(new Date());
    expect(await forget(), 'what is not sealed stays').toBe(0);
    await sealAll();
    const head = (await verify([], new Date())).head as Head;
    expect(await forget()).toBe(1);
    expect(await forget(), 'once').toBe(0);
    const [first, second, third] = await rows();
    expect(first).toEqual({ action: 'person.view', account_id: null, subject: null, detail: {}, salt: null });
    expect(second.subject).toBe('person:4711');
    expect(third.subject).toBe('person:4711');
    const proven = await verify([head], new Date());
    expect(proven.findings).toEqual([]);
    expect(proven.ok).toBe(true);
  });

  const as = `forgotten_at = now(), salt = null, account_id = null, subject = null, detail = '{}',
    content_hash = sha256('x')`;
  test.each([
    ['a change', `update audit_event set ${as} where action = 'person.merge'`],
    ['a fresh view', `update audit_event set ${as} where at > now() - interval '1 day'`],
    ['a change as a view', `update audit_event set action = 'person.view', ${as} where action = 'person.merge'`],
    ['another day', `update audit_event set at = at - interval '1 day' where forgotten_at is not null`],
    [
      'a fresh view, without a hash',
      `update audit_event set ${as.replace(/content_hash = .*/, 'content_hash = null')}
      where at > now() - interval '1 day'`,
    ],
  ])('what is passed off as forgotten is found: %s', async (_, spoil) => {
    await view(old);
    await view(old, 'person.merge');
    await view(new Date());
    await sealAll();
    await forget();
    expect((await verify([], new Date())).ok).toBe(true);
    await owner.query(spoil);
    expect(kinds(await verify([], new Date()))).toHaveLength(1);
  });

  test('the application can forget nothing else', async () => {
    await view(new Date());
    await sealAll();
    expect(await forget()).toBe(0);
    await expect(sql`update audit_event set subject = null`.execute(database.db)).rejects.toThrow('permission denied');
  });

  test('the function and the code name the same acts', async () => {
    const { rows: found } = await owner.query(`select prosrc from pg_proc where proname = 'audit_forget'`);
    const named = [...String(found[0].prosrc).matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map((match) => match[1]);
    expect(named).toEqual([...forgettable]);
  });
});
