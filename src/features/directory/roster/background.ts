/**
 * Imports started in the browser go on behind the page, in the process that took the upload: the file has no name that
 * another process could open.
 */
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { apply, type Confirmation, type ImportFile, stage } from './actions.ts';
import type { RosterImport, Who } from './model.ts';

const running = new Set<Promise<unknown>>();

/** Waits for what is going on, for tests. */
export async function settled(): Promise<void> {
  await Promise.allSettled([...running]);
}

function keep<T>(work: Promise<T>, services: Services): Promise<T | undefined> {
  const watched = work.catch((error: unknown) => {
    services.log.error({ err: error }, 'a roster import failed; nothing of it was applied');
    return undefined;
  });
  running.add(watched);
  watched.finally(() => running.delete(watched));
  return watched;
}

/** Begins to read an upload; returns its number as soon as there is one. */
export function beginStaging(services: Services, who: Who, file: ImportFile): Promise<Outcome<number>> {
  return new Promise((resolve) => {
    const work = stage(services, who, file, { begun: (id) => resolve(done(id)) });
    keep(work, services).then((outcome) => {
      if (!outcome) resolve(refused(null, 'interrupted'));
      else if (!outcome.ok) resolve(outcome);
    });
  });
}

/** How long a page waits for a small import, so that it shows the end at once. */
const patience = 2000;

/** Applies behind the page. Undefined: still going on. */
export async function beginApplying(
  services: Services,
  who: Who,
  id: number,
  confirmed: Confirmation,
): Promise<Outcome<RosterImport> | undefined> {
  const work = keep(apply(services, who, id, confirmed), services).then((o) => o ?? refused(null, 'interrupted'));
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patience).unref());
  return Promise.race([work, late]);
}
