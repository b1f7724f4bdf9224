/** The door of accounts: who is asking, who holds which role. */
import { auditRoutes } from '#features/audit/feature.ts';
import type { Feature } from '#platform/feature.ts';
import { jobs } from './jobs.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { paths } from './paths.ts';
import { permissions } from './policy.ts';
import { settleAccess } from './queries/after-restore.ts';
import { accountNames } from './queries/names.ts';
import { routes } from './routes.tsx';
import { waiting } from './waiting.ts';

export { takeAttempt } from './actions/attempts.ts';
export { demoSignInLink } from './actions/demo.ts';
export { consoleAdministratorLink, firstAdministratorLink } from './actions/first-administrator.ts';
export { accountOf } from './queries/keeping.ts';
export {
  accountNames,
  approversFor,
  contactsOf,
  type Holder,
  type HolderFor,
  holdersAt,
  holdersOf,
  staffAt,
} from './queries/names.ts';
export { callerOf } from './routes/caller.ts';
export { clientAddress } from './routes/client.ts';
export { askForProof } from './routes/proof.tsx';
export { type SeededAccount, seedAccounts } from './seed.ts';

export const accounts: Feature = {
  name: 'accounts',
  permissions,
  routes: [...routes, ...auditRoutes(accountNames)],
  jobs,
  restored: settleAccess,
  keeping,
  words,
  waiting,
  navigation: [
    { order: 80, href: paths.accounts(), permission: 'accounts.manage', text: (l) => words(l)('accountsTitle') },
    { order: 87, href: paths.emergency(), permission: 'accounts.emergency', text: (l) => words(l)('emergencyTitle') },
  ],
};
