/** Single sign-on, against a real provider: who may come in, which roles a claim gives, and what when it is away. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { type IdentityProvider, startIdentityProvider, walkThrough } from '../../../test/support/identity-provider.ts';
import { testServices } from '../../../test/support/services.ts';
import { Visitor } from '../../../test/support/visitor.ts';
import { createApp } from '../../app.tsx';
import { systemClock } from '../../platform/clock.ts';
import { words } from './messages.ts';
import { paths } from './paths.ts';

const database = await testDatabase();
const { db } = database;
const cast = await makeCast(database);
const t = words('en');
const callback = `http://belfry.test${paths.signOnBack()}`;

let ahead = 0;
let provider: IdentityProvider;
let app: ReturnType<typeof createApp>;
let services: ReturnType<typeof testServices>;

const settings = (of: Pick<IdentityProvider, 'issuer' | 'clientId' | 'clientSecret'>) => ({
  BELFRY_OIDC_ISSUER: of.issuer,
  BELFRY_OIDC_CLIENT_ID: of.clientId,
  BELFRY_OIDC_CLIENT_SECRET: of.clientSecret,
  BELFRY_OIDC_NAME: 'County ID',
});
const clock = { now: () => new Date(systemClock.now().getTime() + ahead) };

beforeAll(async () => {
  provider = await startIdentityProvider(callback);
  services = testServices(db, { clock, env: settings(provider) });
  app = createApp(services);
});

beforeEach(async () => {
  ahead = 0;
  await sql`delete from sign_on_subject`.execute(db);
  await sql`update account_grant set ended_at = now() where sign_on_role_id is not null and ended_at is null`.execute(
    db,
  );
});

const emailOf = async (name: CastName): Promise<string> => {
  const { personId } = cast.members[name];
  const { rows } = await sql<{ address: string }>`select address from contact_point
    where person_id = ${personId} and kind = 'email' order by rank limit 1`.execute(db);
  return rows[0]?.address as string;
};

async function personFor(name: CastName, more: Partial<NonNullable<IdentityProvider['person']>> = {}) {
  const email = await emailOf(name);
  return { subject: `at-provider-${name}`, email, emailVerified: true, groups: [], ...more };
}

/** Goes to the provider and back, like a browser. */
async function signOn(who = new Visitor(app), from = paths.signOn('/account')) {
  const away = await who.get(from);
  expect(away.status).toBe(303);
  const home = await walkThrough(away.location);
  return { who, home, answer: await who.get(new URL(home).pathname + new URL(home).search) };
}

async function rolesOf(name: CastName): Promise<string[]> {
  const { rows } = await sql<{ role: string }>`select role from account_grant
    where account_id = ${cast.members[name].accountId} and ended_at is null order by role`.execute(db);
  return rows.map((row) => row.role);
}

async function as(name: CastName): Promise<Visitor> {
  const who = new Visitor(app);
  const [key = '', value = ''] = (await cookieOf(database, cast.members[name], clock.now())).split('=');
  who.cookies.set(key, value);
  return who;
}

describe('who comes in', () => {
  test('the account with the verified address, and from then on by the subject', async () => {
    provider.person = await personFor('bureau.editor');
    const first = await signOn();
    expect([first.answer.status, first.answer.location]).toEqual([303, '/account']);
    expect((await first.who.get('/account')).text).toContain(cast.members['bureau.editor'].login);
    const sent = provider.asked.at(-1) as URL;
    expect(sent.searchParams.get('code_challenge_method')).toBe('S256');
    expect(sent.searchParams.get('nonce')?.length).toBeGreaterThan(20);
    expect(sent.searchParams.get('redirect_uri')).toBe(callback);
    const { rows } = await sql<{ n: number }>`select count(*) as n from direct_mail
      where text_body like '%统一身份认证%' or text_body like '%single sign-on%'`.execute(db);
    expect(rows[0]?.n).toBe(1);
    // The address may change at the provider; the link stays.
    provider.person = await personFor('bureau.editor', { email: 'new@elsewhere.example', emailVerified: false });
    expect((await signOn()).answer.location).toBe('/account');
  });

  test('not by an address that the provider has not verified, nor by one that nobody or two have', async () => {
    provider.person = await personFor('bureau.editor', { emailVerified: false });
    const unverified = await signOn();
    expect(unverified.answer.status).toBe(422);
    expect(unverified.answer.text).toContain(t('signOnUnknown'));
    expect((await unverified.who.get('/account')).status).toBe(303);
    provider.person = await personFor('bureau.editor', { email: 'nobody@belfry.example' });
    expect((await signOn()).answer.text).toContain(t('signOnUnknown'));
    const shared = await emailOf('bureau.approver');
    await sql`update contact_point set address = ${shared} where person_id = ${cast.members['bureau.auditor'].personId}
      and kind = 'email'`.execute(db);
    provider.person = await personFor('bureau.approver');
    expect((await signOn()).answer.text).toContain(t('signOnUnknown'));
  });

  test('not a second person of the provider into the same account, nor into a disabled one', async () => {
    provider.person = await personFor('bureau.editor');
    await signOn();
    provider.person = await personFor('bureau.editor', { subject: 'somebody-else' });
    expect((await signOn()).answer.text).toContain(t('signOnOther'));
    const { accountId } = cast.members['south.editor'];
    await sql`update account set state = 'disabled' where id = ${accountId}`.execute(db);
    provider.person = await personFor('south.editor');
    expect((await signOn()).answer.text).toContain(t('signOnUnknown'));
    await sql`update account set state = 'active' where id = ${accountId}`.execute(db);
  });

  test('not with another’s answer, a second time, too late, or called off', async () => {
    provider.person = await personFor('bureau.editor');
    const { home, who } = await signOn();
    const path = new URL(home).pathname + new URL(home).search;
    expect((await who.get(path)).text).toContain(t('signOnExpired'));
    expect((await new Visitor(app).get(path)).text).toContain(t('signOnExpired'));

    const other = new Visitor(app);
    await other.get(paths.signOn());
    expect((await other.get(path)).text).toContain(t('signOnRefused'));

    const slow = new Visitor(app);
    const late = await walkThrough((await slow.get(paths.signOn())).location);
    ahead = 11 * 60_000;
    expect((await slow.get(new URL(late).pathname + new URL(late).search)).text).toContain(t('signOnExpired'));
    ahead = 0;
    provider.person = null;
    expect((await signOn()).answer.text).toContain(t('signOnRefused'));
  });

  test('what another server says is no fresh proof; asked anew it is', async () => {
    provider.person = await personFor('bureau.administrator');
    const { who } = await signOn();
    const form = { role: 'editor', claimValue: 'x', organisation: cast.district.id };
    const asked = await who.post(paths.signOnRoles(), form);
    expect(asked.status).toBe(403);
    expect(asked.text).toContain(t('proofBySignOn', { name: 'County ID' }));
    expect((await signOn(who, paths.signOnAgain(paths.proofDone()))).answer.location).toBe(paths.proofDone());
    expect(provider.asked.some((address) => address.searchParams.get('prompt') === 'login')).toBe(true);
    expect((await who.post(paths.signOnRoles(), form)).location).toContain('signOnRoleAdded');
  });
});

describe('roles by claims', () => {
  const wish = (role = 'safety_officer', organisation = cast.north.organisation.id) => ({
    claimValue: 'safety-team',
    role,
    organisation,
  });

  test('are given at sign-in, marked, and end with the claim', async () => {
    const admin = await as('bureau.administrator');
    expect((await admin.post(paths.signOnRoles(), wish())).location).toContain('signOnRoleAdded');
    expect((await admin.post(paths.signOnRoles(), wish())).text).toContain(t('signOnRoleThere'));
    provider.person = await personFor('north.editor', { groups: ['safety-team', 'other'] });
    const { who } = await signOn();
    expect(await rolesOf('north.editor')).toEqual(['editor', 'safety_officer']);
    expect((await who.get('/account')).text).toContain('by a claim of single sign-on');
    await signOn();
    expect(await rolesOf('north.editor')).toEqual(['editor', 'safety_officer']);
    provider.person = await personFor('north.editor', { groups: ['other'] });
    await signOn();
    expect(await rolesOf('north.editor')).toEqual(['editor']);
  });

  test('end with the mapping at once, and by themselves when nobody signs in any more', async () => {
    const admin = await as('bureau.administrator');
    provider.person = await personFor('north.editor', { groups: ['safety-team'] });
    const { who } = await signOn();
    expect((await who.get('/account')).text).toContain(t('grantState_in_force'));
    ahead = 31 * 24 * 3_600_000;
    const { rows: held } = await sql<{ n: number }>`select count(*) as n from account_grant
      where account_id = ${cast.members['north.editor'].accountId} and holds_until < ${clock.now()}`.execute(db);
    expect(held[0]?.n).toBeGreaterThan(0);
    const later = await as('north.editor');
    expect((await later.get('/account')).text).toContain(t('grantState_lapsed'));
    ahead = 0;
    const { rows } = await sql<{ id: number }>`select id from sign_on_role where claim_value = 'safety-team'
      and ended_at is null`.execute(db);
    expect((await admin.post(paths.signOnRoleEnd(rows[0]?.id as number))).location).toContain('signOnRoleRemoved');
    expect(await rolesOf('north.editor')).toEqual(['editor']);
  });

  test('are never those of two people, and only the district’s administrators map them', async () => {
    const admin = await as('bureau.administrator');
    for (const role of ['ombudsperson', 'auditor', 'teacher']) {
      expect((await admin.post(paths.signOnRoles(), wish(role))).status).toBe(422);
    }
    expect((await (await as('north.administrator')).get(paths.signOnRoles())).status).toBe(403);
    expect((await (await as('north.administrator')).post(paths.signOnRoles(), wish())).status).toBe(403);
  });
});

describe('while the provider is away', () => {
  test('the start and the password go on, the page says so, and it is asked again', async () => {
    const away = await startIdentityProvider(callback);
    await away.stop();
    const alone = createApp(testServices(db, { clock, env: settings(away) }));
    const who = new Visitor(alone);
    expect((await who.get('/sign-in')).status).toBe(200);
    const sent = await who.get(paths.signOn('/account'));
    expect([sent.status, sent.location]).toEqual([303, '/sign-in?next=%2Faccount']);
    const page = await who.get('/sign-in');
    expect(page.text).toContain(t('signOnDownNow', { name: 'County ID' }));
    expect(page.text).toContain('name="password"');
    expect(page.text).not.toContain(paths.signOn());

    await startIdentityProvider(callback, Number(new URL(away.issuer).port));
    ahead = 31_000;
    expect((await who.get(paths.signOn('/account'))).location).toContain(`${away.issuer}/auth`);
    expect((await who.get('/sign-in')).text).toContain(paths.signOn());
  });

  test('without a provider there is neither button nor address', async () => {
    const plain = new Visitor(createApp(testServices(db)));
    expect((await plain.get('/sign-in')).text).not.toContain('/sign-in/sso');
    expect((await plain.get(paths.signOn())).status).toBe(404);
    expect((await plain.get(paths.signOnBack())).status).toBe(404);
  });
});
