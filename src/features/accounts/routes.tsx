/** All routes of accounts, each with its permission on its own line in its file. */
import type { Route } from '#platform/http/routes.ts';
import { accountRoutes } from './routes/account.tsx';
import { accountsRoutes } from './routes/accounts.tsx';
import { emergencyRoutes } from './routes/emergency.tsx';
import { ownRoutes } from './routes/own.tsx';
import { passkeyRoutes } from './routes/passkeys.tsx';
import { proofRoutes } from './routes/proof.tsx';
import { reviewRoutes } from './routes/review.tsx';
import { setupRoutes } from './routes/setup.tsx';
import { signInRoutes } from './routes/sign-in.tsx';
import { signOnRoutes } from './routes/sign-on.tsx';
import { standInRoutes } from './routes/stand-ins.tsx';

export const routes: readonly Route[] = [
  ...signInRoutes,
  ...setupRoutes,
  ...ownRoutes,
  ...passkeyRoutes,
  ...proofRoutes,
  // Before the pages of single accounts, whose pattern fits its address too.
  ...signOnRoutes,
  ...standInRoutes,
  ...emergencyRoutes,
  ...reviewRoutes,
  ...accountsRoutes,
  ...accountRoutes,
];
