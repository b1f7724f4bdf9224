/** The door of privacy: retention, and what the law asks about personal data. Stands above the features whose data it is. */
import type { Feature } from '#platform/feature.ts';
import { jobs } from './jobs.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { deskPath, publicPath } from './paths.ts';
import { permissions } from './policy.ts';
import { homeRoutes } from './routes/home.tsx';
import { retentionRoutes } from './routes/retention.tsx';

export { keepings } from './keepings.ts';

export const privacy: Feature = {
  name: 'privacy',
  permissions,
  routes: [...homeRoutes, ...retentionRoutes],
  jobs,
  keeping,
  words,
  navigation: [{ order: 86, href: deskPath, permission: 'privacy.read', text: (language) => words(language)('title') }],
  publicLinks: [{ href: publicPath, text: (language) => words(language)('publicTitle') }],
};
