/** What waits for administrators: requests of people, erasures and holds of somebody else, records due for a look. */
import { localDate } from '#platform/clock.ts';
import type { Asking, Waiting, WaitingTask } from '#platform/feature.ts';
import { words } from './messages.ts';
import { recordKinds } from './model/records.ts';
import { recordsPath, requestsPath, retentionPath } from './paths.ts';
import { ofDistrict } from './policy.ts';
import { recordFigures } from './queries/records.ts';
import { requestFigures } from './queries/requests.ts';
import { openHolds } from './queries/retention.ts';

export async function waiting(asking: Asking): Promise<Waiting[]> {
  const reach = asking.reach('privacy.act');
  if (reach.paths.length === 0) return [];
  const { services, language } = asking;
  const today = localDate(services.clock.now(), services.config.timeZone);
  const tasks = [...(await requests(asking, today)), ...(ofDistrict(reach) ? await ofTheDistrict(asking, today) : [])];
  return [{ order: 45, title: words(language)('title'), tasks }];
}

async function requests({ services, reach, language }: Asking, today: string): Promise<WaitingTask[]> {
  const t = words(language);
  const { open, late } = await requestFigures(services.db, reach('privacy.act'), today);
  if (open === 0) return [];
  const status =
    late > 0
      ? { kind: 'late' as const, text: t('lateN', { n: late }) }
      : { kind: 'wait' as const, text: t('openN', { n: open }) };
  return [{ text: t('requests'), href: requestsPath(), status }];
}

async function ofTheDistrict({ services, caller, language }: Asking, today: string): Promise<WaitingTask[]> {
  const t = words(language);
  const [holds, figures] = await Promise.all([openHolds(services.db), recordFigures(services.db, today)]);
  const second = holds.filter((hold) => hold.confirmedBy === null && hold.proposedBy !== caller.accountId).length;
  const tasks: WaitingTask[] = [];
  if (second > 0) {
    tasks.push({ text: t('holds'), href: retentionPath, status: { kind: 'wait', text: t('holdWaits') } });
  }
  for (const kind of recordKinds) {
    const { due, open } = figures[kind];
    if (kind === 'breach' ? open === 0 : due === 0) continue;
    const text = kind === 'breach' ? t('statusBreach', { n: open }) : t('statusDue', { n: due });
    tasks.push({ text: t(`kind_${kind}`), href: recordsPath(kind), status: { kind: 'late', text } });
  }
  return tasks;
}
