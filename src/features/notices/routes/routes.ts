/** All routes of notices. Fixed addresses stand before those with a number in the same place. */
import type { Route } from '#platform/http/routes.ts';
import { browserRoutes } from '../browsers/routes.tsx';
import { chainRoutes } from '../chains/routes/rules.tsx';
import { documentRoutes } from '../documents/routes/routes.tsx';
import { numberRoutes } from '../numbers/routes/routes.tsx';
import { planRoutes } from '../plans/routes/plan.tsx';
import { recordingRoutes } from '../recordings/routes/routes.tsx';
import { registerRoutes } from '../register/routes.tsx';
import { seriesRoutes } from '../series/routes/series.tsx';
import { slipRoutes } from '../slips/routes/routes.ts';
import { templateRoutes } from '../templates/routes/templates.tsx';
import { textRoutes } from '../translations/routes.tsx';
import { audienceRoutes } from './audience.tsx';
import { classRoutes } from './classes.tsx';
import { correctRoutes } from './correct.tsx';
import { deskRoutes } from './desk.tsx';
import { detailsRoutes } from './details.tsx';
import { digestRoutes } from './digest.tsx';
import { draftRoutes } from './draft.tsx';
import { forwardRoutes } from './forwards.tsx';
import { ownConsentRoutes } from './own-consents.tsx';
import { ownLinkRoutes } from './own-link.tsx';
import { personalRoutes } from './personal.tsx';
import { publicRoutes } from './public.tsx';
import { reachOutRoutes } from './reach-out.tsx';
import { reviewRoutes } from './review.tsx';
import { termRoutes } from './terms.tsx';
import { urgentRoutes } from './urgent.tsx';
import { versionRoutes } from './versions.tsx';
import { wishesRoutes } from './wishes.tsx';

export const routes: readonly Route[] = [
  ...numberRoutes,
  ...documentRoutes,
  ...recordingRoutes,
  ...registerRoutes,
  ...publicRoutes,
  ...personalRoutes,
  ...ownLinkRoutes,
  ...detailsRoutes,
  ...digestRoutes,
  ...chainRoutes,
  ...planRoutes,
  ...wishesRoutes,
  ...browserRoutes,
  ...ownConsentRoutes,
  ...templateRoutes,
  ...seriesRoutes,
  ...draftRoutes,
  ...textRoutes,
  ...audienceRoutes,
  ...reviewRoutes,
  ...correctRoutes,
  ...versionRoutes,
  ...termRoutes,
  ...urgentRoutes,
  ...forwardRoutes,
  ...reachOutRoutes,
  ...classRoutes,
  ...slipRoutes,
  ...deskRoutes,
];
