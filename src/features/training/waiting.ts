/** On the desk's first page: what a school has still to practise before its period ends. The bureau has the record. */
import { organisationsWithin } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Asking, Waiting } from '#platform/feature.ts';
import { dateInWords } from '#platform/i18n.ts';
import { words } from './messages.ts';
import { standingsOf, yearsFor } from './overview.ts';
import { nameOf, oftenOf } from './pages/frame.tsx';
import { schoolPath } from './paths.ts';

/** So many days before its period ends a drill is asked for. */
const daysBefore = 10;
/** Whoever has more schools than this looks into the record. */
const mostSchools = 3;

export async function waiting({ services, reach, language }: Asking): Promise<Waiting[]> {
  const writing = reach('training.write');
  if (writing.paths.length === 0 || writing.paths.some((path) => !path.includes('.'))) return [];
  const { db, clock, config } = services;
  const schools = await organisationsWithin(db, writing, { kinds: ['school'], limit: mostSchools + 1 });
  if (schools.length === 0 || schools.length > mostSchools) return [];
  const today = localDate(clock.now(), config.timeZone);
  const { year } = await yearsFor(db, today, undefined);
  const { lines } = await standingsOf(db, schools, year, { today, zone: config.timeZone });
  const t = words(language);
  const soon = addDays(today, daysBefore);
  const tasks = lines.flatMap(({ school, standings }) =>
    standings.flatMap(({ requirement, due }) =>
      due && due.endsOn <= soon
        ? [
            {
              text: t('waitDue', {
                name: nameOf({ language }, requirement),
                often: oftenOf({ t }, requirement),
              }),
              href: schoolPath(school.id),
              hint: school.name,
              status: { kind: 'wait' as const, text: t('waitBy', { day: dateInWords(due.endsOn, language) }) },
            },
          ]
        : [],
    ),
  );
  return tasks.length > 0 ? [{ order: 35, title: t('waitTitle'), tasks }] : [];
}
