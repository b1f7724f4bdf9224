/** The link to one's own open notices: the same answer for every address, once, within an hour. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { Visitor } from '../../../test/support/visitor.ts';
import { createApp } from '../../app.tsx';
import { byAt, makePublished, movableClock } from './factory.ts';
import { words } from './messages/words.ts';
import { askOwnLinkPath } from './paths.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock }), clock };
const app = createApp(services);
const cast = await makeCast(database);
const t = words('en');
const { mother } = cast.separated;
let address = '';
let open: number;

beforeAll(async () => {
  const spec = {
    office: cast.district.id,
    author: byAt(cast.members['bureau.editor']),
    approver: byAt(cast.members['bureau.approver']),
    audience: [{ organisationId: cast.district.id, role: 'guardians' as const }],
    deadlineOn: '2026-11-27',
  };
  open = (await makePublished(services, spec)).id;
  // Not for her: a school where she has no child, or the staff.
  await makePublished(services, {
    ...spec,
    audience: [{ organisationId: cast.south.organisation.id, role: 'guardians' as const }],
  });
  const { rows } = await sql<{ address: string }>`select address from contact_point
    where person_id = ${mother} and kind = 'email' limit 1`.execute(db);
  address = rows[0]?.address ?? '';
  if (!address) {
    address = 'mother@family.example';
    await sql`insert into contact_point (person_id, kind, address) values (${mother}, 'email', ${address})`.execute(db);
  }
});

beforeEach(async () => {
  await sql`delete from direct_mail`.execute(db);
  await sql`delete from own_link`.execute(db);
  await sql`delete from sign_in_attempt`.execute(db);
});

async function mails(): Promise<{ address: string; text_body: string }[]> {
  const { rows } = await sql<{ address: string; text_body: string }>`
    select address, text_body from direct_mail order by id`.execute(db);
  return rows;
}

async function linkFor(): Promise<string> {
  await new Visitor(app).post(askOwnLinkPath, { address });
  const [mail] = await mails();
  return /\/my-notices\/[\w-]+/.exec(mail?.text_body ?? '')?.[0] ?? '';
}

describe('asking', () => {
  test('answers the same whether the address is known or not', async () => {
    const known = await new Visitor(app).post(askOwnLinkPath, { address });
    expect((await mails()).map((mail) => mail.address)).toEqual([address]);
    const unknown = await new Visitor(app).post(askOwnLinkPath, { address: 'nobody@nowhere.example' });
    expect([unknown.status, unknown.location, unknown.text]).toEqual([known.status, known.location, known.text]);
    expect(unknown.setCookies).toEqual([]);
    expect(await mails()).toHaveLength(1);
    expect((await new Visitor(app).get(known.location)).text).toContain(t('ownLinkSentTitle'));
  });

  test('says what is wrong at the field, and keeps what was typed', async () => {
    const wrong = await new Visitor(app).post(askOwnLinkPath, { address: 'not an address' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain(t('ownLinkAddressWrong'));
    expect(wrong.text).toContain('value="not an address"');
    expect((await new Visitor(app).post(askOwnLinkPath)).status).toBe(422);
  });

  test('is limited for an address and for whoever asks, known or not', async () => {
    for (const of of [address, 'nobody@nowhere.example']) {
      for (let n = 0; n < 3; n += 1)
        expect((await new Visitor(app).post(askOwnLinkPath, { address: of })).status).toBe(303);
      expect((await new Visitor(app).post(askOwnLinkPath, { address: of.toUpperCase() })).status).toBe(429);
    }
    expect(await mails()).toHaveLength(3);
    for (let n = 0; n < 24; n += 1) await new Visitor(app).post(askOwnLinkPath, { address: `a${n}@b.example` });
    expect((await new Visitor(app).post(askOwnLinkPath, { address: 'one@more.example' })).status).toBe(429);
  });

  test('several at one address get a mail each; a bounced one and who left get none', async () => {
    const { father } = cast.separated;
    await sql`insert into contact_point (person_id, kind, address, rank) values (${father}, 'email', ${address}, 9)`.execute(
      db,
    );
    await new Visitor(app).post(askOwnLinkPath, { address });
    const both = await mails();
    expect(both).toHaveLength(2);
    expect(new Set(both.map((mail) => /\/my-notices\/[\w-]+/.exec(mail.text_body)?.[0])).size).toBe(2);
    await sql`delete from contact_point where person_id = ${father} and address = ${address}`.execute(db);
    await sql`update contact_point set bounced_at = now() where address = ${address}`.execute(db);
    await new Visitor(app).post(askOwnLinkPath, { address });
    expect(await mails()).toHaveLength(2);
    await sql`update contact_point set bounced_at = null where address = ${address}`.execute(db);
  });
});

describe('the link', () => {
  test('shows the open notices of its person, once, and only on a press', async () => {
    const path = await linkFor();
    for (let look = 0; look < 2; look += 1) {
      const looked = await new Visitor(app).get(path);
      expect(looked.status).toBe(200);
      expect(looked.text).not.toContain('/m/');
    }
    const shown = await new Visitor(app).post(path);
    expect(shown.status).toBe(200);
    expect(shown.setCookies).toEqual([]);
    const links = [...shown.text.matchAll(/href="(\/m\/[\w-]+)"/g)].map(([, href]) => href as string);
    expect(links).toHaveLength(1);
    const notice = await new Visitor(app).get(links[0] as string);
    expect(notice.status).toBe(200);
    const { rows } = await sql<{ title: string }>`select title from notice_text where notice_id = ${open}`.execute(db);
    expect(rows.some((row) => notice.text.includes(row.title))).toBe(true);
    for (const again of [await new Visitor(app).post(path), await new Visitor(app).get(path)]) {
      expect(again.status).toBe(410);
      expect(again.text).not.toContain('/m/');
    }
    expect((await sql`select from own_link`.execute(db)).rows).toHaveLength(0);
  });

  test('ends after an hour, and with the person’s other links', async () => {
    const late = await linkFor();
    clock.pass(61 * 60_000);
    expect((await new Visitor(app).post(late)).status).toBe(410);
    await sql`delete from direct_mail`.execute(db);
    const ended = await linkFor();
    await sql`update person set link_epoch = link_epoch + 1 where id = ${mother}`.execute(db);
    expect((await new Visitor(app).post(ended)).status).toBe(410);
    expect((await new Visitor(app).post('/my-notices/x')).status).toBe(410);
  });
});
