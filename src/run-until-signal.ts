/** What SIGINT and SIGTERM do: a service ends everything within ten seconds, a command gives up what it was doing. */
import { performance } from 'node:perf_hooks';
import { stopServers } from './platform/database/running-servers.ts';
import type { RunningBelfry } from './serve.ts';

/** The status of a command that a signal stopped. */
export const stoppedStatus = 3;
/** Ctrl-C reaches the start script and this process, and the script hands its own on: both are one. */
const oneKeypress = 500;
const patience = 9_000;

/** Calls `first` at the first signal; a second one, or nine seconds without an end, ends the process at once. */
function onSignal(status: number, first: (signal: string) => void): { off(): void } {
  let since: number | undefined;
  const end = (signal: NodeJS.Signals): void => {
    if (since !== undefined) {
      if (performance.now() - since > oneKeypress) process.exit(status);
      return;
    }
    since = performance.now();
    setTimeout(() => process.exit(status), patience).unref();
    first(signal);
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  return { off: () => void process.off('SIGINT', end).off('SIGTERM', end) };
}

/**
 * Resolves when everything has stopped; the process then ends with status 0. What was claimed and is cut short is taken
 * back at the next start.
 */
export function runUntilSignal(belfry: Pick<RunningBelfry, 'stop' | 'services'>): Promise<void> {
  return new Promise((resolve, reject) => {
    onSignal(0, () => {
      belfry.services.log.info('stopping');
      belfry.stop().then(resolve, reject);
    });
  });
}

/**
 * Before everything runs: a signal ends what was started so far, and the status is 0 all the same. `off` hands over to
 * `runUntilSignal`.
 */
export function endEarly(stop: () => Promise<void>): { off(): void; signalled(): boolean } {
  let signalled = false;
  const { off } = onSignal(0, () => {
    signalled = true;
    stop()
      .catch(() => undefined)
      .finally(() => process.exit(0));
  });
  return { off, signalled: () => signalled };
}

/**
 * For commands that do one thing and end: a signal says so in one line, stops the database server that the command
 * started (which undoes what was not committed) and ends with status 3. `stopping` is true from then on.
 */
export function giveUpOnSignal(): { stopping(): boolean } {
  let stopping = false;
  onSignal(stoppedStatus, (signal) => {
    stopping = true;
    // Connections break off under the work: nobody waits for it any more.
    process.on('uncaughtException', () => undefined);
    process.stderr.write(`belfry: stopped by ${signal}: what was not finished is undone.\n`);
    stopServers().finally(() => process.exit(stoppedStatus));
  });
  return { stopping: () => stopping };
}
