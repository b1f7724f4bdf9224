/** A question of the public: without name, stored with its day. */
import { holdsIdentityNumber } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Incident } from '../../model/incident.ts';
import { kinds } from '../../model/kinds.ts';
import { incidentById, lockIncident } from '../../queries/incidents.ts';
import { updatesOf } from '../../queries/log.ts';
import { pageChanged } from '../../queries/page.ts';
import { mostWaiting } from '../model/question.ts';
import { countWaiting, insertQuestion } from '../queries/questions.ts';

/** The incident, if the public page shows it: another one is not there for the public. */
export async function publicIncident(services: Services, id: number): Promise<Incident | undefined> {
  const incident = await incidentById(services.db, id);
  if (!incident) return undefined;
  if (kinds[incident.kind].publicAtOnce) return incident;
  return (await updatesOf(services.db, id, 1)).length > 0 ? incident : undefined;
}

/** Nothing of who asks comes in here. The audit has no entry: it is about acts of staff. */
export async function askQuestion(services: Services, incidentId: number, text: string): Promise<Outcome<null>> {
  if (holdsIdentityNumber(text)) return refused('text', 'rollIdentity');
  const { db, clock, config } = services;
  return db.transaction().execute(async (trx) => {
    const incident = await lockIncident(trx, incidentId);
    if (incident?.state !== 'running') return refused(null, 'questionsOver');
    if ((await countWaiting(trx, incidentId)) >= mostWaiting) return refused(null, 'questionsFull');
    await insertQuestion(trx, incidentId, text, localDate(clock.now(), config.timeZone));
    await pageChanged(trx);
    return done(null);
  });
}
