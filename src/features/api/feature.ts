/** The door of the API: tokens of machines, and the pages that explain it. */
import type { Feature } from '#platform/feature.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { apiPaths } from './paths.ts';
import { permissions } from './policy.ts';
import { routes } from './routes.tsx';
import { tokenApi } from './tokens/api.ts';
import { tokenJobs } from './tokens/jobs.ts';

export { tokenCallerOf } from './routes/caller.ts';

export const api: Feature = {
  name: 'api',
  permissions,
  routes,
  api: tokenApi,
  jobs: [...tokenJobs],
  keeping,
  words,
  navigation: [
    { order: 83, href: apiPaths.tokens, permission: 'api.manage', text: (language) => words(language)('tokensTitle') },
  ],
  publicLinks: [{ href: apiPaths.reference, text: (language) => words(language)('referenceTitle') }],
};
