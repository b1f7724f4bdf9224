/** The feature's pages. */
import type { Route } from '#platform/http/routes.ts';
import { referenceRoutes } from './reference/routes.tsx';
import { tokenRoutes } from './tokens/routes.tsx';

export const routes: readonly Route[] = [...referenceRoutes, ...tokenRoutes];
