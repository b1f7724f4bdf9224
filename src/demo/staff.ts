/** The accounts of the demo: one for each role at the bureau, and those of the schools. */
import { sql } from 'kysely';
import { seedAccounts } from '#features/accounts/feature.ts';
import type { Role } from '#platform/access.ts';
import type { Database } from '#platform/database/connect.ts';
import type { Place, Places } from './places.ts';

/** What the demo's start page calls a post, in both languages of the screens. */
export interface Post {
  key: string;
  'zh-CN': string;
  en: string;
}

/** Somebody whom the bureau does not employ: no person of the roster, and no post. */
const outside = {
  key: 'outside_ombudsperson',
  'zh-CN': '局外替补监察专员',
  en: 'Stand-in ombudsperson from outside',
  ...{ login: 'wang.shulan@justice.qingxi.example', name: '王淑兰', place: '县司法局' },
};

export interface DemoAccount extends Post {
  accountId: number;
  name: string;
  place: string;
}

// By the number that the member of staff has in the bureau: the department follows from it (district/files.ts).
const bureauPosts: readonly (Post & { member: number; roles: readonly Role[]; department?: string })[] = [
  { key: 'administrator', member: 5, roles: ['administrator'], 'zh-CN': '管理员', en: 'Administrator' },
  { key: 'editor', member: 8, roles: ['editor'], 'zh-CN': '宣传编辑', en: 'Press officer' },
  { key: 'approver', member: 0, roles: ['approver'], 'zh-CN': '审核人', en: 'Approver' },
  { key: 'operator', member: 13, roles: ['operator'], 'zh-CN': '运维', en: 'Operator' },
  { key: 'auditor', member: 15, roles: ['auditor'], 'zh-CN': '审计员', en: 'Auditor' },
  { key: 'ombudsperson', member: 7, roles: ['ombudsperson'], 'zh-CN': '监察专员', en: 'Ombudsperson' },
  { key: 'safety_officer', member: 2, roles: ['safety_officer', 'editor'], 'zh-CN': '安全员', en: 'Safety officer' },
  { key: 'incident_officer', member: 10, roles: ['incident_officer'], 'zh-CN': '应急值守', en: 'Incident officer' },
  { key: 'case_handler', member: 3, roles: ['case_handler'], 'zh-CN': '来件经办', en: 'Case handler' },
  {
    key: 'second_case_handler',
    member: 6,
    roles: ['case_handler'],
    'zh-CN': '来件复核',
    en: 'Second case handler',
  },
  {
    key: 'second_administrator',
    member: 11,
    roles: ['administrator'],
    'zh-CN': '第二管理员',
    en: 'Second administrator',
  },
];
const schoolPosts = {
  head: { key: 'head', roles: ['approver', 'editor', 'case_handler'], 'zh-CN': '校长', en: 'Head of a school' },
  staff: { key: 'school_editor', roles: ['editor', 'case_handler'], 'zh-CN': '学校办公室', en: 'School office' },
  class_teacher: { key: 'teacher', roles: [], 'zh-CN': '班主任', en: 'Class teacher' },
} as const satisfies Record<string, Post & { roles: readonly Role[] }>;

export interface DemoStaff {
  /** One for each role, in the order in which they are shown. */
  shown: readonly DemoAccount[];
  /** Who writes and who approves for an office. */
  writers(office: Place): { author: number; approver: number };
}

interface Member {
  personId: number;
  membershipId: number;
  name: string;
  login: string;
  position: 'head' | 'staff' | 'class_teacher';
  placeId: number;
  placeName: string;
  placePath: string;
  kind: string;
}

/** Makes the accounts of the bureau's posts, of each school's head and office, and of one class teacher. */
export async function makeStaff(db: Database, places: Places, at: Date): Promise<DemoStaff> {
  const members = await candidates(db, places.schools[0] as Place);
  const bureau = members.filter((member) => member.kind !== 'school' && member.kind !== 'class');
  const school = (place: Place, position: Member['position']) =>
    members.find(
      (m) => m.position === position && (m.placePath === place.path || m.placePath.startsWith(`${place.path}.`)),
    );
  const posts = [
    ...bureauPosts.map(({ member, ...post }) => ({ ...post, member: bureau[member], at: places.bureau })),
    ...places.schools.flatMap((place, index) =>
      (['head', 'staff', ...(index === 0 ? (['class_teacher'] as const) : [])] as const).map((position) => ({
        ...schoolPosts[position],
        member: school(place, position),
        at: place as Place,
      })),
    ),
  ].flatMap((post) => (post.member ? [{ ...post, member: post.member }] : []));

  const ids = await seedAccounts(
    db,
    posts.map(({ member, roles, at: place }) => ({
      ...{ personId: member.personId, membershipId: member.membershipId },
      ...{ login: member.login, displayName: member.name },
      grants: roles.map((role) => ({ role, organisationId: place.id })),
    })),
    at,
  );
  const [outsider = 0] = await seedAccounts(
    db,
    [
      {
        ...{ personId: null, membershipId: null, login: outside.login, displayName: outside.name },
        grants: [{ role: 'ombudsperson', organisationId: places.bureau.id }],
      },
    ],
    at,
  );
  const made = posts.map((post, index) => ({
    ...{ key: post.key, 'zh-CN': post['zh-CN'], en: post.en },
    accountId: ids[index] as number,
    name: post.member.name,
    place: post.member.placeName,
    at: post.at.id,
  }));
  const of = (key: string) => made.find((post) => post.key === key)?.accountId as number;
  return {
    // Of the posts that each school has, the first school's is shown.
    shown: [
      ...made.filter((post, index) => made.findIndex((other) => other.key === post.key) === index),
      { ...outside, accountId: outsider },
    ],
    writers(office) {
      const head = made.find((post) => post.key === 'head' && post.at === office.id);
      const editor = made.find((post) => post.key === 'school_editor' && post.at === office.id);
      if (head && editor) return { author: editor.accountId, approver: head.accountId };
      const safety = office.name === '学校安全管理股';
      return { author: of(safety ? 'safety_officer' : 'editor'), approver: of('approver') };
    },
  };
}

/** All of the bureau, the head and the first member of the office of each school, a class teacher of the first school; in their order. */
async function candidates(db: Database, firstSchool: Place): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select distinct on (p.source_id) p.id as "personId", m.id as "membershipId", p.full_name as name, c.address as login,
      m.position, o.id as "placeId", o.name as "placeName", o.path::text as "placePath", o.kind
    from membership m
    join organisation o on o.id = m.organisation_id
    join person p on p.id = m.person_id and p.state = 'active'
    join contact_point c on c.person_id = p.id and c.kind = 'email'
    where m.ends_on is null and (m.position = 'head' or m.position = 'staff' or (m.position = 'class_teacher'
      and m.organisation_id = (
        select min(id) from organisation where kind = 'class' and path <@ ${firstSchool.path}::ltree)))
    order by p.source_id, m.position, m.id`.execute(db);
  return rows;
}
