/** The door of training; its first part is the record of drills. */
import type { Feature } from '#platform/feature.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { publicPath, recordPath } from './paths.ts';
import { permissions } from './policy.ts';
import { routes } from './routes.tsx';
import { waiting } from './waiting.ts';

export const training: Feature = {
  name: 'training',
  permissions,
  routes,
  words,
  keeping,
  waiting,
  navigation: [
    { order: 22, href: recordPath, permission: 'training.read', text: (language) => words(language)('title') },
  ],
  publicLinks: [{ href: publicPath, text: (language) => words(language)('publicTitle') }],
};
