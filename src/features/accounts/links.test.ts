import { sql } from 'kysely';
import { generateSync } from 'otplib';
import { describe, expect, test } from 'vitest';
import { type Cast, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { hiddenField, Visitor } from '../../../test/support/visitor.ts';
import { createApp } from '../../app.tsx';
import { renewTotp } from './actions/setup.ts';
import { hashPassword } from './credentials/password.ts';
import { newTotpSecret } from './credentials/totp.ts';
import { consoleAdministratorLink, firstAdministratorLink } from './feature.ts';
import { setPassword } from './queries/accounts.ts';

const password = 'correct horse battery';
const start = new Date('2026-11-22T08:00:00Z');

/** A clock, services and app over a database of its own. */
async function house(env: Record<string, string> = {}) {
  const database = await testDatabase();
  const clock = { at: new Date(start), now: () => new Date(clock.at) };
  const services = testServices(database.db, { clock, env });
  const app = createApp(services);
  const wait = (seconds: number) => {
    clock.at = new Date(clock.at.getTime() + seconds * 1000);
  };
  const code = (secret: string) => generateSync({ secret, epoch: clock.at.getTime() / 1000 });
  return { database, db: database.db, services, app, wait, code, visitor: () => new Visitor(app) };
}

const pathOf = (link: string) => new URL(link).pathname;
const keyOf = (html: string) => (/data-copy="([A-Z2-7 ]+)"/.exec(html)?.[1] ?? '').replaceAll(' ', '');
const recoveryOf = (html: string) =>
  [...html.matchAll(/<code>([2-9a-z]{5}-[2-9a-z]{5})<\/code>/g)].map((m) => m[1] as string);

describe('the first administrator', async () => {
  const { db, services, visitor, wait, code } = await house();
  let first: string;

  test('gets a link while there is none, and the district its name', async () => {
    const before = (await firstAdministratorLink(services)) as string;
    first = (await firstAdministratorLink(services)) as string;
    expect((await visitor().get(pathOf(before))).status).toBe(410);
    const who = visitor();
    const page = await who.get(pathOf(first));
    expect(page.status).toBe(200);
    expect(page.text).toContain('name="district"');
    // A mail scanner that opens the link uses nothing up.
    await visitor().get(pathOf(first));
    const secret = keyOf(page.text);
    const form = {
      district: '岷川县教育局',
      name: '王芳',
      login: 'wang.fang',
      email: '',
      password,
      sealedSecret: hiddenField(page.text, 'sealedSecret'),
    };
    const weak = await who.post(pathOf(first), { ...form, password: 'wang.fang', code: code(secret) });
    expect(weak.status).toBe(422);
    expect(weak.text).toContain('value="岷川县教育局"');
    // The picture that was scanned stays good.
    expect(keyOf(weak.text)).toBe(secret);
    expect((await who.post(pathOf(first), { ...form, code: '000000' })).status).toBe(422);
    expect((await who.post(pathOf(first), { ...form, name: '', code: code(secret) })).text).toContain('Enter a name');
    expect((await sql`select from account`.execute(db)).rows).toHaveLength(0);
    const done = await who.post(pathOf(first), { ...form, code: code(secret) });
    expect(done.status).toBe(200);
    expect(recoveryOf(done.text)).toHaveLength(10);
    expect((await who.get('/desk')).text).toContain('Accounts and roles');
    expect((await who.get('/desk/accounts')).text).toContain('岷川县教育局');
    // The code that proved the app is used up.
    const again = visitor();
    await again.post('/sign-in', { login: 'wang.fang', password });
    expect((await again.post('/sign-in/code', { code: code(secret) })).status).toBe(422);
    wait(30);
    expect((await again.post('/sign-in/code', { code: code(secret) })).status).toBe(303);
  });

  test('is made once: the link ends, and there is no other', async () => {
    expect((await visitor().get(pathOf(first))).status).toBe(410);
    expect(await firstAdministratorLink(services)).toBeNull();
  });

  test('a link from the console makes another, is recorded, and all administrators are told', async () => {
    await sql`update account set email = 'wang@example.org'`.execute(db);
    const { link, told } = await consoleAdministratorLink(services);
    expect(told).toBe(1);
    const mails = await sql<{ address: string; text_body: string }>`select address, text_body from direct_mail`.execute(
      db,
    );
    expect(mails.rows).toMatchObject([{ address: 'wang@example.org' }]);
    expect(mails.rows[0]?.text_body).not.toContain(pathOf(link));
    const events = await sql<{
      actor: string;
    }>`select actor from audit_event where action = 'account.make_console_link'`.execute(db);
    expect(events.rows).toEqual([{ actor: 'console' }]);
    const page = await visitor().get(pathOf(link));
    expect(page.text).not.toContain('name="district"');
    const form = {
      name: '李强',
      login: 'WANG.FANG',
      email: '',
      password,
      sealedSecret: hiddenField(page.text, 'sealedSecret'),
    };
    const taken = await visitor().post(pathOf(link), { ...form, code: code(keyOf(page.text)) });
    expect(taken.text).toContain('Somebody else has this login');
    const made = await visitor().post(pathOf(link), { ...form, login: 'li.qiang', code: code(keyOf(page.text)) });
    expect(made.status).toBe(200);
    expect((await sql`select from organisation where kind = 'district'`.execute(db)).rows).toHaveLength(1);
  });

  test('links end after a day', async () => {
    const { link } = await consoleAdministratorLink(services);
    wait(24 * 3600 + 1);
    expect((await visitor().get(pathOf(link))).status).toBe(410);
  });

  test('a link used twice at once works once', async () => {
    const { link } = await consoleAdministratorLink(services);
    const page = await visitor().get(pathOf(link));
    const form = {
      name: '赵敏',
      email: '',
      password,
      sealedSecret: hiddenField(page.text, 'sealedSecret'),
      code: code(keyOf(page.text)),
    };
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((n) => visitor().post(pathOf(link), { ...form, login: `zhao-${n}` })),
    );
    expect(answers.map((a) => a.status).sort()).toEqual([200, 410, 410]);
  });
});

describe('invitations and desk resets', async () => {
  const { database, db, services, app, wait, code, visitor } = await house();
  const cast: Cast = await makeCast(database);
  const secret = newTotpSecret();
  const staff = await sql<{ id: number; person_id: number; full_name: string }>`
    select m.id, m.person_id, p.full_name from membership m join person p on p.id = m.person_id
    where m.organisation_id = ${cast.north.organisation.id} and m.position = 'head'`.execute(db);
  const head = staff.rows[0] as { id: number; person_id: number; full_name: string };
  const as = async (name: keyof Cast['members']) => {
    const who = new Visitor(app);
    const [cookie = '', value = ''] = (await cookieOf(database, cast.members[name], services.clock.now())).split('=');
    who.cookies.set(cookie, value);
    return who;
  };
  const lastMail = async () =>
    (
      await sql<{
        address: string;
        text_body: string;
        html_body: string;
      }>`select * from direct_mail order by id desc limit 1`.execute(db)
    ).rows[0];
  const linkIn = (text: string | undefined) =>
    pathOf(/http:\/\/belfry\.test\S+/.exec(text ?? '')?.[0] ?? 'http://none');

  test('a head is invited by mail, chooses a login and a password, and has the role', async () => {
    await sql`delete from contact_point where person_id = ${head.person_id} and kind = 'email'`.execute(db);
    await sql`insert into contact_point (person_id, kind, address) values (${head.person_id}, 'email', 'head@example.org')`.execute(
      db,
    );
    const admin = await as('north.administrator');
    const page = await admin.get(
      `/desk/accounts/invite?organisation=${cast.north.organisation.id}&q=${encodeURIComponent(head.full_name)}`,
    );
    expect(page.text).toContain('head@example.org');
    const sent = await admin.post('/desk/accounts/invite', {
      organisation: cast.north.organisation.id,
      membership: [head.id],
      role: ['approver', 'auditor'],
    });
    expect(sent.status).toBe(200);
    // What went by mail is not shown at the desk.
    expect(sent.text).not.toContain('/sign-in/link/');
    const mail = await lastMail();
    expect(mail).toMatchObject({ address: 'head@example.org' });
    const link = linkIn(mail?.text_body);
    const who = visitor();
    const setup = await who.get(link);
    expect(setup.text).toContain('value="head@example.org"');
    const key = keyOf(setup.text);
    const done = await who.post(link, {
      login: 'head.north',
      password,
      sealedSecret: hiddenField(setup.text, 'sealedSecret'),
      code: code(key),
    });
    expect(recoveryOf(done.text)).toHaveLength(10);
    expect((await who.get(link)).status).toBe(410);
    const own = await who.get('/account');
    expect(own.text).toContain('Approver');
    expect(own.text).toContain('Waits for a second person');
    expect((await who.get('/desk/audit')).status).toBe(403);
    const twice = await admin.post('/desk/accounts/invite', {
      organisation: cast.north.organisation.id,
      membership: [head.id],
      role: ['editor'],
    });
    expect(twice.text).toContain('have an account already');
  });

  test('without an address the link is shown once, and ends by revoking, resending and time', async () => {
    const teacher = await sql<{ id: number; person_id: number }>`select m.id, m.person_id from membership m
      where m.position = 'teacher' and m.organisation_id in (select id from organisation where path <@ ${cast.north.organisation.path}::ltree)
        and not exists (select from account a where a.person_id = m.person_id) limit 1`.execute(db);
    const person = teacher.rows[0] ?? { id: 0, person_id: 0 };
    await sql`delete from contact_point where person_id = ${person.person_id}`.execute(db);
    const admin = await as('north.administrator');
    const sent = await admin.post('/desk/accounts/invite', {
      organisation: cast.north.organisation.id,
      membership: [person.id],
      role: [],
    });
    const shown = (text: string) => pathOf(/data-copy="(http[^"]+)"/.exec(text)?.[1] ?? 'http://none');
    const first = shown(sent.text);
    expect((await visitor().get(first)).status).toBe(200);
    const account = (
      await sql<{ id: number }>`select id from account where person_id = ${person.person_id}`.execute(db)
    ).rows[0]?.id;
    const second = shown((await admin.post(`/desk/accounts/${account}/invitation`)).text);
    expect((await visitor().get(first)).status).toBe(410);
    expect((await visitor().get(second)).status).toBe(200);
    await admin.post(`/desk/accounts/${account}/invitation/end`);
    expect((await visitor().get(second)).status).toBe(410);
    const third = shown((await admin.post(`/desk/accounts/${account}/invitation`)).text);
    wait(72 * 3600 - 5);
    expect((await visitor().get(third)).status).toBe(200);
    wait(10);
    expect((await visitor().get(third)).status).toBe(410);
  });

  test('staff of a sibling school are neither shown nor invited', async () => {
    const admin = await as('north.administrator');
    const south = cast.south.organisation.id;
    const page = await admin.get(`/desk/accounts/invite?organisation=${south}`);
    expect(page.text).not.toContain('name="membership"');
    const theirs = await sql<{
      id: number;
    }>`select m.id from membership m where m.organisation_id = ${south} and m.position = 'head'`.execute(db);
    for (const organisation of [south, cast.north.organisation.id, cast.district.id]) {
      const answer = await admin.post('/desk/accounts/invite', {
        organisation,
        membership: [theirs.rows[0]?.id ?? 0],
        role: ['editor'],
      });
      expect(answer.status).toBe(422);
    }
    expect(
      (
        await sql`select from account a join membership m on m.person_id = a.person_id where m.id = ${theirs.rows[0]?.id}`.execute(
          db,
        )
      ).rows,
    ).toHaveLength(0);
  });

  test('a reset renews one half, asks for the other, ends all sessions, and is told and recorded', async () => {
    const member = cast.members['north.editor'];
    await db.transaction().execute(async (trx) => {
      await setPassword(trx, member.accountId, await hashPassword(password));
      await renewTotp(trx, services, member.accountId, secret, 0);
    });
    const theirs = await as('north.editor');
    expect((await theirs.get('/desk')).status).toBe(200);
    const admin = await as('north.administrator');
    const shown = await admin.post(`/desk/accounts/${member.accountId}/reset`, { part: 'password', send: 'show' });
    expect((await theirs.get('/desk')).status).toBe(303);
    const link = pathOf(/data-copy="(http[^"]+)"/.exec(shown.text)?.[1] ?? 'http://none');
    expect((await lastMail())?.text_body).toContain('重新设置登录方式');
    expect((await lastMail())?.text_body).not.toContain(link);
    const page = await visitor().get(link);
    expect(page.text).not.toContain('sealedSecret');
    const fresh = 'another horse battery';
    // Whoever holds the link without the phone gets nowhere, and may not guess for ever.
    for (let i = 0; i < 5; i += 1)
      expect((await visitor().post(link, { password: fresh, code: '000000' })).status).toBe(422);
    expect((await visitor().post(link, { password: fresh, code: code(secret) })).status).toBe(429);
    wait(16 * 60);
    expect((await visitor().post(link, { password: fresh, code: code(secret) })).location).toBe('/desk');
    const who = visitor();
    expect((await who.post('/sign-in', { login: member.login, password: fresh })).status).toBe(303);

    // The proof of signing in is over by now.
    const later = await as('north.administrator');
    const byTotp = await later.post(`/desk/accounts/${member.accountId}/reset`, { part: 'totp', send: 'show' });
    const totpLink = pathOf(/data-copy="(http[^"]+)"/.exec(byTotp.text)?.[1] ?? 'http://none');
    const totpPage = await visitor().get(totpLink);
    const form = { sealedSecret: hiddenField(totpPage.text, 'sealedSecret'), code: code(keyOf(totpPage.text)) };
    expect((await visitor().post(totpLink, { ...form, currentPassword: password })).text).toContain(
      'present password is not right',
    );
    expect((await visitor().post(totpLink, { ...form, currentPassword: fresh })).status).toBe(200);

    const both = await later.post(`/desk/accounts/${member.accountId}/reset`, { part: 'both', send: 'show' });
    expect(both.text).not.toContain('/sign-in/link/');
    expect((await visitor().get(linkIn((await lastMail())?.text_body))).text).toContain('sealedSecret');
    const events = await sql<{
      n: number;
    }>`select count(*) as n from audit_event where action = 'account.reset'`.execute(db);
    expect(events.rows[0]?.n).toBe(3);
  });

  test('nobody resets or disables oneself, a sibling school, or somebody with more than one’s own', async () => {
    const admin = await as('north.administrator');
    const reset = (id: number) => admin.post(`/desk/accounts/${id}/reset`, { part: 'password', send: 'show' });
    expect((await reset(cast.members['north.administrator'].accountId)).text).toContain('your own account');
    expect((await reset(cast.members['south.editor'].accountId)).status).toBe(404);
    expect((await reset(cast.members['bureau.administrator'].accountId)).status).toBe(404);
    const bureau = cast.members['bureau.editor'];
    await sql`insert into account_grant (account_id, organisation_id, role, membership_id, given_at)
      values (${bureau.accountId}, ${cast.north.organisation.id}, 'editor', ${bureau.membershipId}, ${start})`.execute(
      db,
    );
    expect((await reset(bureau.accountId)).text).toContain('roles outside your organisation');
    expect((await admin.post(`/desk/accounts/${bureau.accountId}/disable`)).status).toBe(422);
    const { rows } = await sql<{ state: string }>`select state from account where id = ${bureau.accountId}`.execute(db);
    expect(rows[0]?.state).toBe('active');
  });

  test('nor a class teacher of another school', async () => {
    const member = cast.members['south.teacher'];
    await sql`insert into membership (person_id, organisation_id, position, starts_on)
      values (${member.personId}, ${cast.north.organisation.id}, 'teacher', '2020-09-01')`.execute(db);
    const admin = await as('north.administrator');
    expect((await admin.get(`/desk/accounts/${member.accountId}`)).status).toBe(200);
    const answer = await admin.post(`/desk/accounts/${member.accountId}/reset`, { part: 'password', send: 'show' });
    expect(answer.text).toContain('roles outside your organisation');
    const seen = await sql<{ n: number }>`select count(*) as n from audit_event where action = 'account.view'
      and subject = ${`account:${member.accountId}`}`.execute(db);
    expect(seen.rows[0]?.n).toBe(1);
  });

  test('disabling ends sessions and links, enabling gives the account back', async () => {
    const member = cast.members['north.operator'];
    const theirs = await as('north.operator');
    const admin = await as('north.administrator');
    expect((await admin.post(`/desk/accounts/${member.accountId}/disable`)).location).toContain('done=disabled');
    expect((await theirs.get('/desk')).status).toBe(303);
    expect(
      (await admin.post(`/desk/accounts/${member.accountId}/reset`, { part: 'password', send: 'show' })).status,
    ).toBe(422);
    expect((await admin.post(`/desk/accounts/${member.accountId}/enable`)).location).toContain('done=enabled');
    expect((await theirs.get('/desk')).status).toBe(303);
  });
});
