/** All routes of the public side. */
import type { Route } from '#platform/http/routes.ts';
import { caseRoutes } from './case.tsx';
import { mapRoutes } from './map.ts';
import { wayOutRoutes } from './way-out.ts';
import { writeRoutes } from './write.tsx';

export const askRoutes: readonly Route[] = [...writeRoutes, ...caseRoutes, ...wayOutRoutes, ...mapRoutes];
