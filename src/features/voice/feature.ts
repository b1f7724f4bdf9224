/** The door of the voice: questions and grievances, anonymous if wished. It hands nothing to incidents or hazards. */
import type { Feature } from '#platform/feature.ts';
import { askJobs } from './ask/jobs.ts';
import { askWords } from './ask/messages.ts';
import { askPatterns } from './ask/paths.ts';
import { askRoutes } from './ask/routes/routes.ts';
import { handlingJobs } from './handling/jobs.ts';
import { casesPath, templatesPath } from './handling/paths.ts';
import { caseRoutes } from './handling/routes/case.tsx';
import { listRoutes } from './handling/routes/list.tsx';
import { roomRoutes } from './handling/routes/rooms.tsx';
import { templateRoutes } from './handling/routes/templates.tsx';
import { handlingWaiting } from './handling/waiting.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { open311Words } from './open311/messages.ts';
import { releaseRoutes } from './open311/routes/desk.tsx';
import { open311Routes } from './open311/routes/service.ts';
import { permissions } from './policy.ts';
import { publishedJobs } from './published/jobs.ts';
import { answersPath } from './published/paths.ts';
import { publicRoutes } from './published/routes/public.tsx';
import { roomRoutes as publishRoomRoutes } from './published/routes/room.tsx';
import { sealedPath, seatsPath } from './sealed/paths.ts';
import { keyRoutes } from './sealed/routes/keys.tsx';
import { nameRoutes } from './sealed/routes/names.tsx';
import { sealedWaiting } from './sealed/waiting.ts';
import { statisticsJobs } from './statistics/jobs.ts';
import { statisticsRoutes } from './statistics/routes/statistics.tsx';

/** Rooms have keys of their own, so that none hides another from the test of both languages. */
function inRoom(room: string, { catalogue }: { catalogue: Catalogue }): Catalogue {
  return Object.fromEntries(Object.entries(catalogue).map(([key, message]) => [`${room}_${key}`, message]));
}
type Catalogue = Feature['words']['catalogue'];

export const voice: Feature = {
  name: 'voice',
  permissions,
  routes: [
    ...askRoutes,
    ...open311Routes,
    ...listRoutes,
    ...templateRoutes,
    ...roomRoutes,
    ...releaseRoutes,
    ...caseRoutes,
    ...publishRoomRoutes,
    ...publicRoutes,
    ...nameRoutes,
    ...keyRoutes,
    ...statisticsRoutes,
  ],
  jobs: [...askJobs, ...handlingJobs, ...publishedJobs, ...statisticsJobs],
  waiting: async (asking) => [...(await handlingWaiting(asking)), ...(await sealedWaiting(asking))],
  keeping,
  words: { catalogue: { ...words.catalogue, ...inRoom('ask', askWords), ...inRoom('open311', open311Words) } },
  navigation: [
    { order: 25, href: casesPath, permission: 'voice.desk', text: (language) => words(language)('casesTitle') },
    { order: 26, href: sealedPath, permission: 'voice.seal', text: (language) => words(language)('sealedTitle') },
    { order: 78, href: seatsPath, permission: 'voice.set_up', text: (language) => words(language)('seatsTitle') },
    {
      order: 79,
      href: templatesPath,
      permission: 'voice.set_up',
      text: (language) => words(language)('templatesTitle'),
    },
  ],
  publicLinks: [
    { href: askPatterns.start, text: (language) => askWords(language)('title') },
    { href: answersPath, text: (language) => words(language)('answersTitle') },
  ],
};
