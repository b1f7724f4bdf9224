/** The door of accounts: who is asking, who holds which role. */
import type { Feature } from '#platform/feature.ts';

export { callerOf } from './routes/caller.ts';
export { accountNames, approversFor, type Holder, holdersOf } from './queries/names.ts';

export const accounts: Feature = {
  name: 'accounts',
  permissions: {
    'accounts.manage': ['administrator'],
    'accounts.confirm': ['administrator'],
  },
  routes: [],
  words: { catalogue: {} },
};
