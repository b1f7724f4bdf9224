/** The files of a OneRoster 1.2 CSV export with their exact headings (1EdTech OneRoster 1.2 CSV binding). */

const common = ['sourcedId', 'status', 'dateLastModified'];

/** All files that the standard knows, as the manifest names them. */
export const manifestFiles = [
  ...['academicSessions', 'categories', 'classes', 'classResources', 'courses', 'courseResources', 'demographics'],
  ...['enrollments', 'lineItemLearningObjectiveIds', 'lineItems', 'lineItemScoreScales', 'orgs', 'resources'],
  ...['resultLearningObjectiveIds', 'results', 'resultScoreScales', 'roles', 'scoreScales', 'userProfiles'],
  ...['userResources', 'users'],
] as const;

/** Those that are written, in the order in which they refer to each other. */
export const exportedFiles = [
  'orgs',
  'academicSessions',
  'courses',
  'classes',
  'users',
  'roles',
  'enrollments',
] as const;
export type ExportedFile = (typeof exportedFiles)[number];

export const headings: Readonly<Record<ExportedFile | 'userProfiles', readonly string[]>> = {
  academicSessions: [...common, 'title', 'type', 'startDate', 'endDate', 'parentSourcedId', 'schoolYear'],
  orgs: [...common, 'name', 'type', 'identifier', 'parentSourcedId'],
  courses: [
    ...[...common, 'schoolYearSourcedId', 'title', 'courseCode', 'grades', 'orgSourcedId', 'subjects', 'subjectCodes'],
  ],
  classes: [
    ...[...common, 'title', 'grades', 'courseSourcedId', 'classCode', 'classType', 'location', 'schoolSourcedId'],
    ...['termSourcedIds', 'subjects', 'subjectCodes', 'periods'],
  ],
  users: [
    ...[...common, 'enabledUser', 'username', 'userIds', 'givenName', 'familyName', 'middleName', 'identifier'],
    ...['email', 'sms', 'phone', 'agentSourcedIds', 'grades', 'password', 'userMasterIdentifier'],
    ...['preferredGivenName', 'preferredMiddleName', 'preferredFamilyName', 'primaryOrgSourcedId', 'pronouns'],
  ],
  roles: [
    ...[...common, 'userSourcedId', 'roleType', 'role', 'beginDate', 'endDate', 'orgSourcedId', 'userProfileSourcedId'],
  ],
  enrollments: [
    ...[...common, 'classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role', 'primary', 'beginDate', 'endDate'],
  ],
  userProfiles: [
    ...[...common, 'userSourcedId', 'profileType', 'vendorId', 'credentialType', 'username', 'password', 'description'],
    'applicationId',
  ],
};

/** Extension columns may follow the standard's: OneRoster has none for the language in which somebody wants to be written to. */
export const extensions: Readonly<Partial<Record<ExportedFile, readonly string[]>>> = { users: ['metadata.language'] };

/** What each row must have in a bulk file, by the standard. */
export const required: Readonly<Record<ExportedFile, readonly string[]>> = {
  orgs: ['sourcedId', 'name', 'type'],
  academicSessions: ['sourcedId', 'title', 'type', 'startDate', 'endDate', 'schoolYear'],
  courses: ['sourcedId', 'title', 'orgSourcedId'],
  classes: ['sourcedId', 'title', 'courseSourcedId', 'classType', 'schoolSourcedId', 'termSourcedIds'],
  users: ['sourcedId', 'enabledUser', 'givenName', 'familyName'],
  roles: ['sourcedId', 'userSourcedId', 'roleType', 'role', 'orgSourcedId'],
  enrollments: ['sourcedId', 'classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role'],
};
