/**
 * A standard cast: one district with two sibling schools, a person for each role at the bureau and in each school, and
 * families. Accounts and grants are written by the owner, past every check: the cast is where tests start.
 */
import { sql } from 'kysely';
import { Client } from 'pg';
import { hashToken, newToken } from '../../src/features/accounts/credentials/tokens.ts';
import {
  insertContactPoints,
  insertMemberships,
  insertPeople,
  longAgo,
  type MadeDistrict,
  type MadeSchool,
  makeDistrict,
  makeGuardianship,
  makePerson,
  makePupil,
  nameOf,
} from '../../src/features/directory/factory.ts';
import type { Organisation } from '../../src/features/directory/feature.ts';
import type { Role } from '../../src/platform/access.ts';
import type { TestDatabase } from './database.ts';

/** Roles that a grant gives. A class teacher is a `teacher` by the membership alone, without a grant. */
export const grantedRoles = [
  'administrator',
  'editor',
  'approver',
  'case_handler',
  'safety_officer',
  'incident_officer',
  'ombudsperson',
  'auditor',
  'operator',
] as const satisfies readonly Role[];

export type Place = 'bureau' | 'north' | 'south';
/** Such as `bureau.editor` or `north.teacher` (the class teacher of north's first class). */
export type CastName =
  | `${Place}.${(typeof grantedRoles)[number]}`
  | 'north.teacher'
  | 'south.teacher'
  | 'bureau.second_administrator';

export interface CastMember {
  accountId: number;
  personId: number;
  /** The membership on which the grant stands. */
  membershipId: number;
  role: Role;
  /** Where the role holds. */
  organisation: Organisation;
  login: string;
  name: string;
}

export interface Cast extends MadeDistrict {
  north: MadeSchool;
  south: MadeSchool;
  members: Record<CastName, CastMember>;
  /** Parents who live apart, of one pupil in north's first class. */
  separated: { pupil: number; mother: number; father: number };
  /** A guardian of a pupil in north's second class and of one in south's first. */
  siblings: { guardian: number; north: number; south: number };
}

/** Makes the cast in the test's database. Passwords are not set: sign in through a session (accounts' own tests do more). */
export async function makeCast({ db, ownerUrl }: Pick<TestDatabase, 'db' | 'ownerUrl'>): Promise<Cast> {
  const district = await makeDistrict(db, { schools: 2, classesPerSchool: 2, pupilsPerClass: 6, guardiansPerPupil: 2 });
  const [north, south] = district.schools as [MadeSchool, MadeSchool];
  const places: Record<Place, Organisation> = {
    bureau: district.district,
    north: north.organisation,
    south: south.organisation,
  };
  const wanted: { key: CastName; role: Role; organisation: Organisation; personId?: number }[] = [
    ...(['bureau', 'north', 'south'] as const).flatMap((place) =>
      grantedRoles.map((role) => ({ key: `${place}.${role}` as const, role, organisation: places[place] })),
    ),
    { key: 'bureau.second_administrator', role: 'administrator', organisation: places.bureau },
    ...(
      [
        ['north', north],
        ['south', south],
      ] as const
    ).map(([place, school]) => ({
      key: `${place}.teacher` as const,
      role: 'teacher' as const,
      organisation: (school.classes[0] as MadeSchool['classes'][number]).organisation,
      personId: (school.classes[0] as MadeSchool['classes'][number]).classTeacher,
    })),
  ];
  const granted = wanted.filter((w) => w.personId === undefined);
  const people = await insertPeople(
    db,
    granted.map((_, n) => ({ name: nameOf(400 + n) })),
  );
  await insertContactPoints(
    db,
    people.map((personId) => ({ personId, kind: 'email', address: `staff${personId}@example.org` })),
  );
  const memberships = await insertMemberships(
    db,
    granted.map((w, n) => ({
      personId: people[n] as number,
      organisationId: w.organisation.id,
      position: 'staff',
      startsOn: longAgo,
    })),
  );
  for (const [n, w] of granted.entries()) w.personId = people[n];
  const members = await writeAccounts(
    ownerUrl,
    wanted.map((w) => ({
      ...w,
      personId: w.personId as number,
      membershipId: memberships[granted.indexOf(w)] ?? null,
    })),
  );

  const family = await makePupil(db, (north.classes[0] as MadeSchool['classes'][number]).organisation, {
    guardians: 2,
  });
  const guardian = await makePerson(db, { name: '索朗央金' });
  await insertContactPoints(db, [{ personId: guardian, kind: 'email', address: `guardian${guardian}@example.org` }]);
  const inNorth = (
    await makePupil(db, (north.classes[1] as MadeSchool['classes'][number]).organisation, { guardians: 0 })
  ).pupil;
  const inSouth = (
    await makePupil(db, (south.classes[0] as MadeSchool['classes'][number]).organisation, { guardians: 0 })
  ).pupil;
  await makeGuardianship(db, guardian, inNorth);
  await makeGuardianship(db, guardian, inSouth);
  const [mother, father] = family.guardians as [number, number];
  return {
    ...district,
    north,
    south,
    members,
    separated: { pupil: family.pupil, mother, father },
    siblings: { guardian, north: inNorth, south: inSouth },
  };
}

type Wanted = { key: CastName; role: Role; organisation: Organisation; personId: number; membershipId: number | null };

async function writeAccounts(ownerUrl: string, wanted: readonly Wanted[]): Promise<Cast['members']> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const members: Partial<Cast['members']> = {};
    for (const { key, role, organisation, personId, membershipId } of wanted) {
      const login = key.replaceAll('_', '-');
      const made = await client.query(
        `insert into account (person_id, login, display_name, state)
         select id, $2, full_name, 'active' from person where id = $1 returning id, display_name`,
        [personId, login],
      );
      const { id, display_name: name } = made.rows[0] as { id: string; display_name: string };
      const standsOn =
        membershipId ??
        (await client.query('select id from membership where person_id = $1 order by id limit 1', [personId])).rows[0]
          .id;
      members[key] = {
        accountId: Number(id),
        personId,
        membershipId: Number(standsOn),
        role,
        organisation,
        login,
        name,
      };
    }
    const giver = members['bureau.administrator'] as CastMember;
    const second = members['bureau.second_administrator'] as CastMember;
    for (const member of Object.values(members)) {
      if (member.role === 'teacher') continue;
      const by = member === giver ? second : giver;
      await client.query(
        `insert into account_grant (account_id, organisation_id, role, membership_id, given_by, given_at, confirmed_by, confirmed_at)
         values ($1, $2, $3, $4, $5, '2026-09-01T00:00:00Z', $6, '2026-09-01T00:00:00Z')`,
        [
          member.accountId,
          member.organisation.id,
          member.role,
          member.membershipId,
          by.accountId,
          by === giver ? second.accountId : giver.accountId,
        ],
      );
    }
    return members as Cast['members'];
  } finally {
    await client.end();
  }
}

/** Opens a session for a member, and returns the Cookie header with which its requests come. */
export async function cookieOf({ db }: Pick<TestDatabase, 'db'>, member: CastMember, now: Date): Promise<string> {
  const token = newToken();
  const expires = new Date(now.getTime() + 8 * 3_600_000);
  await sql`insert into session (token_hash, account_id, device, created_at, last_seen_at, expires_at, proved_at)
    values (${hashToken(token)}, ${member.accountId}, 'test', ${now}, ${now}, ${expires}, ${now})`.execute(db);
  return `session=${token}`;
}

interface Asked {
  path: string;
  form?: Record<string, string> | URLSearchParams | undefined;
  language?: string;
}

/** Opens or sends something as a member, in a browser that stands on this site. */
export async function askAs(
  app: { request(path: string, init: RequestInit): Response | Promise<Response> },
  database: Pick<TestDatabase, 'db'>,
  member: CastMember,
  now: Date,
  { path, form, language = 'en' }: Asked,
): Promise<{ status: number; text: string; location: string }> {
  const cookie = await cookieOf(database, member, now);
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': language };
  const body = form && new URLSearchParams(form);
  const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
}
