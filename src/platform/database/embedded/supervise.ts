import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { stopPostmaster } from './postmaster.ts';

/** A server that serves: ours with its process, or one that another live process of ours started. */
export interface Running {
  pid: number;
  child?: ChildProcess;
}

/** The watch over a running server. */
export interface Supervision {
  pid(): number;
  stop(): Promise<void>;
}

/**
 * Watches over a server that we started: one that ends by itself (killed for want of memory) is started again, and the
 * pools connect anew. A server of another process is left to that process.
 */
export function supervise(first: Running, startAgain: () => Promise<Running>, log: Log): Supervision {
  let current = first;
  let stopping = false;
  let revival: Promise<void> = Promise.resolve();

  async function revive(): Promise<void> {
    // A server that falls at once shall not be started a hundred times a second.
    await sleep(500);
    if (stopping) return;
    try {
      current = await startAgain();
      watch();
    } catch (err) {
      log.fatal({ err }, 'the database server does not come back: restart Belfry');
    }
  }

  function watch(): void {
    const { child } = current;
    if (!child) return;
    // The server is no reason to keep the process alive, and what it says after its start goes to its own log.
    child.unref();
    child.stderr?.destroy();
    child.once('exit', (code, signal) => {
      if (stopping) return;
      log.error({ code, signal }, 'the database server ended unexpectedly; starting it again');
      revival = revive();
    });
  }

  watch();
  return {
    pid: () => current.pid,
    async stop() {
      stopping = true;
      await revival;
      const { child } = current;
      if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
      // ref: an otherwise idle process would end while it waits here.
      child.ref();
      await stopPostmaster(child.pid);
    },
  };
}
