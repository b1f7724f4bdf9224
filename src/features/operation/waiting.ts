/** What waits for operators: whatever the operations page has to say that is not in order. */
import { operationsPath } from '#features/delivery/paths.ts';
import type { Asking, Waiting } from '#platform/feature.ts';
import { words } from './messages.ts';

export async function waiting({ services, reach, language }: Asking): Promise<Waiting[]> {
  if (reach('operations.read').paths.length === 0) return [];
  const t = words(language);
  const lines = (await services.standing?.(language)) ?? [];
  const tasks = lines
    .filter(({ level }) => level !== 'ok')
    .map(({ level, title, text, href }) => ({
      text: title,
      href: href ?? operationsPath,
      hint: text,
      status: level === 'fail' ? { kind: 'late', text: t('waitingFail') } : { kind: 'wait', text: t('waitingWarn') },
    })) satisfies Waiting['tasks'];
  return [{ order: 5, title: t('waitingTitle'), tasks }];
}
