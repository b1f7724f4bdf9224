/** What waits for those who keep the directory: what families say is wrong, and a roster or sheet that was not decided. */
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Asking, Waiting, WaitingTask } from '#platform/feature.ts';
import { momentInWords } from '#platform/i18n.ts';
import { correctionPaths } from './corrections/paths.ts';
import { countOpenCorrections } from './corrections/queries.ts';
import { words } from './messages.ts';
import { organisationById } from './queries/organisations.ts';
import type { RosterImport } from './roster/model.ts';
import { rosterPaths } from './roster/paths.ts';
import { openImports } from './roster/queries/imports.ts';
import { turnedOffPath } from './turned-off/paths.ts';
import { turnedOffByClass } from './turned-off/queries.ts';

/** Counting ends here: more is said as "100 or more". */
const most = 100;

export async function waiting(asking: Asking): Promise<Waiting[]> {
  const tasks = [...(await turnedOff(asking)), ...(await corrections(asking)), ...(await imports(asking))];
  return [{ order: 30, title: words(asking.language)('title'), tasks }];
}

/** Classes are named to those who look after a few; for a whole district it is one line. */
const classesNamed = 3;

async function turnedOff({ services, reach, language }: Asking): Promise<WaitingTask[]> {
  const today = localDate(services.clock.now(), services.config.timeZone);
  const office = reach('directory.edit');
  // Who writes or approves notices reads the directory too, but only the class's own teacher and the office mend it.
  const place = office.paths.length > 0 ? { reach: office } : { reach: reach('directory.read'), ownClasses: true };
  const t = words(language);
  const found = await turnedOffByClass(services.db, { ...place, today }, classesNamed + 1);
  if (found.length > classesNamed) {
    return [{ text: t('turnedOffTitle'), href: turnedOffPath(), status: { kind: 'wait', text: t('waitingMend') } }];
  }
  return found.map(({ classId, className, families }) => ({
    text: t('waitingTurnedOff', { name: className }),
    href: turnedOffPath({ class: classId }),
    status: { kind: 'wait', text: t('waitingFamilies', { n: families }) },
  }));
}

async function corrections({ services, reach, language }: Asking): Promise<WaitingTask[]> {
  const today = localDate(services.clock.now(), services.config.timeZone);
  const n = await countOpenCorrections(services.db, { reach: reach('directory.edit'), today, ended: true }, most);
  if (n === 0) return [];
  const t = words(language);
  const text = n < most ? t('waitingCount', { n }) : t('waitingMost', { n });
  return [{ text: t('corrections'), href: correctionPaths.queue(), status: { kind: 'wait', text } }];
}

/** Staged and compared, but neither applied nor discarded. */
async function imports({ services, reach, language }: Asking): Promise<WaitingTask[]> {
  const importing = reach('directory.import');
  if (importing.paths.length === 0) return [];
  const t = words(language);
  const tasks: WaitingTask[] = [];
  for (const row of (await openImports(services.db)).filter((one) => one.state === 'ready')) {
    const place = await placeOf(services.db, row);
    if (
      row.organisationId === null
        ? importing.paths.some((path) => !path.includes('.'))
        : place && within(importing, place.path)
    ) {
      const since = momentInWords(row.startedAt, language, services.config.timeZone);
      tasks.push({
        text: t('waitingImport'),
        href: rosterPaths.one(row.id),
        hint: [place?.name, since].filter(Boolean).join(' · '),
        status: { kind: 'wait', text: t('waitingDecide') },
      });
    }
  }
  return tasks;
}

const placeOf = (db: Asking['services']['db'], { organisationId }: RosterImport) =>
  organisationId === null ? undefined : organisationById(db, organisationId);
