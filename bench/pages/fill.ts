/** Fills a database for the benches of pages, each part once; a kept one gets only the parts that are new. */
import { openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { writeDistrictZip } from '../../src/demo/district.ts';
import { hashToken, newToken } from '../../src/features/accounts/credentials/tokens.ts';
import { stage } from '../../src/features/directory/roster/actions.ts';
import { type Database, openDatabase } from '../../src/platform/database/connect.ts';
import type { Services } from '../../src/platform/services.ts';
import { testServices } from '../../test/support/services.ts';
import type { BenchServer } from '../server.ts';
import { type FilledAfter, fillAfter } from './after.ts';
import { type FilledDesks, fillDesks } from './desks.ts';
import { type Asker, type FilledDistrict, fillDistrict } from './district.ts';
import { keptParts } from './kept.ts';
import { type FilledLittle, fillLittle, fillRules } from './little.ts';
import { fillMassNotices } from './mass.ts';
import { type FilledNotices, fillNotices } from './notices.ts';

/** How many people and deliveries. */
export interface FillSize {
  people: number;
  deliveries: number;
}

export interface Filled extends FilledDistrict {
  accountIds: Record<Asker, number>;
  notices: FilledNotices;
  /** To everybody over the last year, the oldest first. */
  mass: number[];
  after: FilledAfter;
  little: FilledLittle;
  /** Rules of approval. */
  rules: number[];
  desks: FilledDesks;
  importId: number;
  cookies: Record<Asker, string>;
}

export async function fill(bench: BenchServer, size: FillSize, say: (line: string) => void): Promise<Filled> {
  return withOwner(bench, async (owner) => {
    const services = testServices(bench.db);
    try {
      const filled = await fillParts(bench, owner, services, size, say);
      return { ...filled, cookies: await openSessions(owner, filled) };
    } finally {
      await rm(services.config.dataDir, { recursive: true, force: true });
    }
  });
}

async function fillParts(
  bench: BenchServer,
  owner: Database,
  services: Services,
  size: FillSize,
  say: (line: string) => void,
): Promise<Omit<Filled, 'cookies'>> {
  const { part } = keptParts(bench.dataDir, size, say);
  const district = await part('directory, accounts and audit', () => fillDistrict(owner, services, size.people));
  const notices = await part('notices', () => fillNotices(owner, services, district));
  const mass = await part('a year of notices to everybody', () =>
    fillMassNotices(owner, notices.published, size.deliveries),
  );
  await part('statistics of deliveries', () => bench.owner.query('vacuum analyze').then(() => null));
  const after = await part('corrections, forwards and reply slips', () =>
    fillAfter(owner, services, district, { notices, mass }),
  );
  const little = await part('desks of directory and accounts', () => fillLittle(owner, district));
  const rules = await part('rules of approval', () => fillRules(owner, district));
  const desks = await fillDesks(part, owner, services, district);
  const importId = await part('a roster that waits for a decision', () => stageRoster(bench, services, size, district));
  await part('statistics', () => bench.owner.query('vacuum analyze').then(() => null));
  const accountIds = { ...district.accountIds, 'incident officer': desks.incidentOfficer };
  return { ...district, accountIds, notices, mass, after, little, rules, desks, importId };
}

async function stageRoster(
  bench: BenchServer,
  services: Services,
  { people }: FillSize,
  { accountIds }: FilledDistrict,
): Promise<number> {
  const zip = join(bench.dataDir, 'roster.zip');
  await writeDistrictZip(zip, { seed: 1, schools: Math.max(1, Math.round(people / 20_000)) });
  const administrator = { accountId: accountIds.administrator, name: 'bench' };
  const staged = await stage(services, administrator, { fd: openSync(zip, 'r'), name: 'bench.zip' });
  if (!staged.ok || staged.value.state !== 'ready') throw new Error('the roster was not accepted');
  await rm(zip);
  return staged.value.id;
}

/** New sessions for everybody who asks: those of a kept database have run out. Their proof is fresh. */
async function openSessions(owner: Database, { accountIds }: Omit<Filled, 'cookies'>): Promise<Record<Asker, string>> {
  const cookies = {} as Record<Asker, string>;
  for (const asker of Object.keys(accountIds) as Asker[]) {
    const token = newToken();
    cookies[asker] = `session=${token}`;
    await sql`
      insert into session (token_hash, account_id, device, created_at, last_seen_at, expires_at, proved_at)
      select case n when 1 then ${hashToken(token)}::bytea else sha256(random()::text::bytea) end, ${accountIds[asker]}, 'bench',
        now(), now(), now() + interval '1 day', now() from generate_series(1, 3) n`.execute(owner);
  }
  return cookies;
}

export async function withOwner<T>(bench: BenchServer, work: (owner: Database) => Promise<T>): Promise<T> {
  const owner = openDatabase(bench.server.ownerUrl, { max: 2, applicationName: 'belfry bench fill' });
  try {
    return await work(owner);
  } finally {
    await owner.destroy();
  }
}
