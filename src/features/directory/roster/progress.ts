/** Telling how far an import has come: to whoever waits, and now and then to the database, where the page looks. */
import type { ImportProgress } from './model.ts';

export type OnProgress = (progress: ImportProgress) => void;

/** Hears of progress; `stop` waits for the last write. */
export type Report = OnProgress & { stop(): Promise<void> };

/** Writes progress at most twice a second, one write at a time, and waits for the last one when stopped. */
export function throttled(write: (progress: ImportProgress) => Promise<unknown>, also?: OnProgress): Report {
  let last = 0;
  let writing: Promise<unknown> | undefined;
  let stopped = false;
  const report = (progress: ImportProgress) => {
    also?.(progress);
    if (stopped || writing || performance.now() - last < 500) return;
    last = performance.now();
    writing = write(progress)
      .catch(() => undefined)
      .finally(() => {
        writing = undefined;
      });
  };
  return Object.assign(report, {
    async stop() {
      stopped = true;
      await writing;
    },
  });
}
