/** The feature's pages. */
import type { Route } from '#platform/http/routes.ts';
import { rosterClientRoutes } from './oneroster/routes/clients.tsx';
import { referenceRoutes } from './reference/routes.tsx';
import { tokenRoutes } from './tokens/routes.tsx';
import { webhookRoutes } from './webhooks/routes.tsx';

export const routes: readonly Route[] = [...referenceRoutes, ...tokenRoutes, ...webhookRoutes, ...rosterClientRoutes];
