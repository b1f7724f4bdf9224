/** The door of the API: tokens of machines, webhooks, and the pages that explain it. */
import type { Feature } from '#platform/feature.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { apiPaths } from './paths.ts';
import { permissions } from './policy.ts';
import { routes } from './routes.tsx';
import { tokenApi } from './tokens/api.ts';
import { tokenJobs } from './tokens/jobs.ts';
import { webhookJobs } from './webhooks/jobs.ts';
import { holdAll } from './webhooks/queries.ts';

export { rosterService } from './oneroster/routes/service.ts';
export { tokenCallerOf } from './routes/caller.ts';
export { apiKeyHolds } from './tokens/key.ts';

export const api: Feature = {
  name: 'api',
  permissions,
  routes,
  api: tokenApi,
  jobs: [...tokenJobs, ...webhookJobs],
  restored: holdAll,
  keeping,
  words,
  navigation: [
    { order: 83, href: apiPaths.tokens, permission: 'api.manage', text: (language) => words(language)('tokensTitle') },
    {
      order: 84,
      href: apiPaths.webhooks,
      permission: 'api.manage',
      text: (language) => words(language)('webhooksTitle'),
    },
  ],
  publicLinks: [{ href: apiPaths.reference, text: (language) => words(language)('referenceTitle') }],
};
