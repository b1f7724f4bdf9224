/** The door of audit: recording acts of staff, and proving that nothing was changed afterwards. */
import type { Feature } from '#platform/feature.ts';
import { acts } from './acts.ts';
import { jobs, sealer } from './jobs.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { paths } from './paths.ts';

export { record, seal, sealAndKeepHead } from './actions.ts';
export { type AuditAct, actInWords } from './acts.ts';
export { keptHeads, markRestored } from './heads.ts';
export { headMail } from './mail.ts';
export { type Actor, type Entry, type Finding, type Head, readHead, type Verification } from './model.ts';
export { auditRoutes } from './routes.tsx';
export { verifyChain } from './verify.ts';

/** The acts have keys of their own, so that neither hides the other from the test of both languages. */
const actCatalogue = Object.fromEntries(
  Object.entries(acts.catalogue).map(([code, message]) => [`act_${code}`, message]),
);

export const audit: Feature = {
  name: 'audit',
  permissions: { 'audit.read': ['auditor', 'administrator'] },
  // Mounted by accounts, which knows the names (see routes.tsx).
  routes: [],
  jobs,
  loops: [sealer],
  keeping,
  words: { catalogue: { ...words.catalogue, ...actCatalogue } },
  navigation: [
    { order: 85, href: paths.list(), permission: 'audit.read', text: (language) => words(language)('title') },
  ],
};
