/**
 * The JSON of "OneRoster 1.2 Rostering Service" as strict schemas, written from the published binding: what must be
 * there, what may, and no other part. For tests, so that the service is held against the standard and not against itself.
 */
import { z } from 'zod';

const ref = (type: string) => z.strictObject({ href: z.url(), sourcedId: z.string().min(1), type: z.literal(type) });
const base = {
  sourcedId: z.string().min(1),
  status: z.enum(['active', 'tobedeleted']),
  dateLastModified: z.iso.datetime(),
};
const texts = z.array(z.string());
const flag = z.enum(['true', 'false']);

export const org = z.strictObject({
  ...base,
  name: z.string().min(1),
  type: z.enum(['department', 'school', 'district', 'local', 'state', 'national']),
  identifier: z.string().optional(),
  parent: ref('org').optional(),
  children: z.array(ref('org')).optional(),
});
export const academicSession = z.strictObject({
  ...base,
  title: z.string().min(1),
  startDate: z.iso.date(),
  endDate: z.iso.date(),
  type: z.enum(['gradingPeriod', 'semester', 'schoolYear', 'term']),
  parent: ref('academicSession').optional(),
  children: z.array(ref('academicSession')).optional(),
  schoolYear: z.string().regex(/^\d{4}$/),
});
export const course = z.strictObject({
  ...base,
  title: z.string().min(1),
  schoolYear: ref('academicSession').optional(),
  courseCode: z.string().optional(),
  grades: texts.optional(),
  subjects: texts.optional(),
  org: ref('org'),
  subjectCodes: texts.optional(),
  resources: z.array(ref('resource')).optional(),
});
export const class_ = z.strictObject({
  ...base,
  title: z.string().min(1),
  classCode: z.string().optional(),
  classType: z.enum(['homeroom', 'scheduled']),
  location: z.string().optional(),
  grades: texts.optional(),
  subjects: texts.optional(),
  course: ref('course'),
  school: ref('org'),
  terms: z.array(ref('academicSession')).min(1),
  subjectCodes: texts.optional(),
  periods: texts.optional(),
  resources: z.array(ref('resource')).optional(),
});
const roles = [
  ...['aide', 'counselor', 'districtAdministrator', 'guardian', 'parent', 'principal', 'proctor', 'relative'],
  ...['siteAdministrator', 'student', 'systemAdministrator', 'teacher'],
] as const;
export const user = z.strictObject({
  ...base,
  userMasterIdentifier: z.string().optional(),
  username: z.string().optional(),
  userIds: z.array(z.strictObject({ type: z.string(), identifier: z.string() })).optional(),
  enabledUser: flag,
  givenName: z.string().min(1),
  familyName: z.string().min(1),
  middleName: z.string().optional(),
  roles: z
    .array(
      z.strictObject({
        roleType: z.enum(['primary', 'secondary']),
        role: z.enum(roles),
        org: ref('org'),
        userProfile: z.url().optional(),
        beginDate: z.iso.date().optional(),
        endDate: z.iso.date().optional(),
      }),
    )
    .min(1),
  primaryOrg: ref('org').optional(),
  identifier: z.string().optional(),
  email: z.string().optional(),
  sms: z.string().optional(),
  phone: z.string().optional(),
  agents: z.array(ref('user')).optional(),
  grades: texts.optional(),
  resources: z.array(ref('resource')).optional(),
});
export const enrollment = z.strictObject({
  ...base,
  user: ref('user'),
  class: ref('class'),
  school: ref('org'),
  role: z.enum(['administrator', 'proctor', 'student', 'teacher']),
  primary: flag.optional(),
  beginDate: z.iso.date().optional(),
  endDate: z.iso.date().optional(),
});

export const objects = {
  orgs: org,
  academicSessions: academicSession,
  courses: course,
  classes: class_,
  users: user,
  enrollments: enrollment,
} as const;

export const statusInfo = z.strictObject({
  imsx_codeMajor: z.enum(['success', 'processing', 'failure', 'unsupported']),
  imsx_severity: z.enum(['status', 'warning', 'error']),
  imsx_description: z.string().min(1),
  imsx_CodeMinor: z.strictObject({
    imsx_codeMinorField: z
      .array(
        z.strictObject({
          imsx_codeMinorFieldName: z.string().min(1),
          imsx_codeMinorFieldValue: z.enum([
            ...['deletefailure', 'forbidden', 'fullsuccess', 'internal_server_error', 'invalid_filter_field'],
            ...['invalid_selection_field', 'invalid_sort_field', 'invaliddata', 'server_busy', 'unauthorisedrequest'],
            ...['unknownobject', 'unsupported'],
          ] as [string, ...string[]]),
        }),
      )
      .min(1),
  }),
});
