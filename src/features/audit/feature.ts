/** The door of audit: recording acts of staff, and proving that nothing was changed afterwards. */
import type { Feature } from '#platform/feature.ts';
import { jobs, sealer } from './jobs.ts';
import { words } from './messages.ts';
import { paths } from './paths.ts';

export { record, seal, sealAndKeepHead } from './actions.ts';
export { keptHeads } from './heads.ts';
export { headMail } from './mail.ts';
export { type Actor, type Entry, type Finding, type Head, readHead, type Verification } from './model.ts';
export { auditRoutes } from './routes.tsx';
export { verifyChain } from './verify.ts';

export const audit: Feature = {
  name: 'audit',
  permissions: { 'audit.read': ['auditor', 'administrator'] },
  // Mounted by accounts, which knows the names (see routes.tsx).
  routes: [],
  jobs,
  loops: [sealer],
  words,
  navigation: [
    { order: 85, href: paths.list(), permission: 'audit.read', text: (language) => words(language)('title') },
  ],
};
