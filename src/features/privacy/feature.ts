/** The door of privacy: retention, and what the law asks about personal data. Stands above the features whose data it is. */
import type { Feature } from '#platform/feature.ts';
import { eraseAgain } from './actions/erase.ts';
import { jobs } from './jobs.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { deskPath, publicPath } from './paths.ts';
import { permissions } from './policy.ts';
import { documentRoutes } from './routes/documents.tsx';
import { homeRoutes } from './routes/home.tsx';
import { ownRoutes } from './routes/own.tsx';
import { recordRoutes } from './routes/records.tsx';
import { requestRoutes } from './routes/requests.tsx';
import { retentionRoutes } from './routes/retention.tsx';
import { waiting } from './waiting.ts';

export { keepings } from './keepings.ts';

export const privacy: Feature = {
  name: 'privacy',
  permissions,
  routes: [...homeRoutes, ...retentionRoutes, ...requestRoutes, ...ownRoutes, ...recordRoutes, ...documentRoutes],
  jobs,
  keeping,
  restored: eraseAgain,
  waiting,
  words,
  navigation: [{ order: 86, href: deskPath, permission: 'privacy.read', text: (language) => words(language)('title') }],
  publicLinks: [{ href: publicPath, text: (language) => words(language)('publicTitle') }],
};
