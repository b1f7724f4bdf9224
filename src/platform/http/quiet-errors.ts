/**
 * Errors of routes whose requests leave no trace: neither their words nor their time is written, only how often each place
 * in the code failed, once a day at a fixed hour.
 */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

const dayMs = 86_400_000;
/** 20:10 UTC is deep in the night of the district; fixed, so that it tells nothing of when something failed. */
const writtenAtMs = (20 * 60 + 10) * 60_000;
const mostPlaces = 100;

export class QuietErrors {
  #counts = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  note(error: unknown): void {
    const place = placeOf(error);
    const known = this.#counts.get(place);
    if (known === undefined && this.#counts.size >= mostPlaces) return;
    this.#counts.set(place, (known ?? 0) + 1);
    this.#timer ??= setTimeout(() => this.write(), untilWritten(this.clock.now().getTime())).unref();
  }

  /** Writes and forgets what was counted. */
  write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [place, times] of [...this.#counts].sort())
      this.log.error({ place, times }, 'failed below /ask within a day');
    this.#counts = new Map();
  }
}

function untilWritten(now: number): number {
  const today = now - (now % dayMs) + writtenAtMs;
  return (today > now ? today : today + dayMs) - now;
}

/** The first line of ours on the stack, such as `features/voice/ask/files.ts:12`; nothing of the error's words. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'elsewhere';
  const lines = (error.stack ?? '').replace(error.message, '').split('\n');
  for (const line of lines) {
    const found = /^ {4}at .*\/src\/((?:[a-z0-9-]+\/)*[a-z0-9.-]+\.tsx?):(\d+):\d+\)?$/.exec(line);
    if (found) return `${found[1]}:${found[2]}`;
  }
  return 'elsewhere';
}
