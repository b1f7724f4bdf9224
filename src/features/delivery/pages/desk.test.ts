import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { draftFor, send } from '../../../../test/support/delivery.ts';
import { testServices } from '../../../../test/support/services.ts';
import { Visitor } from '../../../../test/support/visitor.ts';
import { createApp } from '../../../app.tsx';
import { signUnsubscribe } from '../links.ts';
import { channelActPath, messageActPath, operationsPath, unsubscribePath } from '../paths.ts';

const database = await testDatabase();
const { db } = database;
const services = testServices(db);
const app = createApp(services);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(database);
});

async function as(name: CastName, language = 'en'): Promise<Visitor> {
  const visitor = new Visitor(app, 'http://belfry.test', { 'accept-language': language });
  const cookie = await cookieOf(database, cast.members[name], systemClock.now());
  visitor.cookies.set('session', cookie.replace('session=', ''));
  return visitor;
}

async function channel(name: string) {
  const { rows } = await sql<{ paused: boolean; reason: string | null }>`
    select paused_at is not null as paused, paused_reason as reason from channel where name = ${name}`.execute(db);
  return rows[0];
}

describe('the operator’s page', () => {
  it('shows channels, messages under way and the system, in both languages, and nothing about a person', async () => {
    const id = await send(services, draftFor(cast.district.id, 40));
    const page = await (await as('bureau.operator')).get(operationsPath);
    expect(page.status).toBe(200);
    for (const words of ['Channels', 'Not set up', `Notice ${id}`, 'PostgreSQL', 'Free space'])
      expect(page.text).toContain(words);
    expect((await (await as('bureau.operator', 'zh-CN')).get(operationsPath)).text).toContain('运行状况');
    expect(page.text).not.toMatch(/@mail|\+86/);
    expect((await (await as('bureau.editor')).get(operationsPath)).status).toBe(403);
    expect((await new Visitor(app).get(operationsPath)).location).toMatch(/^\/sign-in/);
  });

  it('names a mail provider that is waited for, how many wait and until when, and no address', async () => {
    const id = await send(services, draftFor(cast.district.id, 40));
    expect((await (await as('bureau.operator')).get(operationsPath)).text).not.toContain('waited for');
    await sql`with point as (select id, person_id, split_part(address, '@', 2) as domain from contact_point where kind = 'email'
        order by id limit 3)
      insert into delivery (message_id, person_id, organisation_id, contact_point_id, period, ready_at, district_id, channel, state, attempts, reason)
      select m.id, p.person_id, ${cast.district.id}, p.id, m.period, now() + interval '40 minutes', m.district_id, 1, 0, 0, 'provider_paused'
      from message m, point p where m.id = ${id}`.execute(db);
    await sql`update message set state = 'sending' where id = ${id}`.execute(db);
    const { rows } = await sql<{ domain: string }>`select split_part(address, '@', 2) as domain from contact_point
      where kind = 'email' order by id limit 1`.execute(db);
    const page = await (await as('bureau.operator')).get(operationsPath);
    expect(page.text).toContain('Mail providers that are waited for');
    expect(page.text).toContain(rows[0]?.domain);
    expect(page.text).not.toMatch(/\w@/);
    expect((await (await as('bureau.operator', 'zh-CN')).get(operationsPath)).text).toContain('暂停的邮箱服务商');
    await sql`delete from delivery where message_id = ${id}`.execute(db);
    await sql`update message set state = 'waiting' where id = ${id}`.execute(db);
  });

  it('pauses and resumes a channel by confirmation, with a reason, on record', async () => {
    const operator = await as('bureau.operator');
    expect((await operator.get(channelActPath('email', 'pause'))).text).toContain('Pause Email?');
    const refused = await operator.post(channelActPath('email', 'pause'), { reason: ' ' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Write down the reason');
    expect(await channel('email')).toEqual({ paused: false, reason: null });
    expect(await operator.post(channelActPath('email', 'pause'), { reason: 'moving the server' })).toMatchObject({
      status: 303,
    });
    expect(await channel('email')).toEqual({ paused: true, reason: 'moving the server' });
    expect((await operator.get(operationsPath)).text).toContain('moving the server');
    expect(await operator.post(channelActPath('email', 'resume'))).toMatchObject({ status: 303 });
    expect(await channel('email')).toEqual({ paused: false, reason: null });
    const { rows } = await sql<{ action: string }>`
      select action from audit_event where subject = 'channel:email' order by id`.execute(db);
    expect(rows.map((row) => row.action)).toEqual(['channel.pause', 'channel.resume']);
  });

  it('lets a school’s operator turn neither a channel of the district nor another office’s message', async () => {
    const operator = await as('north.operator');
    expect((await operator.get(operationsPath)).status).toBe(200);
    expect((await operator.post(channelActPath('email', 'pause'), { reason: 'x' })).status).toBe(403);
    const theirs = await send(services, draftFor(cast.south.organisation.id, 10));
    expect((await operator.get(messageActPath(theirs, 'pause'))).status).toBe(404);
    expect((await operator.get(operationsPath)).text).not.toContain(`Notice ${theirs}<`);
    const own = await send(services, draftFor(cast.north.organisation.id, 10));
    expect((await operator.post(messageActPath(own, 'pause'))).status).toBe(303);
    expect((await operator.post(messageActPath(own, 'pause'))).status).toBe(422);
    expect((await operator.post(messageActPath(own, 'resume'))).status).toBe(303);
  });
});

describe('one-click unsubscribing', () => {
  it('does nothing by GET, opts the contact out by POST, and knows no other token', async () => {
    const { rows } = await sql<{ id: number }>`select id from contact_point where kind = 'email' limit 1`.execute(db);
    const id = rows[0]?.id as number;
    const optedOut = async () =>
      (
        await sql<{ out: boolean }>`select opted_out_at is not null as out from contact_point where id = ${id}`.execute(
          db,
        )
      ).rows[0]?.out;
    const path = unsubscribePath(signUnsubscribe(services.secrets, { contactPointId: id }));
    expect((await new Visitor(app).get(path)).text).toContain('Receive no more');
    expect(await optedOut()).toBe(false);
    // As a mail program posts it: no cookie, no origin.
    const posted = await app.request(`http://belfry.test${path}`, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    expect(posted.status).toBe(200);
    expect(await optedOut()).toBe(true);
    const other = path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A');
    expect((await new Visitor(app).get(other)).status).toBe(404);
  });
});
