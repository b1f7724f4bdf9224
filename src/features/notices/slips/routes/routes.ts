/** All routes of reply slips. */
import type { Route } from '#platform/http/routes.ts';
import { slipClassRoutes } from './classes.tsx';
import { slipOfficeRoutes } from './office.tsx';
import { slipPersonalRoutes } from './personal.tsx';
import { slipWritingRoutes } from './writing.tsx';

export const slipRoutes: readonly Route[] = [
  ...slipPersonalRoutes,
  ...slipWritingRoutes,
  ...slipClassRoutes,
  ...slipOfficeRoutes,
];
