/** The personal link: what it opens, what it answers, when it ends. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { stylesheet } from '../../ui/stylesheet.ts';
import { withdraw } from './actions/publish.ts';
import { makePublished, value } from './factory.ts';
import { foldAcknowledgements } from './queries/receipts.ts';

const { db, clock, services, app, cast, spec, linkOf } = await noticeScene();

const acknowledgements = async (id: number) =>
  (await sql<{ n: number }>`select count(*) as n from notice_acknowledgement where notice_id = ${id}`.execute(db))
    .rows[0]?.n;

describe('the personal link', () => {
  test('GET and HEAD never acknowledge; one POST does, once, of the day', async () => {
    const { id, messageId } = await makePublished(services, spec);
    const link = linkOf(messageId, cast.separated.mother);
    for (const method of ['GET', 'HEAD', 'GET']) {
      expect((await app.request(link, { method })).status).toBe(200);
    }
    expect((await app.request(`${link}?acknowledge=yes`)).status).toBe(200);
    expect(await acknowledgements(id)).toBe(0);
    const answer = await app.request(link, { method: 'POST' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, link]);
    await app.request(link, { method: 'POST' });
    const { rows } =
      await sql`select person_id, means, acknowledged_on from notice_acknowledgement where notice_id = ${id}`.execute(
        db,
      );
    expect(rows).toEqual([{ person_id: cast.separated.mother, means: 'link', acknowledged_on: '2026-11-20' }]);
    expect(await (await app.request(link)).text()).toContain('您已确认收到');
    const deltas = await sql<{
      n: number;
    }>`select sum(n)::int as n from notice_acknowledgement_delta where notice_id = ${id}`.execute(db);
    expect(deltas.rows[0]?.n).toBe(1);
    while ((await foldAcknowledgements(db)) > 0);
    const folded = await sql<{
      n: number;
    }>`select sum(n)::int as n from notice_acknowledgement_count where notice_id = ${id}`.execute(db);
    expect(folded.rows[0]?.n).toBe(1);
  });

  test('opening stores nothing, and sets no cookie', async () => {
    const { messageId } = await makePublished(services, spec);
    const count = async () =>
      (await sql`select sum(n_tup_ins + n_tup_upd + n_tup_del)::int as n from pg_stat_xact_user_tables`.execute(db))
        .rows;
    const before = await count();
    const answer = await app.request(linkOf(messageId, cast.separated.mother), { headers: { cookie: 'session=x' } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('same-origin');
    expect(await count()).toEqual(before);
  });

  test('forwarded, it shows no child, no name and no phone; the whole page is under 50 KB', async () => {
    const { messageId } = await makePublished(services, spec);
    const html = await (await app.request(linkOf(messageId, cast.separated.mother))).text();
    const { rows } = await sql<{ full_name: string }>`select full_name from person`.execute(db);
    expect(rows.length).toBeGreaterThan(30);
    for (const { full_name } of rows) expect(html).not.toContain(full_name);
    for (const { name } of [...cast.north.classes, ...cast.south.classes].map((c) => c.organisation))
      expect(html).not.toContain(name);
    const { size } = new Blob([html, stylesheet()]);
    expect(size).toBeLessThan(50 * 1024);
  });

  test('each reads in the own language, and may change it by the address', async () => {
    await sql`update person set language = 'bo' where id = ${cast.separated.father}`.execute(db);
    const { messageId } = await makePublished(services, spec);
    const link = linkOf(messageId, cast.separated.father);
    const own = await (await app.request(link, { headers: { 'accept-language': 'en' } })).text();
    expect(own).toContain('<h1 lang="bo">དགུན་ཁའི་དུས་ཚོད།</h1>');
    expect(own).toContain('我已收到');
    const unsaid = linkOf(messageId, cast.separated.mother);
    expect(await (await app.request(unsaid, { headers: { 'accept-language': 'en' } })).text()).toContain(
      'Winter hours',
    );
    const english = await (await app.request(`${link}?lang=en`)).text();
    expect(english).toContain('I have received it');
    expect(english).toContain('Twenty minutes later');
    const missing = await (await app.request(`${link}?lang=qxs`)).text();
    expect(missing).toContain('关于冬季作息时间调整的通知');
    const tapped = await app.request(`${link}?lang=en`, { method: 'POST' });
    expect(tapped.headers.get('location')).toBe(`${link}?lang=en`);
  });

  test('it ends with the guardianship, the epoch, the date, the withdrawal; late answers still count', async () => {
    const { id, messageId } = await makePublished(services, spec);
    const mother = linkOf(messageId, cast.separated.mother);
    expect((await app.request(linkOf(messageId, cast.separated.mother, 1))).status).toBe(410);
    expect((await app.request('/m/AAAAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
    const wasNow = clock.now();
    clock.set('2026-12-10T01:00:00Z');
    expect(await (await app.request(mother)).text()).toContain('仍可确认');
    clock.set('2027-01-10T01:00:00Z');
    const old = await app.request(mother);
    expect(old.status).toBe(410);
    expect(await old.text()).toContain(`href="/notices/${id}"`);
    expect((await app.request(mother, { method: 'POST' })).status).toBe(410);
    clock.set(wasNow);
    await sql`update guardianship set ends_on = '2026-11-20' where guardian_id = ${cast.separated.mother}`.execute(db);
    const ended = await app.request(mother);
    expect(ended.status).toBe(410);
    const text = await ended.text();
    expect(text).toContain('这个链接已失效');
    expect(text).not.toContain('推迟');
    expect((await app.request(mother, { method: 'POST' })).status).toBe(410);
    await sql`update guardianship set ends_on = null where guardian_id = ${cast.separated.mother}`.execute(db);
    expect((await app.request(mother)).status).toBe(200);
    value(await withdraw(services, spec.author, id, '时间有误'));
    const gone = await app.request(mother);
    expect(gone.status).toBe(410);
    expect(await gone.text()).toContain('时间有误');
    expect((await app.request(mother, { method: 'POST' })).status).toBe(410);
    expect(await acknowledgements(id)).toBe(0);
  });

  test('who taps without end is slowed down, by the link alone', async () => {
    const { messageId } = await makePublished(services, spec);
    const link = linkOf(messageId, cast.siblings.guardian);
    const statuses = [];
    for (let i = 0; i < 22; i += 1) statuses.push((await app.request(link, { method: 'POST' })).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(303));
    expect(statuses.slice(20)).toEqual([429, 429]);
  });
});
