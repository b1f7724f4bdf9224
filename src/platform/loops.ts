/** What runs beside the pages in this process reports here whether it is up; /healthz shows it. */
import { performance } from 'node:perf_hooks';

const troubles = new Map<string, string | null>();

interface Turn {
  name: string;
  since: number;
  patience: number;
}
/** Turns that have begun and not ended. */
const turns = new Set<Turn>();

/** `trouble` null: up. */
export function reportLoop(name: string, trouble: string | null): void {
  troubles.set(name, trouble);
}

export function forgetLoop(name: string): void {
  troubles.delete(name);
}

/**
 * One turn of a loop, or one run of a job. A turn that does not end within `patience` milliseconds (many times what it
 * needs) hangs: it throws nothing, so nobody but /healthz would notice.
 */
export async function inTurn<T>(name: string, patience: number, work: () => Promise<T>): Promise<T> {
  const turn = { name, since: performance.now(), patience };
  turns.add(turn);
  try {
    return await work();
  } finally {
    turns.delete(turn);
  }
}

/** One reason a line for each turn that hangs. */
export function hungTurns(now = performance.now()): string[] {
  return [...turns]
    .filter((turn) => now - turn.since > turn.patience)
    .map((turn) => `${turn.name}: has not finished a turn for ${Math.floor((now - turn.since) / 1000)} s`);
}

/** One reason a line for each loop that is not up, or hangs. */
export function loopHealth(): string[] {
  return [
    ...[...troubles].flatMap(([name, trouble]) => (trouble === null ? [] : [`${name}: ${trouble}`])),
    ...hungTurns(),
  ];
}
