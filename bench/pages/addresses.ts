/**
 * Every staff page with real objects in its address. Of a route that is not named here the objects are guessed from the
 * names in its pattern; one that does not answer 200 then is said to be unmeasured.
 */
import { features, permissionTable } from '../../src/features.ts';
import type { PermissionTable, Role } from '../../src/platform/access.ts';
import type { Database } from '../../src/platform/database/connect.ts';
import { incidentAddresses, ofDesks } from './desk-addresses.ts';
import { type Asker, askers } from './district.ts';
import type { Filled } from './fill.ts';
import type { FilledNotices } from './notices.ts';
import { type Samples, samplesOf } from './samples.ts';

/** One page as one role asks for it; the addresses are asked in turn. */
export interface StaffPage {
  asker: Asker;
  pattern: string;
  addresses: string[];
  /** Nobody has said which objects it has. */
  guessed: boolean;
}

/** All staff pages for all roles that may enter them. */
export async function staffPages(owner: Database, filled: Filled): Promise<StaffPage[]> {
  const samples = await samplesOf(owner, filled);
  const table = permissionTable();
  const pages: StaffPage[] = [];
  for (const route of features.flatMap((feature) => feature.routes)) {
    const { method, path, permission } = route;
    if (method !== 'GET' || permission === 'public' || permission === 'link') continue;
    // Names of people without a contact are for schools: at the bureau there is nothing to see.
    if (namesOfSchools.includes(path)) {
      const asker = 'school editor';
      pages.push({ asker, pattern: path, addresses: addressesOf(path, asker, filled, samples), guessed: false });
      continue;
    }
    for (const asker of entering(permission, table)) {
      const addresses = addressesOf(path, asker, filled, samples);
      pages.push({ asker, pattern: path, addresses, guessed: makers[path] === undefined });
    }
  }
  return pages;
}

/** The incident officer asks only for what the six others may not enter. */
function entering(permission: string, table: PermissionTable): Asker[] {
  if (permission === 'signed-in') return [...askers];
  const roles: readonly Role[] = table[permission] ?? [];
  const some = askers.filter((role) => roles.includes(role));
  return some.length === 0 && roles.includes('incident_officer') ? ['incident officer'] : some;
}

const namesOfSchools = [
  ...['/audience/unreachable', '/paper', '/forward', '/preface'],
  ...['', '/export.xlsx', '/export.csv', '/files/:file'].map((tail) => `/replies/names${tail}`),
].map((tail) => `/desk/notices/:notice${tail}`);

export type Make = (asker: Asker, filled: Filled, samples: Samples) => readonly string[];

function addressesOf(pattern: string, asker: Asker, filled: Filled, samples: Samples): string[] {
  const make = makers[pattern];
  const tails = make ? make(asker, filled, samples) : [guess(pattern, asker, filled, samples)];
  if (tails.length === 0) throw new Error(`bench pages: there is nothing to show on ${pattern}`);
  return [...tails];
}

/** The address with an object of the right kind for each name in it; what cannot be guessed stays and answers 404. */
function guess(pattern: string, asker: Asker, filled: Filled, samples: Samples): string {
  const objects: Record<string, number | string | undefined> = {
    notice: filled.notices.published,
    organisation: asker === 'teacher' ? filled.classId : samples.schools[1],
    class: filled.classId,
    person: samples.pupils[1],
    guardianship: samples.guardianships[1],
    membership: samples.memberships[1],
    point: samples.points[1],
    account: filled.otherAccounts[0],
    import: filled.importId,
    language: 'en',
    version: 1,
    question: 1,
    channel: 'email',
    message: filled.notices.sendingMessage,
    act: 'pause',
    ...ofDesks(filled),
  };
  return pattern.replaceAll(/:([a-z]+)(?:\{[^}]*\})?/g, (whole, name: string) => String(objects[name] ?? whole));
}

const directory = '/desk/directory';
const fill = (pattern: string, values: readonly (number | string)[]): string[] =>
  values.map((value) => pattern.replace(/:[a-z]+/, String(value)).replace(':version', '1'));

/** A page of one object. A teacher's is of the own class. */
function each(
  pattern: string,
  pick: (samples: Samples, filled: Filled) => readonly (number | string)[],
): [string, Make] {
  return [pattern, (_, filled, samples) => fill(pattern, pick(samples, filled))];
}
const plain = (pattern: string, queries: readonly string[] = ['']): [string, Make] => [
  pattern,
  () => queries.map((query) => pattern + query),
];

/** Rooms of a notice: of which of the large ones. */
function room(name: string, pick: (notices: FilledNotices) => number[], tail = ''): [string, Make] {
  const pattern = `/desk/notices/:notice${name}`;
  return each(pattern + tail, (_, { notices }) => pick(notices));
}
/** Rooms of a notice: of those that came to be after publication. */
function own(tail: string, pick: (filled: Filled) => number[]): [string, Make] {
  return each(`/desk/notices/:notice${tail}`, (_, filled) => pick(filled));
}
const drafts = (notices: FilledNotices) => [notices.draft];
const out = (notices: FilledNotices) => [notices.published, notices.sending];
const all = (notices: FilledNotices) => [
  ...[notices.draft, notices.inReview, notices.approved, notices.published, notices.sending],
  ...notices.ofSchools.slice(0, 5),
];

const encoded = encodeURIComponent;
/** Full names, one family name, given names, pinyin, initials, one letter, one character of a school, nothing at all. */
const searches = ['王芳', '王', '浩', '李子雨', 'wangfang', 'wang', 'w', 'lzy', 'zhao', '第1', 'nobody'].map(
  (q) => `?q=${encoded(q)}`,
);

/** A class teacher's own objects. */
const ofTeacher = ({ classId }: Filled) => classId;

const makers: Record<string, Make> = Object.fromEntries<Make>([
  plain('/desk'),
  plain('/account'),
  plain('/account/password'),
  plain('/account/totp'),
  plain('/account/recovery-codes'),
  plain('/account/passkeys'),
  [
    '/account/passkeys/:passkey',
    (asker, { accountIds }, { passkeys }) => [`/account/passkeys/${passkeys[accountIds[asker]]}`],
  ],
  plain('/account/proof'),
  plain('/account/proof/done'),
  plain('/account/stand-ins'),
  plain('/desk/accounts/sign-on'),
  plain('/desk/accounts/review'),
  plain('/desk/emergency-access'),
  plain('/desk/operations/backups'),
  plain('/desk/operations/release'),
  [
    directory,
    (asker, { schoolId }) => [
      directory,
      ...searches.map((query) => directory + query),
      ...(asker === 'teacher'
        ? []
        : [`${directory}?q=${encoded('王')}&in=${schoolId + 3}`, `${directory}?q=wang&in=${schoolId + 5}`]),
    ],
  ],
  plain(`${directory}/terms`),
  [
    `${directory}/organisations/:organisation`,
    (asker, filled, samples) =>
      fill(
        `${directory}/organisations/:organisation`,
        asker === 'teacher' ? [ofTeacher(filled)] : [filled.districtId, ...samples.schools, ...samples.classes],
      ),
  ],
  [
    `${directory}/organisations/:organisation/staff`,
    (asker, filled, samples) =>
      fill(
        `${directory}/organisations/:organisation/staff`,
        asker === 'teacher' ? [ofTeacher(filled)] : [filled.districtId, ...samples.schools],
      ),
  ],
  [
    `${directory}/people/:person`,
    (asker, filled, samples) =>
      fill(
        `${directory}/people/:person`,
        // Pupils are numbered by class: the first of all are in the teacher's.
        asker === 'teacher' ? [filled.firstStaff] : [...samples.pupils, ...samples.guardians, filled.firstStaff],
      ),
  ],
  each(`${directory}/organisations/:organisation/class-teacher`, (samples) => samples.classes),
  each(`${directory}/people/:person/language`, (samples) => samples.guardians),
  each(`${directory}/people/:person/leave`, (samples) => samples.pupils),
  each(`${directory}/people/:person/restore`, (samples) => samples.gone),
  each(`${directory}/people/:person/contact-points/new`, (samples) => samples.guardians),
  each(`${directory}/contact-points/:point/remove`, (samples) => samples.points),
  each(`${directory}/contact-points/:point/clear-bounce`, (samples) => samples.bounced),
  each(`${directory}/contact-points/:point/opt-in`, (samples) => samples.optedOut),
  each(`${directory}/guardianships/:guardianship`, (samples) => samples.guardianships),
  each(`${directory}/guardianships/:guardianship/end`, (samples) => samples.guardianships),
  each(`${directory}/memberships/:membership/end`, (samples) => samples.memberships),
  plain(`${directory}/import`),
  each(`${directory}/import/:import`, (_, filled) => [filled.importId]),
  each(`${directory}/import/:import/progress`, (_, filled) => [filled.importId]),
  [
    `${directory}/import/:import/changes`,
    (_, { importId }) =>
      ['organisations', 'people', 'memberships', 'guardianships', 'contacts'].map(
        (kind) => `${directory}/import/${importId}/changes?kind=${kind}&change=added`,
      ),
  ],
  each(`${directory}/import/:import/apply`, (_, filled) => [filled.importId]),
  each(`${directory}/import/:import/discard`, (_, filled) => [filled.importId]),
  plain(`${directory}/sheet`),
  plain(`${directory}/sheet/pupils.xlsx`),
  plain(`${directory}/sheet/staff.xlsx`),
  each(`${directory}/sheet/:organisation`, (samples) => samples.schools),
  each(`${directory}/sheet/columns/:upload`, (_, { little }) => [little.sheet]),
  each(`${directory}/organisations/:organisation/new-year`, (samples) => samples.schools),
  each(`${directory}/years/:step/undo`, (_, { little }) => little.years.slice(0, 8)),
  each(`${directory}/people/:person/merge`, (samples, { little }) => [
    ...little.doubled.slice(0, 8).map(({ id }) => id),
    ...samples.guardians,
    ...samples.pupils,
  ]),
  [
    `${directory}/people/:person/merge/:other`,
    (_, { little }) => little.doubled.slice(0, 8).map(({ id, other }) => `${directory}/people/${id}/merge/${other}`),
  ],
  each(`${directory}/merges/:merge/undo`, (_, { little }) => little.merges.slice(0, 8)),
  [
    `${directory}/organisations/:organisation/unreachable`,
    (asker, filled, samples) =>
      fill(
        `${directory}/organisations/:organisation/unreachable`,
        asker === 'teacher' ? [ofTeacher(filled)] : [...samples.schools, ...samples.classes],
      ),
  ],
  plain(`${directory}/corrections`),
  each(`${directory}/corrections/:correction`, (_, { little }) => little.corrections.slice(0, 8)),
  each(`${directory}/contact-points/:point/confirm`, (samples) => samples.emails),
  each(`${directory}/people/:person/move`, (samples) => samples.pupils),
  plain('/desk/accounts'),
  plain('/desk/accounts/invite', ['', `?q=${encoded('王')}`]),
  each('/desk/accounts/:account', (_, filled) => filled.otherAccounts),
  plain('/desk/audit', [
    ...[
      '',
      '?action=person.viewed',
      '?subject=notice:7',
      '?action=notice.exported&before=100000',
      '?action=never.happened',
    ],
    `?day=${new Date(Date.now() - 170 * 86_400_000).toISOString().slice(0, 10)}`,
  ]),
  plain('/desk/operations'),
  plain('/desk/operations/live'),
  [
    '/desk/operations/channels/:channel/:act',
    () => ['email', 'sms'].map((name) => `/desk/operations/channels/${name}/pause`),
  ],
  [
    '/desk/operations/messages/:message/:act',
    (_, { notices }) => [`/desk/operations/messages/${notices.sendingMessage}/pause`],
  ],
  plain('/desk/notices', [
    '',
    `?text=${encoded('作息')}`,
    '?state=published',
    '?waiting=yes',
    `?text=${encoded('没有的')}`,
  ]),
  plain('/desk/notices/new'),
  room('', all),
  room('/basics', drafts),
  [
    `/desk/notices/:notice/text/:language`,
    (_, { notices }) => ['zh-CN', 'en'].map((l) => `/desk/notices/${notices.draft}/text/${l}`),
  ],
  room('/attachments', drafts),
  room('/request', drafts),
  room('/discard', drafts),
  room('/audience', drafts),
  room('/audience/count', drafts),
  room('/audience/unreachable', (notices) => [notices.schoolDraft]),
  room('/preview', all),
  room('/check', drafts),
  room('/reopen', (notices) => [notices.approved]),
  room('/review', (notices) => [notices.inReview]),
  room('/publish', (notices) => [notices.approved]),
  room('/withdraw', out),
  room('/correct', out),
  ...['/correction', '/difference'].map((tail) => own(tail, ({ after }) => [after.correction])),
  own('/versions/:version', ({ after }) => [after.corrected]),
  [
    '/desk/notices/:notice/versions/:version/changes',
    (_, { after }) => [`/desk/notices/${after.corrected}/versions/2/changes`],
  ],
  room('/expiry', all),
  room('/pin', out),
  own('/urgent', ({ notices }) => [notices.draft]),
  own('/countersign', ({ after }) => [after.urgent]),
  own('/forward', ({ notices, mass }) => [notices.sending, ...mass.slice(-3)]),
  own('/preface', ({ after }) => [after.forward]),
  plain('/desk/class-notices/pass-on'),
  [
    '/desk/class-notices/pass-on/:notice',
    (_, { mass }) => mass.slice(-3).map((id) => `/desk/class-notices/pass-on/${id}`),
  ],
  ...['/slip', '/slip/new', '/slip/preview'].map((tail) => own(tail, ({ after }) => [after.slipDraft])),
  [
    '/desk/notices/:notice/slip/questions/:question',
    (_, { after }) => [1, 2, 3].map((n) => `/desk/notices/${after.slipDraft}/slip/questions/${n}`),
  ],
  ...['', '/export.xlsx', '/export.csv', '/names', '/names/export.xlsx', '/names/export.csv'].map((tail) =>
    own(`/replies${tail}`, ({ after }) => [after.slip]),
  ),
  [
    '/desk/notices/:notice/replies/names/files/:file',
    (_, { after }) => [`/desk/notices/${after.slip}/replies/names/files/${after.slipFile}`],
  ],
  ...['', '/export.xlsx', '/export.csv'].map((tail): [string, Make] => [
    `/desk/class-notices/:notice/:class/replies${tail}`,
    (_, filled) => [`/desk/class-notices/${filled.after.slip}/${ofTeacher(filled)}/replies${tail}`],
  ]),
  [
    '/desk/class-notices/:notice/:class/replies/files/:file',
    (_, filled) => [
      `/desk/class-notices/${filled.after.slip}/${ofTeacher(filled)}/replies/files/${filled.after.slipFile}`,
    ],
  ],
  [
    '/desk/class-notices/:notice/:class/replies/enter/:person',
    (_, filled) => [
      `/desk/class-notices/${filled.after.slip}/${ofTeacher(filled)}/replies/enter/${filled.after.slipGuardian}`,
    ],
  ],
  room('/reminders', (notices) => [notices.published]),
  plain('/desk/notices/approval-rules'),
  plain('/desk/notices/approval-rules/new'),
  ...['', '/end'].map((tail) => each(`/desk/notices/approval-rules/:rule${tail}`, (_, { rules }) => rules.slice(0, 8))),
  room('/remind', (notices) => [notices.published]),
  room('/paper', out),
  room('/export.xlsx', out),
  room('/export.csv', out),
  room('/progress', out),
  [
    '/desk/notices/:notice/schools/:organisation',
    (_, { notices }, samples) =>
      samples.schools.flatMap((school) => out(notices).map((id) => `/desk/notices/${id}/schools/${school}`)),
  ],
  [
    '/desk/notices/:notice/files/:attachment',
    (_, { notices }) => [`/desk/notices/${notices.published}/files/${notices.attachment}`],
  ],
  ...incidentAddresses,
  plain('/desk/class-notices'),
  ...['', '/paper', '/export.xlsx', '/export.csv'].map((tail): [string, Make] => [
    `/desk/class-notices/:notice/:class${tail}`,
    (_, filled) => [`/desk/class-notices/${filled.notices.published}/${ofTeacher(filled)}${tail}`],
  ]),
  [
    '/desk/class-notices/:notice/:class/files/:attachment',
    (_, filled) => [
      `/desk/class-notices/${filled.notices.published}/${ofTeacher(filled)}/files/${filled.notices.attachment}`,
    ],
  ],
]);
