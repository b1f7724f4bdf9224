/** The door of incidents: emergencies in the open. */
import type { Feature } from '#platform/feature.ts';
import type { Language } from '#platform/i18n.ts';
import { ownDutyRoutes } from './duty/routes/own.tsx';
import { rosterRoutes } from './duty/routes/rosters.tsx';
import { evidenceRoutes } from './evidence/routes.tsx';
import { certificateRoutes } from './feeds/routes/certificates.tsx';
import { feedRoutes } from './feeds/routes/feeds.tsx';
import { warningRoutes } from './feeds/routes/warnings.tsx';
import { jobs } from './jobs.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import type { Kind } from './model/kinds.ts';
import { deskPath, statusPath } from './paths.ts';
import { permissions } from './policy.ts';
import { questionRoutes } from './questions/routes/desk.tsx';
import { restored } from './restored.ts';
import { familyPath } from './roll/paths.ts';
import { familiesAnswered, teachersDone } from './roll/queries/answers.ts';
import { rollRoutes } from './roll/routes/routes.ts';
import { areaRoutes } from './routes/areas.tsx';
import { declareRoutes } from './routes/declare.tsx';
import { incidentRoutes } from './routes/incident.tsx';
import { phoneRoutes } from './routes/phone.tsx';
import { placeRoutes } from './routes/place.tsx';
import { planRoutes } from './routes/plans.tsx';
import { reviewRoutes } from './routes/review.tsx';
import { sendRoutes } from './routes/sends.tsx';
import { statusRoutes } from './routes/status.ts';
import { standing } from './standing.ts';
import { statusLoop } from './status/refresh.ts';
import { waiting } from './waiting.ts';

export { isKind, type Kind, kindNames } from './model/kinds.ts';
export { type HeldExercise, heldExercises } from './queries/exercises.ts';
export { incidentFile } from './status/model.ts';

/** A kind of event in words. */
export const kindInWords = (kind: Kind, language: Language): string => words(language)(`kind_${kind}`);

export const incidents: Feature = {
  name: 'incidents',
  permissions,
  routes: [
    ...declareRoutes,
    ...planRoutes,
    ...areaRoutes,
    ...rosterRoutes,
    ...ownDutyRoutes,
    ...evidenceRoutes,
    ...certificateRoutes,
    ...feedRoutes,
    ...warningRoutes,
    ...reviewRoutes,
    ...phoneRoutes,
    ...rollRoutes,
    ...questionRoutes,
    ...placeRoutes,
    ...incidentRoutes,
    ...sendRoutes,
    ...statusRoutes,
  ],
  jobs,
  loops: [statusLoop],
  keeping,
  restored,
  leaveOut: { roll_call: familiesAnswered, roll_call_staff: teachersDone },
  linkPaths: { roll_call: familyPath },
  waiting,
  standing,
  words,
  navigation: [
    { order: 20, href: deskPath, permission: 'incidents.read', text: (language) => words(language)('title') },
  ],
  publicLinks: [{ href: statusPath, text: (language) => words(language)('statusTitle') }],
};
