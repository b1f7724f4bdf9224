/** Series: notices that belong together, and the day on which the next one is made. Pure. */
import { addDays } from '#platform/days.ts';

export const cadences = ['weekly', 'monthly'] as const;
export type Cadence = (typeof cadences)[number];

export interface Recurrence {
  templateId: number;
  cadence: Cadence;
  /** Of a week 1 (Monday) to 7, of a month 1 to 28. */
  onDay: number;
}

export interface Series {
  id: number;
  organisationId: number;
  organisation: string;
  organisationPath: string;
  title: string;
  endedAt: Date | null;
  templateId: number | null;
  cadence: Cadence | null;
  onDay: number | null;
  authorId: number | null;
  nextOn: string | null;
}

export const titleLimit = 80;
export const lastDay: Readonly<Record<Cadence, number>> = { weekly: 7, monthly: 28 };

/** The first day after `after` on which a series recurs. */
export function nextDay({ cadence, onDay }: Pick<Recurrence, 'cadence' | 'onDay'>, after: string): string {
  let day = addDays(after, 1);
  const falls = () => {
    const date = new Date(`${day}T00:00:00Z`);
    return cadence === 'weekly' ? (date.getUTCDay() || 7) === onDay : date.getUTCDate() === onDay;
  };
  // A month at most.
  while (!falls()) day = addDays(day, 1);
  return day;
}
