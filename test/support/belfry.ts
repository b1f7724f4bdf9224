/** The whole of Belfry in this process for a test: pages on a free port, workers, catchers, a database of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type MailCatcher, startMailCatcher } from '../../src/demo/mail-catcher.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { openLog } from '../../src/platform/log.ts';
import { type RunningBelfry, startBelfry } from '../../src/serve.ts';
import { cloneDatabase, type TestDatabase } from './database.ts';
import { type SmsGatewayDouble, startSmsGateway } from './sms-gateway.ts';

export interface TestBelfry {
  belfry: RunningBelfry;
  url: string;
  database: TestDatabase;
  inbox: MailCatcher;
  texts: SmsGatewayDouble;
  stop(): Promise<void>;
}

/** Starts it and stops it after the test file. `env` adds settings. */
export async function testBelfry(env: Record<string, string> = {}): Promise<TestBelfry> {
  const started = await startTestBelfry({ env });
  afterAll(() => started.stop());
  return started;
}

/** Starts it; the caller stops it. Pages and workers all look at the given clock. */
export async function startTestBelfry(
  options: { env?: Record<string, string>; clock?: Clock } = {},
): Promise<TestBelfry> {
  const database = await cloneDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'belfry-test-'));
  const inbox = await startMailCatcher({ smtpPort: 0, httpPort: 0 });
  const texts = await startSmsGateway();
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
      BELFRY_SMS_URL: texts.url,
      BELFRY_SMS_TOKEN: texts.token,
      BELFRY_SMS_RATE: '1000',
      // A test must not depend on the hour at which it runs.
      BELFRY_QUIET_FROM: '00:00',
      BELFRY_QUIET_TO: '00:00',
      ...options.env,
    },
  });
  const belfry = await startBelfry(config, openLog('error'), options.clock ?? systemClock);
  return {
    belfry,
    url: belfry.url as string,
    database,
    inbox,
    texts,
    async stop() {
      await belfry.stop();
      await Promise.all([inbox.stop(), texts.stop()]);
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The machine's clock, put forward by hand: minutes pass without being waited for. */
export interface MovingClock extends Clock {
  forward(seconds: number): void;
}

export function movingClock(): MovingClock {
  let ahead = 0;
  return {
    now: () => new Date(systemClock.now().getTime() + ahead),
    forward(seconds) {
      ahead += seconds * 1000;
    },
  };
}
