/** The whole of Belfry in this process for a test: pages on a free port, workers, a mail catcher, a database of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { startMailCatcher } from '../../src/demo/mail-catcher.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { silentLog } from '../../src/platform/log.ts';
import { type RunningBelfry, startBelfry } from '../../src/serve.ts';
import { cloneDatabase, type TestDatabase } from './database.ts';

export interface TestBelfry {
  belfry: RunningBelfry;
  url: string;
  database: TestDatabase;
  inbox: Awaited<ReturnType<typeof startMailCatcher>>;
}

/** Starts it and stops it after the test file. `env` adds settings. */
export async function testBelfry(env: Record<string, string> = {}): Promise<TestBelfry> {
  const database = await cloneDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'belfry-test-'));
  const inbox = await startMailCatcher({ smtpPort: 0, httpPort: 0 });
  const config = loadConfig({
    dataDir,
    env: {
      DATABASE_URL: database.appUrl,
      MIGRATE_DATABASE_URL: database.ownerUrl,
      BELFRY_PORT: '0',
      BELFRY_SITE_NAME: '清溪县教育局',
      BELFRY_SMTP_URL: inbox.smtpUrl,
      BELFRY_SMTP_FROM: 'notices@belfry.example',
      BELFRY_SMTP_RATE: '1000',
      // A test must not depend on the hour at which it runs.
      BELFRY_QUIET_FROM: '00:00',
      BELFRY_QUIET_TO: '00:00',
      ...env,
    },
  });
  const belfry = await startBelfry(config, silentLog());
  afterAll(async () => {
    await belfry.stop();
    await inbox.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { belfry, url: belfry.url as string, database, inbox };
}
