/** The door of the voice: questions and grievances, anonymous if wished. It hands nothing to incidents or hazards. */
import type { Feature } from '#platform/feature.ts';
import { handlingJobs } from './handling/jobs.ts';
import { casesPath } from './handling/paths.ts';
import { caseRoutes } from './handling/routes/case.tsx';
import { listRoutes } from './handling/routes/list.tsx';
import { roomRoutes } from './handling/routes/rooms.tsx';
import { templateRoutes } from './handling/routes/templates.tsx';
import { handlingWaiting } from './handling/waiting.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { permissions } from './policy.ts';

export const voice: Feature = {
  name: 'voice',
  permissions,
  routes: [...listRoutes, ...templateRoutes, ...roomRoutes, ...caseRoutes],
  jobs: [...handlingJobs],
  waiting: handlingWaiting,
  keeping,
  words,
  navigation: [
    { order: 25, href: casesPath, permission: 'voice.desk', text: (language) => words(language)('casesTitle') },
  ],
};
