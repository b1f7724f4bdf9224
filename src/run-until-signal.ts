/** Keeps a started Belfry running until SIGINT or SIGTERM, then ends everything within ten seconds. */
import type { RunningBelfry } from './serve.ts';

/**
 * Resolves when everything has stopped; the process then ends with status 0. A second signal, or ten seconds without an
 * end, ends the process at once: what was claimed is taken back at the next start.
 */
export function runUntilSignal(belfry: Pick<RunningBelfry, 'stop' | 'services'>): Promise<void> {
  return new Promise((resolve, reject) => {
    let stopping = false;
    const end = (): void => {
      if (stopping) process.exit(0);
      stopping = true;
      setTimeout(() => process.exit(0), 9_000).unref();
      belfry.services.log.info('stopping');
      belfry.stop().then(resolve, reject);
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
}

/**
 * Before everything runs: a signal ends what was started so far, and the status is 0 all the same. `off` hands over to
 * `runUntilSignal`.
 */
export function endEarly(stop: () => Promise<void>): { off(): void; signalled(): boolean } {
  let signalled = false;
  const end = (): void => {
    if (signalled) process.exit(0);
    signalled = true;
    setTimeout(() => process.exit(0), 9_000).unref();
    stop()
      .catch(() => undefined)
      .finally(() => process.exit(0));
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  return {
    off: () => void process.off('SIGINT', end).off('SIGTERM', end),
    signalled: () => signalled,
  };
}
