/** Starts Belfry in this process: database, migrations, pages, background work; and stops it all again. */
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve as listen } from '@hono/node-server';
import { createApp } from './app.tsx';
import { outbox } from './features/delivery/feature.ts';
import { finishRestore } from './features/operation/feature.ts';
import { features } from './features.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { openServer } from './platform/database/addresses.ts';
import { openDatabase, openPool, roleOf } from './platform/database/connect.ts';
import { agreeOnKey } from './platform/database/key-mark.ts';
import { migrate } from './platform/database/migrate.ts';
import { startPulse } from './platform/database/pulse.ts';
import { restoreMark } from './platform/database/restore-mark.ts';
import type { LeaveOut } from './platform/feature.ts';
import type { Log } from './platform/log.ts';
import { OperatorError } from './platform/operator-error.ts';
import { bePresent } from './platform/processes.ts';
import { openSecrets } from './platform/secrets.ts';
import type { Services } from './platform/services.ts';
import { loadWording } from './platform/wording.ts';
import { startWork } from './platform/work.ts';

export interface Ground {
  services: Services;
  /** Address of the application's role, for further connections (the job queue). */
  appUrl: string;
  stop(): Promise<void>;
}

export interface RunningBelfry extends Ground {
  /** Where it answers, such as http://127.0.0.1:8080. Null for a process that only works. */
  url: string | null;
}

/** Opens the database (embedded unless DATABASE_URL says otherwise), migrates it and makes the services; no pages yet. */
export async function openGround(config: Config, log: Log, clock: Clock = systemClock): Promise<Ground> {
  const server = await openServer(config, log);
  try {
    await migrate(server.ownerUrl, { appRole: roleOf(server.appUrl), log });
    const db = openDatabase(server.appUrl, { max: 16, applicationName: 'belfry', log });
    // A restore that was cut off after its commit: the key must be in its place before it is read.
    await finishRestore({ db, config, clock, log });
    for (const trouble of loadWording(config.dataDir))
      log.warn({ trouble }, 'wording was not taken: readers get the fallback');
    const secrets = openSecrets(config.dataDir, config.secret);
    await agreeOnKey(db, secrets, { dataDir: config.dataDir, accept: config.newKey, at: clock.now() });
    const services: Services = {
      db,
      config,
      clock,
      log,
      secrets,
      outbox,
      leaveOut: allLeaveOuts(),
      linkPaths: Object.assign({}, ...features.map((f) => f.linkPaths ?? {})),
      ownerUrl: server.ownerUrl,
      standing: async (language) => {
        const lines = await Promise.all(features.map((f) => f.standing?.(services, language) ?? []));
        return lines.flat();
      },
    };
    return {
      services,
      appUrl: server.appUrl,
      async stop() {
        await db.destroy();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Opens the ground and starts what this process's role asks for: `web`, `worker` or `all`. */
export async function startBelfry(config: Config, log: Log, clock: Clock = systemClock): Promise<RunningBelfry> {
  const ground = await openGround(config, log, clock);
  try {
    return await startOn(ground);
  } catch (error) {
    await ground.stop();
    throw error;
  }
}

/** Starts pages and work on a ground that is already open (the demo fills it first). `stop` closes the ground too. */
export async function startOn(ground: Ground): Promise<RunningBelfry> {
  const { services, appUrl } = ground;
  const { config, log } = services;
  // The address first: what the sender picks up at once may bear links, and with port 0 they are known only now. A port
  // that is taken ends the start here, with nothing running but the ground.
  const pages = config.role === 'worker' ? null : await startPages(services);
  const pulse = startPulse(appUrl, log);
  const presence = await bePresent(services.db, config.role, log);
  const queue = openPool(appUrl, { max: 6, applicationName: 'belfry jobs', log });
  const work =
    config.role === 'web'
      ? null
      : await startWork(
          services,
          queue,
          features.flatMap((f) => f.jobs ?? []),
          features.flatMap((f) => f.loops ?? []),
          presence.holdsJobsAs,
        );
  if (work) await untilWell(services);
  const watch = await watchRestores(services);
  return {
    ...ground,
    url: pages?.url ?? null,
    async stop() {
      watch.stop();
      pulse.stop();
      await pages?.stop();
      await work?.stop();
      await queue.end();
      await presence.leave();
      await ground.stop();
    },
  };
}

/** "ready" means that /healthz says ok: the sender needs a moment to register. What takes longer is /healthz's to say. */
async function untilWell(services: Services): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const reasons = await Promise.all(features.map(async (f) => (await f.health?.(services)) ?? []));
    if (reasons.flat().length === 0) return;
    await sleep(100);
  }
}

/**
 * Whoever restores a backup exchanges the database under a running process, which then knows much that is no longer so:
 * it ends, and the service manager starts it anew. It waits until the restore has done its last steps, which may need
 * the database server that this process runs.
 */
async function watchRestores({ db, log }: Services): Promise<{ stop(): void }> {
  const first = (await restoreMark(db))?.id;
  let patience = 60;
  const look = async (): Promise<void> => {
    const mark = await restoreMark(db).catch(() => undefined);
    if (!mark || mark.id === first) return;
    patience -= 1;
    if (mark.unfinished && patience > 0) return;
    clearInterval(timer);
    log.warn('the database was restored from a backup: this process ends, start it again');
    process.kill(process.pid, 'SIGTERM');
  };
  const timer = setInterval(() => void look(), 1_000);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

async function startPages(services: Services): Promise<{ url: string; stop(): Promise<void> }> {
  const { host, port } = services.config;
  const app = createApp(services);
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, hostname: host, port }, (address: AddressInfo) => {
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
      // Port 0 takes a free one: only now is it known which address the links must bear.
      if (services.config.publicUrl.endsWith(':0')) services.config.publicUrl = url;
      resolve({
        url,
        stop: () =>
          new Promise((closed) => {
            server.close(() => closed());
            // A browser keeps its connections open, and a live page streams for hours: they are ended, not waited for.
            if ('closeIdleConnections' in server) server.closeIdleConnections();
            if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 2_000).unref();
          }),
      });
    });
    server.once('error', (error) => reject(addressTrouble(error, host, port)));
  });
}

/** An address that cannot be listened on, in words; any other error as it is. */
export function addressTrouble(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const words: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken: choose another one with --port, or --port 0 for any free one.`,
    EACCES: `Port ${port} may not be used by this account: choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: choose another one with --host.`,
    ENOTFOUND: `This machine has no address ${host}: choose another one with --host.`,
  };
  const text = words[error.code ?? ''];
  return text ? new OperatorError(text, { cause: error }) : error;
}

function allLeaveOuts(): Record<string, LeaveOut> {
  return Object.assign({}, ...features.map((f) => f.leaveOut ?? {}));
}
