/** The directory's door: organisations, people, memberships, guardianships, contact points, school years. */
import type { Feature } from '#platform/feature.ts';
import { directoryApi } from './api/routes.ts';
import { codeRoutes } from './codes/routes.tsx';
import { consentRoutes } from './consents/routes.tsx';
import { correctionRoutes } from './corrections/routes.tsx';
import { exportRoutes } from './export/routes.tsx';
import { countJob } from './jobs.ts';
import { keeping } from './keeping.ts';
import { leavingJob } from './leaving/jobs.ts';
import { leavingRoutes } from './leaving/routes.tsx';
import { lettersLoop } from './letters.ts';
import { mergeRoutes } from './merge/routes.tsx';
import { words } from './messages.ts';
import { paths } from './paths.ts';
import { permissions } from './policy.ts';
import { rosterJobs, rosterLoops } from './roster/jobs.ts';
import { rosterWords } from './roster/messages.ts';
import { rosterRoutes } from './roster/routes.tsx';
import { routes } from './routes.tsx';
import { sheetJob } from './sheet/jobs.ts';
import { sheetRoutes } from './sheet/routes.tsx';
import { tellTurnedOffJob } from './turned-off/jobs.ts';
import { turnedOffRoutes } from './turned-off/routes.tsx';
import { unreachableRoutes } from './unreachable/routes.tsx';
import { waiting } from './waiting.ts';
import { yearRoutes } from './year/routes.tsx';

export { type CountedAudience, countedAudience } from './actions/audience-count.ts';
export { decide as decideConsent } from './consents/actions.ts';
export { type Purpose, textIn as purposeText } from './consents/model.ts';
export {
  childrenToConsentFor,
  decisionsOf,
  historyOf as consentHistoryOf,
  openPurposes,
  type PastDecision,
} from './consents/queries.ts';
export { proposeCorrection } from './corrections/actions.ts';
export { markKeyOf } from './erased.ts';
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
  WrittenKind,
} from './model.ts';
export { audienceRoles, channels, kindsInUse, organisationKinds } from './model.ts';
export {
  type Collection as RosterCollection,
  collections as rosterCollections,
  readWish as readRosterWish,
  singular as rosterSingular,
  type Wish as RosterWish,
} from './oneroster/model.ts';
export type { Below as RosterBelow } from './oneroster/queries-below.ts';
export {
  keyOf as rosterKeyOf,
  type Place as RosterPlace,
  readOne as readRosterOne,
  readPage as readRosterPage,
} from './oneroster/read.ts';
export { type AudienceBounds, type AudienceRow, audienceMembers, audienceRows, type Ways } from './queries/audience.ts';
export {
  alertAudienceBySchool,
  audienceBySchool,
  audienceSize,
  type ChannelFigures,
  hasPeople,
  isLarge as isLargeAudience,
  type SchoolFigure,
} from './queries/audience-figures.ts';
export {
  addBrowser,
  anyBrowsers,
  type Browser,
  browsersOf,
  dropBrowser,
  dropBrowsers,
  dropGoneBrowsers,
  lockLinks,
  namesToConfirm,
  type Subscription,
} from './queries/browsers.ts';
export { type PersonAtAddress, peopleAtAddress } from './queries/by-address.ts';
export { classTeachersDone, guardiansDone, pupilRows } from './queries/called.ts';
export { type ActedFor, actingRows, childrenOf, type Family, familiesOf, pupilsOf } from './queries/children.ts';
export { smallSchools } from './queries/counts.ts';
export { foundDistrict, theDistrict } from './queries/district.ts';
export {
  type ClassGuardian,
  guardiansOfClass,
  guardiansOfClasses,
  type UnreachablePerson,
  unreachableIn,
} from './queries/families.ts';
export {
  addressesOf,
  type Bond,
  bondsOf,
  childrenActedFor,
  erasedYetNamed,
  liftMark,
  lockPeople,
  longGone,
  personForDesk,
  reachesBeyond,
  recordsOf,
} from './queries/keeping.ts';
export { type MailAddress, mailAddresses, mailPointsOf } from './queries/mail-addresses.ts';
export {
  lineOf,
  namedOrganisations,
  organisationById,
  organisationsByIds,
  organisationsWithin,
} from './queries/organisations.ts';
export { personWithinReach } from './queries/person-page.ts';
export { placesOf } from './queries/places.ts';
export { mailDomainOf, mailOf, positionOf, postsInForce } from './queries/posts.ts';
export {
  type Addressee,
  addressees,
  markBounced,
  optOut,
  type PersonLink,
  personLink,
  recipients,
  setLanguage,
  unmarkBounced,
} from './queries/recipients.ts';
export { anybodyRefuses, type Refusal, refusalsOf, setRefusals } from './queries/refusals.ts';
export { searchPeople } from './queries/search.ts';
export { academicSessions } from './queries/sessions.ts';
export { classesTaughtBy, membershipsInForce, type StaffMembership, staffOf } from './queries/staff.ts';
export { type Term, termOn } from './queries/terms.ts';
export { holdsIdentityNumber, type SensitiveSubject, sensitiveSubjectOf } from './roster/sensitive.ts';

/** The import's words have keys of their own, so that neither hides the other from the test of both languages. */
const rosterCatalogue = Object.fromEntries(
  Object.entries(rosterWords.catalogue).map(([key, message]) => [`roster_${key}`, message]),
);

export const directory: Feature = {
  name: 'directory',
  api: directoryApi,
  permissions,
  routes: [
    ...rosterRoutes,
    ...sheetRoutes,
    ...exportRoutes,
    ...yearRoutes,
    ...mergeRoutes,
    ...unreachableRoutes,
    ...correctionRoutes,
    ...codeRoutes,
    ...leavingRoutes,
    ...turnedOffRoutes,
    ...consentRoutes,
    ...routes,
  ],
  jobs: [countJob, leavingJob, tellTurnedOffJob, ...rosterJobs, sheetJob],
  loops: [lettersLoop, ...rosterLoops],
  keeping,
  words: { catalogue: { ...words.catalogue, ...rosterCatalogue } },
  waiting,
  navigation: [{ order: 30, href: paths.home(), permission: 'directory.read', text: (l) => words(l)('title') }],
};
