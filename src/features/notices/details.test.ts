/** What a family says through the personal link, until the school office decides it. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { correctionPaths } from '../directory/corrections/paths.ts';
import { makePublished } from './factory.ts';

const { db, app, services, cast, spec, linkOf, staff } = await noticeScene();

const form = (values: Record<string, string>) => new URLSearchParams(values);
const open = async () =>
  (
    await sql<{
      id: number;
      kind: string;
      value: string;
    }>`select id, kind, value from correction where state = 'open' order by id`.execute(db)
  ).rows;

describe('a correction proposed by a family', () => {
  test('shows nothing of what there is, changes nothing, and is checked', async () => {
    const { messageId } = await makePublished(services, spec);
    const address = `${linkOf(messageId, cast.separated.mother)}/details`;
    const { rows: points } = await sql<{ address: string }>`select address from contact_point`.execute(db);
    const html = await (await app.request(address)).text();
    for (const point of points) expect(html).not.toContain(point.address);
    const post = (values: Record<string, string>) => app.request(address, { method: 'POST', body: form(values) });
    const wrong = await post({ sms: '123' });
    expect(wrong.status).toBe(422);
    const again = await wrong.text();
    expect(again).toContain('value="123"');
    expect((await post({})).status).toBe(422);
    expect((await post({ sms: '13800000011', email: 'a@example.org' })).status).toBe(422);
    expect((await post({ name: '513221201109151235' })).status).toBe(422);
    expect(await open()).toEqual([]);
    for (let n = 0; n < 2; n += 1) expect((await post({ sms: '１３８ ０００００ ０１１' })).status).toBe(303);
    expect(await open()).toMatchObject([{ kind: 'sms', value: '13800000011' }]);
    for (const n of [1, 2, 3, 4]) expect((await post({ email: `mother${n}@example.org` })).status).toBe(303);
    const many = await post({ email: 'mother5@example.org' });
    expect(many.status).toBe(422);
    expect((await app.request(`${linkOf(messageId, 999_999)}/details`)).status).not.toBe(200);
  });

  test('is decided by the school, not by another; the value goes with the decision', async () => {
    const [number, mail, declined] = await open();
    const ask = await staff('north.administrator');
    const other = await staff('south.administrator');
    const queue = await (await ask(correctionPaths.queue())).text();
    expect(queue).toContain('13800000011');
    expect(await (await other(correctionPaths.queue())).text()).not.toContain('13800000011');
    const one = correctionPaths.one(number?.id as number);
    expect((await other(one)).status).toBe(404);
    await other(one, { decision: 'accept' });
    expect((await open()).length).toBe(5);
    expect((await ask(one, { decision: 'accept' })).status).toBe(303);
    expect((await ask(correctionPaths.one(mail?.id as number), { decision: 'accept' })).status).toBe(303);
    const { rows } =
      await sql`select kind, address, origin from contact_point where person_id = ${cast.separated.mother} order by rank limit 2`.execute(
        db,
      );
    expect(rows).toEqual([
      { kind: 'email', address: 'mother1@example.org', origin: 'person' },
      { kind: 'sms', address: '13800000011', origin: 'person' },
    ]);
    const third = correctionPaths.one(declined?.id as number);
    expect((await ask(third)).status).toBe(200);
    expect((await ask(third, { decision: 'decline', reason: '' })).status).toBe(422);
    expect((await ask(third, { decision: 'decline', reason: '本人表示未提出' })).status).toBe(303);
    expect((await ask(third)).status).toBe(404);
    const views = await sql`select from audit_event where action = 'person.view'
      and subject = ${`person:${cast.separated.mother}`}`.execute(db);
    expect(views.rows.length, 'looking at what a family said is recorded').toBe(1);
    const kept = await sql`select value from correction where state <> 'open'`.execute(db);
    expect(kept.rows).toEqual([{ value: '' }, { value: '' }, { value: '' }]);
    const acts = await sql`select distinct action from audit_event where action like 'correction.%' order by 1`.execute(
      db,
    );
    expect(acts.rows).toEqual([{ action: 'correction.accept' }, { action: 'correction.decline' }]);
  });

  test('an address that was opted out of stays so: whoever has the link cannot take that back', async () => {
    const { messageId } = await makePublished(services, spec);
    const { rows } = await sql<{ address: string }>`update contact_point set opted_out_at = now(), bounced_at = now()
      where person_id = ${cast.separated.father} and kind = 'email' returning address`.execute(db);
    const email = rows[0]?.address as string;
    const address = `${linkOf(messageId, cast.separated.father)}/details`;
    expect((await app.request(address, { method: 'POST', body: form({ email }) })).status).toBe(303);
    const said = (await open()).find(({ value }) => value === email);
    const ask = await staff('north.administrator');
    const one = correctionPaths.one(said?.id as number);
    expect(await (await ask(one)).text()).toContain('opted out of this address');
    expect((await ask(one, { decision: 'accept' })).status).toBe(303);
    const { rows: after } = await sql`select bounced_at, opted_out_at is not null as out from contact_point
      where person_id = ${cast.separated.father} and address = ${email}`.execute(db);
    expect(after).toEqual([{ bounced_at: null, out: true }]);
  });

  test('a language and the writing of a name', async () => {
    const { messageId } = await makePublished(services, spec);
    const address = `${linkOf(messageId, cast.separated.father)}/details`;
    for (const values of [{ language: 'bo' }, { name: '多吉 次仁' }] as Record<string, string>[]) {
      expect((await app.request(address, { method: 'POST', body: form(values) })).status).toBe(303);
    }
    const ask = await staff('north.administrator');
    for (const { id } of (await open()).filter(({ kind }) => kind === 'language' || kind === 'name')) {
      expect((await ask(correctionPaths.one(id), { decision: 'accept' })).status).toBe(303);
    }
    const { rows } =
      await sql`select full_name, language, name_pinyin from person where id = ${cast.separated.father}`.execute(db);
    expect(rows).toEqual([{ full_name: '多吉次仁', language: 'bo', name_pinyin: 'duojiciren' }]);
  });
});
