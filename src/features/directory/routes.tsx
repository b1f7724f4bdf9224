/** The directory's routes, each with its permission. */
import type { Route } from '#platform/http/routes.ts';

export const routes: readonly Route[] = [];
