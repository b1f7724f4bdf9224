/** The door of the help: guides for those who work here. */
import type { Feature } from '#platform/feature.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { helpPath } from './paths.ts';
import { permissions } from './policy.ts';
import { routes } from './routes.tsx';

export const help: Feature = {
  name: 'help',
  permissions,
  routes,
  words,
  keeping,
  navigation: [{ order: 99, href: helpPath, permission: 'signed-in', text: (language) => words(language)('title') }],
};
