/** One finding of `belfry doctor`: what was looked at, how it stands, and what to do where it is not well. */
export interface Line {
  check: string;
  level: 'ok' | 'warn' | 'fail';
  text: string;
  /** What to do. */
  advice?: string;
}

export const ok = (check: string, text: string): Line => ({ check, level: 'ok', text });
export const warn = (check: string, text: string, advice: string): Line => ({ check, level: 'warn', text, advice });
export const fail = (check: string, text: string, advice: string): Line => ({ check, level: 'fail', text, advice });

/** A look that breaks is a finding, not the end of the others. */
export async function look(check: string, work: () => Promise<Line[]>): Promise<Line[]> {
  try {
    return await work();
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return [fail(check, `could not be looked at: ${words}`, 'read the message, and the log of the service')];
  }
}

export function age(from: Date, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - from.getTime()) / 60_000));
  if (minutes < 120) return `${minutes} minutes`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} hours`;
  return `${Math.round(minutes / 1440)} days`;
}
