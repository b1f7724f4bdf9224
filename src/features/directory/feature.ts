/** The directory's door: organisations, people, memberships, guardianships, contact points, school years. */
import type { Feature } from '#platform/feature.ts';
import { countJob } from './jobs.ts';
import { words } from './messages.ts';
import { paths } from './paths.ts';
import { permissions } from './policy.ts';
import { routes } from './routes.tsx';

export type {
  Audience,
  AudienceClause,
  AudienceRole,
  ContactKind,
  Organisation,
  OrganisationKind,
  PersonState,
  Position,
  Recipient,
} from './model.ts';
export { audienceRoles, channels, organisationKinds } from './model.ts';
export { type AudienceBounds, type AudienceRow, audienceRows } from './queries/audience.ts';
export { type AudienceSize, audienceBySchool, audienceSize } from './queries/audience-figures.ts';
export { foundDistrict, theDistrict } from './queries/district.ts';
export { type ClassGuardian, guardiansOfClass, type UnreachablePerson, unreachableIn } from './queries/families.ts';
export { lineOf, organisationById, organisationsByIds, organisationsWithin } from './queries/organisations.ts';
export { markBounced, optOut, type PersonLink, personLink, recipients, setLanguage } from './queries/recipients.ts';
export { classesTaughtBy, membershipsInForce, type StaffMembership, staffOf } from './queries/staff.ts';

export const directory: Feature = {
  name: 'directory',
  permissions,
  routes,
  jobs: [countJob],
  words,
  navigation: [{ order: 30, href: paths.home(), permission: 'directory.read', text: (l) => words(l)('title') }],
};
