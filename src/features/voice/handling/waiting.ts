/** What waits for handlers, on the desk's first page: counts, and where they lead. */
import { theDistrict } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Asking, Waiting, WaitingTask } from '#platform/feature.ts';
import { words } from '../messages.ts';
import type { DeskCounts } from './model/rows.ts';
import { type ListFilters, listPath } from './paths.ts';
import { deskCounts } from './queries/desk.ts';
import { postPaths } from './queries/scope.ts';

const sorts: readonly { key: keyof DeskCounts; late?: boolean; filters: Partial<ListFilters> }[] = [
  { key: 'late', late: true, filters: { due: 'late' } },
  { key: 'soon', filters: { due: 'soon' } },
  { key: 'unassigned', filters: { state: 'received', office: 'none' } },
  { key: 'toAccept', filters: { state: 'received' } },
  { key: 'toSecond', filters: { state: 'all' } },
  { key: 'replied', filters: {} },
  { key: 'tasks', filters: { state: 'all' } },
];

export async function handlingWaiting({ services, caller, reach, language }: Asking): Promise<Waiting[]> {
  const offices = reach('voice.handle');
  const sealing = reach('voice.seal');
  if (offices.paths.length === 0 && sealing.paths.length === 0) return [];
  const { db, clock, config } = services;
  const today = localDate(clock.now(), config.timeZone);
  const [district, posts] = await Promise.all([theDistrict(db), postPaths(db, caller.personId, today)]);
  if (!district) return [];
  const counts = await deskCounts(db, {
    accountId: caller.accountId,
    reach: offices,
    assigns: within(offices, district.path),
    own: [...new Set([...posts, ...caller.grants.map((grant) => grant.path)])],
    above: within(sealing, district.path),
    today,
  });
  const t = words(language);
  const tasks = sorts.flatMap(({ key, late, filters }): WaitingTask[] => {
    const n = counts[key];
    if (n === 0) return [];
    const text = n >= 1000 ? t('waitMore', { n }) : t('waitN', { n });
    return [{ text: t(`wait_${key}`), href: listPath(filters), status: { kind: late ? 'late' : 'wait', text } }];
  });
  const title = t('casesTitle');
  return tasks.length > 0 ? [{ order: 15, title, tasks, all: { href: listPath({}), text: title } }] : [];
}
