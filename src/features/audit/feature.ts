/** The door of audit: recording acts of staff, and proving that nothing was changed afterwards. */
import type { Feature } from '#platform/feature.ts';

export { record, seal } from './actions.ts';
export type { Actor, Entry, Finding, Head, Verification } from './model.ts';
export { verifyChain } from './verify.ts';

export const audit: Feature = {
  name: 'audit',
  permissions: { 'audit.read': ['auditor', 'administrator'] },
  routes: [],
  words: { catalogue: {} },
};
