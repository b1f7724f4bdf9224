/** All routes of roll calls. */
import type { Route } from '#platform/http/routes.ts';
import { rollDeskRoutes } from './desk.tsx';
import { familyRollRoutes } from './family.tsx';
import { ownRollRoutes } from './own.tsx';

export const rollRoutes: readonly Route[] = [...rollDeskRoutes, ...ownRollRoutes, ...familyRollRoutes];
