/**
 * A roll call (product rule 4): one fixed question, no place, the latest answer, 72 hours at most, so many a term. Pure.
 */

/** What may be answered; nothing else is ever asked. */
export const answers = ['safe', 'help', 'absent'] as const;
export type RollAnswer = (typeof answers)[number];

/** For how long it may be open, in hours; the schema refuses more than 72. */
export const openHours = [6, 12, 24, 48, 72] as const;
export const usualHours = 24;

/** No class is called more often in a term: for real incidents, and for exercises. */
export const mostPerTerm = { real: 4, exercise: 2 } as const;

/** Of a text for the incident's staff. */
export const longestNote = 200;
/** Reminders are so far apart, in milliseconds: a phone that rings without end helps nobody. */
export const reminderGap = 30 * 60_000;

export interface RollCall {
  id: number;
  incidentId: number;
  openedAt: Date;
  endsAt: Date;
  closedAt: Date | null;
  totals: Totals | null;
}

/** By class: how many were asked, and what they answered. */
export type Totals = Record<string, ClassTotals>;
/** asked, safe, help, absent */
export type ClassTotals = readonly [number, number, number, number];

export interface Counts {
  asked: number;
  safe: number;
  help: number;
  absent: number;
  /** Without an answer. */
  open: number;
}

export const nobody: Counts = { asked: 0, safe: 0, help: 0, absent: 0, open: 0 };

export function sum(rows: readonly Counts[]): Counts {
  return rows.reduce(
    (all, row) => ({
      asked: all.asked + row.asked,
      safe: all.safe + row.safe,
      help: all.help + row.help,
      absent: all.absent + row.absent,
      open: all.open + row.open,
    }),
    nobody,
  );
}

export function countsOf([asked, safe, help, absent]: ClassTotals): Counts {
  return { asked, safe, help, absent, open: asked - safe - help - absent };
}

export function sumOf(totals: Totals): Counts {
  return sum(Object.values(totals).map(countsOf));
}

/** Numbers below this are not shown beyond the incident's own staff (product rule 9). */
const smallest = 5;

/** A number as it may be shown; null: too small, or it would tell what is too small. */
export type Guarded = Record<keyof Counts, number | null>;

/**
 * Totals of a closed roll call for readers beyond the incident's own staff, of the whole only. Small ones are hidden; if
 * that hides one alone, the next smallest goes with it, since the sum would tell it.
 */
export function guarded(counts: Counts): Guarded {
  const small = (n: number) => n > 0 && n < smallest;
  if (small(counts.asked)) return { asked: null, safe: null, help: null, absent: null, open: null };
  const parts = (['safe', 'help', 'absent', 'open'] as const).map((key) => ({ key, n: counts[key] }));
  const hidden = new Set(parts.filter(({ n }) => small(n)).map(({ key }) => key));
  if (hidden.size === 1) {
    const next = parts.filter(({ key, n }) => !hidden.has(key) && n > 0).sort((a, b) => a.n - b.n)[0];
    if (next) hidden.add(next.key);
  }
  const show = (key: 'safe' | 'help' | 'absent' | 'open') => (hidden.has(key) ? null : counts[key]);
  return { asked: counts.asked, safe: show('safe'), help: show('help'), absent: show('absent'), open: show('open') };
}

/** For the public: how many were answered for, unless one of the numbers would be small. */
export function answeredOf({ asked, open }: Counts): { asked: number | null; answered: number | null } {
  const small = (n: number) => n > 0 && n < smallest;
  if ([asked, open, asked - open].some(small)) return { asked: null, answered: null };
  return { asked, answered: asked - open };
}

/** The subject of its messages, to delivery. */
export const subjectOf = (id: number): string => `roll_call:${id}`;
export const idOfSubject = (subject: string): number => Number(/^roll_call:(\d{1,15})$/.exec(subject)?.[1] ?? 0);

/** A name as it is compared: without spaces, dots and hyphens, whatever its width and case. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.·•・‧'’_-]/g, '');
}

/**
 * Since when roll calls of a term are counted: from its first day; between terms, and where none are kept, from the
 * first of February or August before.
 */
export function countedSince(termStartsOn: string | undefined, today: string): string {
  if (termStartsOn) return termStartsOn;
  const [year = 0, month = 0] = today.split('-').map(Number);
  if (month >= 8) return `${year}-08-01`;
  return month >= 2 ? `${year}-02-01` : `${year - 1}-08-01`;
}
