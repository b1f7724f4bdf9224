/**
 * The years that come with the program: as ordered by the State Council's general office, in the form of the public data
 * set holiday-cn (MIT), which names the order of each year in `papers`. A next year is added once its order is out, never
 * guessed before (docs/guides/operating.md).
 */
import type { LegalYear } from './model.ts';
import type { DayFile } from './read.ts';
import year2025 from './years/2025.json' with { type: 'json' };
import year2026 from './years/2026.json' with { type: 'json' };

export const shippedYears: readonly LegalYear[] = ([year2025, year2026] as readonly DayFile[]).map(
  ({ year, days }) => ({
    year,
    days: days.map(({ date, name, isOffDay }) => ({ day: date, name, off: isOffDay })),
  }),
);
