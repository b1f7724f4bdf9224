/** The door of notices. */
import type { Feature } from '#platform/feature.ts';
import { holdScheduled } from './actions/after-restore.ts';
import { figureRoutes } from './api/figures.ts';
import { noticeRoutes } from './api/routes.ts';
import { jobs } from './jobs.ts';
import { keeping } from './keeping.ts';
import { words } from './messages/words.ts';
import { askOwnLinkPath, classListPath, deskPath, publicListPath } from './paths.ts';
import { permissions } from './policy.ts';
import { leftOutOfReminder } from './queries/reminders.ts';
import { leftOutOfCorrection } from './queries/versions.ts';
import { rulesPath } from './register/paths.ts';
import { routes } from './routes/routes.ts';
import { waiting } from './waiting.ts';

export { ownLinkIsGood, takeOwnPerson } from './actions/own-link.ts';

export const notices: Feature = {
  name: 'notices',
  permissions,
  routes,
  api: [...noticeRoutes, ...figureRoutes],
  jobs,
  keeping,
  words,
  navigation: [
    { order: 10, href: deskPath, permission: 'notices.read', text: (language) => words(language)('title') },
    { order: 11, href: classListPath, permission: 'notices.class', text: (language) => words(language)('classTitle') },
  ],
  publicLinks: [
    { href: publicListPath, text: (language) => words(language)('publicTitle') },
    { href: rulesPath, text: (language) => words(language)('rulesTitle') },
    { href: askOwnLinkPath, text: (language) => words(language)('ownLinkTitle') },
  ],
  waiting,
  restored: holdScheduled,
  leaveOut: { reminder: leftOutOfReminder, correction: leftOutOfCorrection },
};
