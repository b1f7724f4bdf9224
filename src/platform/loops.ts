/** What runs beside the pages in this process reports here whether it is up; /healthz shows it. */

const troubles = new Map<string, string | null>();

/** `trouble` null: up. */
export function reportLoop(name: string, trouble: string | null): void {
  troubles.set(name, trouble);
}

export function forgetLoop(name: string): void {
  troubles.delete(name);
}

/** One reason a line for each loop that is not up. */
export function loopHealth(): string[] {
  return [...troubles].flatMap(([name, trouble]) => (trouble === null ? [] : [`${name}: ${trouble}`]));
}
