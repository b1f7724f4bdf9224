/** Services over a test database, without pages and loops: what actions and `createApp` ask for. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outbox } from '../../src/features/delivery/feature.ts';
import { features } from '../../src/features.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { loadConfig } from '../../src/platform/config.ts';
import type { Database } from '../../src/platform/database/connect.ts';
import { silentLog } from '../../src/platform/log.ts';
import { secretsFrom } from '../../src/platform/secrets.ts';
import type { Services } from '../../src/platform/services.ts';

/** The secret is fixed, so that links made in one place are read in another. */
export function testServices(db: Database, options: { clock?: Clock; env?: Record<string, string> } = {}): Services {
  const dataDir = mkdtempSync(join(tmpdir(), 'belfry-services-'));
  const services: Services = {
    db,
    config: loadConfig({ dataDir, env: { BELFRY_PUBLIC_URL: 'http://belfry.test', ...options.env } }),
    clock: options.clock ?? systemClock,
    log: silentLog(),
    secrets: secretsFrom(Buffer.alloc(32, 7)),
    outbox,
    leaveOut: Object.assign({}, ...features.map((feature) => feature.leaveOut ?? {})),
    linkPaths: Object.assign({}, ...features.map((feature) => feature.linkPaths ?? {})),
    standing: async (language) => {
      const lines = await Promise.all(features.map((feature) => feature.standing?.(services, language) ?? []));
      return lines.flat();
    },
  };
  return services;
}
