import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { type Account, serverAccount } from './embedded/account.ts';
import { type Binaries, findBinaries, probe } from './embedded/binaries.ts';
import { ensureCluster, ensureRoles } from './embedded/cluster.ts';
import { prepareDataDir, prepareSocketDir } from './embedded/folders.ts';
import { ensurePasswords, socketUrl } from './embedded/passwords.ts';
import {
  claim,
  claimantLives,
  forgetOldLogs,
  livePostmaster,
  startPostmaster,
  stopPostmaster,
} from './embedded/postmaster.ts';
import { settingArguments } from './embedded/settings.ts';
import { type Running, supervise } from './embedded/supervise.ts';

/** What is needed to start the embedded server. */
export interface EmbeddedOptions {
  dataDir: string;
  log: Log;
  /** Off for tests only: a crash of the machine may then lose everything. */
  fsync?: boolean;
  /** Programs of another PostgreSQL than the package's, for tests on Debian's. */
  programs?: string;
}

/** A running embedded server and the three addresses of it. */
export interface EmbeddedServer {
  appUrl: string;
  ownerUrl: string;
  superUrl: string;
  socketDir: string;
  readonly pid: number;
  /** Another live process of ours started it; stop() then leaves it alone. */
  adopted: boolean;
  /** Stops the server; safe to call twice. */
  stop(): Promise<void>;
}

/** Refusals which pass by themselves: the dead server's children have not let go of its memory and socket yet. */
const passing = /shared memory|lock file|lock files|another server|already in use/i;
const patience = 10_000;

/** Starts the embedded PostgreSQL on the data folder, or joins the one that another live process of ours runs there. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir);
  const cluster = join(dataDir, 'postgres');
  const account = serverAccount(cluster);
  await prepareDataDir(dataDir, account);
  const socketDir = await prepareSocketDir(dataDir, account);
  const binaries = await choose(options, account, dataDir);
  const passwords = await ensurePasswords(dataDir);
  await ensureCluster(cluster, account, binaries, passwords);
  await forgetOldLogs(cluster, systemClock.now());

  const settings = settingArguments({ socketDir, fsync: options.fsync ?? true });
  const program = join(binaries.folder, 'postgres');
  const claimFile = join(dataDir, 'postgres-claim');
  const start = () =>
    startOrJoin(cluster, claimFile, options.log, () => startPostmaster(cluster, account, program, settings));
  const running = await start();
  const supervision = supervise(running, start, options.log);
  const server: EmbeddedServer = {
    appUrl: socketUrl(socketDir, 'belfry_app', passwords.app, 'belfry'),
    ownerUrl: socketUrl(socketDir, 'belfry_owner', passwords.owner, 'belfry'),
    superUrl: socketUrl(socketDir, 'postgres', passwords.super, 'belfry'),
    socketDir,
    get pid() {
      return supervision.pid();
    },
    adopted: running.child === undefined,
    stop: () => supervision.stop(),
  };
  try {
    await ensureRoles((database) => socketUrl(socketDir, 'postgres', passwords.super, database), passwords);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

async function choose(options: EmbeddedOptions, account: Account, dataDir: string): Promise<Binaries> {
  if (!options.programs) return findBinaries(account, dataDir);
  const found = existsSync(options.programs) ? await probe(account, options.programs) : undefined;
  if (!found) throw new OperatorError(`There is no usable PostgreSQL in ${options.programs}.`);
  return found;
}

async function startOrJoin(
  cluster: string,
  claimFile: string,
  log: Log,
  start: () => ReturnType<typeof startPostmaster>,
): Promise<Running> {
  const began = performance.now();
  for (;;) {
    const live = livePostmaster(cluster);
    if (live !== undefined && claimantLives(claimFile)) return { pid: live };
    if (live !== undefined) {
      log.warn({ pid: live }, 'stopping a database server that outlived its Belfry');
      // Nobody waits for its answers any more: if it does not end soon it never will.
      await stopPostmaster(live, 3_000);
    }
    const attempt = await start();
    if (attempt.child) {
      await claim(claimFile);
      return { pid: attempt.child.pid as number, child: attempt.child };
    }
    if (!passing.test(attempt.words) || performance.now() - began > patience) {
      throw new OperatorError(`The database in ${cluster} does not start: ${gist(attempt.words)} (see ${cluster}/log)`);
    }
    await sleep(200);
  }
}

function gist(words: string): string {
  const lines = words.split('\n').filter((line) => /FATAL|PANIC|ERROR|HINT/.test(line));
  return (lines.length > 0 ? lines : words.split('\n').slice(-2)).join(' ').trim() || 'it gave no reason';
}
