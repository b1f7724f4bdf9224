/** The door of channels: what is public, carried to groups and accounts. Nothing is read from there. */
import type { Feature } from '#platform/feature.ts';
import { dropWaiting } from './followers/queries.ts';
import { followRoutes } from './followers/routes.tsx';
import { jobs } from './jobs.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { channelPaths } from './paths.ts';
import { permissions } from './policy.ts';
import { holdAll } from './queries/posts.ts';
import { routes } from './routes.tsx';
import { standing } from './standing.ts';

export { broadcast, type PublicWord, takeBackWord } from './actions/publish.ts';
export { followPaths } from './followers/paths.ts';
export { pushHealth } from './followers/queries.ts';
export { codeInWords as channelCodeInWords } from './messages.ts';
export { allChannels as broadcastChannels } from './queries/channels.ts';
export { spokenOf as broadcastOf } from './queries/posts.ts';

export const channels: Feature = {
  name: 'channels',
  permissions,
  routes: [...routes, ...followRoutes],
  jobs,
  keeping,
  restored: async (trx) => {
    await holdAll(trx);
    await dropWaiting(trx);
  },
  standing,
  words,
  navigation: [
    { order: 82, href: channelPaths.list, permission: 'channels.read', text: (language) => words(language)('title') },
  ],
};
