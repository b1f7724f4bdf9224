/** The directory's routes, each with its permission. */
import { get, post, type Route } from '#platform/http/routes.ts';
import { patterns } from './paths.ts';
import { bounceClearing, contactPointRemoval, guardianshipEnd, membershipEnd, optIn } from './routes/confirming.tsx';
import {
  showClassTeacher,
  showContactPoint,
  showGuardianship,
  showLanguage,
  submitClassTeacher,
  submitContactPoint,
  submitGuardianship,
  submitLanguage,
} from './routes/editing.tsx';
import { showMove, submitMove } from './routes/moving.tsx';
import { showHome, showOrganisation, showPerson, showStaff, showTerms } from './routes/reading.tsx';

export const routes: readonly Route[] = [
  get(patterns.home, 'directory.read', showHome),
  get(patterns.terms, 'directory.read', showTerms),
  get(patterns.organisation, 'directory.read', showOrganisation),
  get(patterns.staff, 'directory.read', showStaff),
  get(patterns.person, 'directory.read', showPerson),
  get(patterns.classTeacher, 'directory.edit', (c) => showClassTeacher(c)),
  post(patterns.classTeacher, 'directory.edit', submitClassTeacher),
  get(patterns.language, 'directory.edit', (c) => showLanguage(c)),
  post(patterns.language, 'directory.edit', submitLanguage),
  get(patterns.move, 'directory.edit', (c) => showMove(c)),
  post(patterns.move, 'directory.edit', submitMove),
  get(patterns.addContactPoint, 'directory.edit', (c) => showContactPoint(c)),
  post(patterns.addContactPoint, 'directory.edit', submitContactPoint),
  get(patterns.removeContactPoint, 'directory.edit', contactPointRemoval.show),
  post(patterns.removeContactPoint, 'directory.edit', contactPointRemoval.submit),
  get(patterns.clearBounce, 'directory.edit', bounceClearing.show),
  post(patterns.clearBounce, 'directory.edit', bounceClearing.submit),
  get(patterns.optIn, 'directory.edit', optIn.show),
  post(patterns.optIn, 'directory.edit', optIn.submit),
  get(patterns.guardianship, 'directory.edit', (c) => showGuardianship(c)),
  post(patterns.guardianship, 'directory.edit', submitGuardianship),
  get(patterns.endGuardianship, 'directory.edit', guardianshipEnd.show),
  post(patterns.endGuardianship, 'directory.edit', guardianshipEnd.submit),
  get(patterns.endMembership, 'directory.edit', membershipEnd.show),
  post(patterns.endMembership, 'directory.edit', membershipEnd.submit),
];
