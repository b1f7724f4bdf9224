/** The daily run and the person's side: what closes, who is told, what the audit learns; settling, rating, reviews. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeDesk } from '../../../../test/support/voice.ts';
import { words } from '../messages.ts';
import { runDaily } from './actions/daily.ts';
import { askReview, rate, saySettled } from './actions/outcome.ts';
import type { MadeCase } from './factory.ts';
import { answerRoom } from './paths.ts';
import { insertAnswer } from './queries/work.ts';

const desk = await makeDesk('2026-07-15T22:35:00Z');
const { made, db, t, read, acts, clock, services, ask } = desk;

beforeAll(async () => desk.begin());
beforeEach(async () => {
  for (const table of ['voice_case', 'voice_act', 'voice_day', 'direct_mail'])
    await sql`delete from ${sql.table(table)}`.execute(db);
  clock.set('2026-07-15T22:35:00Z');
});

const office = () => desk.cast().north.organisation.id;
const inOwn = <T>(work: Parameters<ReturnType<typeof db.transaction>['execute']>[0]) =>
  db.transaction().execute(work) as Promise<T>;
const today = '2026-07-16';
const zh = words('zh-CN');

async function mails(): Promise<{ address: string; text: string }[]> {
  const { rows } = await sql<{
    address: string;
    text: string;
  }>`select address, text_body as text from direct_mail order by address`.execute(db);
  return rows;
}
const addressOf = (name: 'north.case_handler' | 'bureau.case_handler' | 'south.case_handler') =>
  `staff${desk.cast().members[name].personId}@example.org`;

async function answered(
  wish: Parameters<typeof made>[0] & { askUntil?: string | null; round?: number } = {},
): Promise<MadeCase> {
  const one = await made({
    officeId: office(),
    clock: 'petition',
    state: 'accepted',
    acceptedOn: '2026-06-01',
    ...wish,
  });
  const members = desk.cast().members;
  await inOwn((trx) =>
    insertAnswer(trx, {
      ...{ caseId: one.id, round: wish.round ?? 0, day: '2026-06-20', text: '答复', corrects: null },
      ...{ writers: [members['north.case_handler'].accountId], approverId: members['north.administrator'].accountId },
    }),
  );
  await sql`update voice_case set state = 'answered', answered_on = '2026-06-20', round = ${wish.round ?? 0},
    ask_until = ${wish.askUntil === undefined ? '2026-07-20' : wish.askUntil}::date where id = ${one.id}::uuid`.execute(
    db,
  );
  return one;
}

describe('the daily run', () => {
  test('closes what the person let pass, on the day after, once', async () => {
    const over = await answered({ askUntil: '2026-07-15' });
    const lastDay = await answered({ askUntil: '2026-07-16' });
    const noRound = await answered({ askUntil: null, round: 2 });
    expect((await runDaily(services)).closed).toBe(2);
    expect(await read(over)).toMatchObject({ state: 'closed', closedOn: today });
    expect((await read(noRound)).state).toBe('closed');
    expect((await read(lastDay)).state).toBe('answered');
    expect(await acts(over)).toEqual(['closed']);
    expect((await runDaily(services)).closed).toBe(0);
    expect(await acts(over)).toEqual(['closed']);
  });

  test('tells each handler once a day how many, and nothing else', async () => {
    const secret = '运输公司欠薪三个月';
    await made({ officeId: office(), dueOn: '2026-07-15', text: secret });
    await made({ officeId: office(), dueOn: '2026-07-18', text: secret });
    const numbers = await sql<{ number: string }>`select number from voice_case`.execute(db);
    expect((await runDaily(services)).told).toBe(2);
    const sent = await mails();
    expect(sent.map(({ address }) => address).sort()).toEqual(
      [addressOf('bureau.case_handler'), addressOf('north.case_handler')].sort(),
    );
    for (const { text } of sent) {
      expect(text).toMatch(/：1 件/);
      expect(text).not.toContain(secret);
      for (const { number } of numbers.rows) expect(text).not.toContain(number);
    }
    expect((await runDaily(services)).told, 'a job that comes twice').toBe(0);
    expect(await mails()).toHaveLength(2);
    clock.set('2026-07-16T22:35:00Z');
    expect((await runDaily(services)).told).toBe(2);
  });

  test('before the deadline the office is reminded; once it has passed those above it are told too', async () => {
    const lines = async () => {
      await runDaily(services);
      const sent = (await mails()).map(({ address, text }) => [address, text.split('\n\n')[0]]);
      for (const table of ['direct_mail', 'voice_day']) await sql`delete from ${sql.table(table)}`.execute(db);
      return Object.fromEntries(sent) as Record<string, string>;
    };
    const [own, above] = [addressOf('north.case_handler'), addressOf('bureau.case_handler')];
    await made({ officeId: office(), state: 'accepted', acceptedOn: '2026-06-01', dueOn: '2026-07-18' });
    expect(await lines()).toEqual({ [own]: zh('mail_soon', { n: 1 }) });
    // The day of the deadline still counts.
    clock.set('2026-07-17T22:35:00Z');
    expect(await lines()).toEqual({ [own]: zh('mail_soon', { n: 1 }) });
    clock.set('2026-07-18T22:35:00Z');
    expect(await lines()).toEqual({ [own]: zh('mail_late', { n: 1 }), [above]: zh('mail_below', { n: 1 }) });
    // Of an office without handlers it is the daily work of those of the office above.
    const room = desk.cast().north.classes[0]?.organisation.id;
    await sql`update voice_case set office_id = ${room ?? 0}::bigint`.execute(db);
    expect(await lines()).toEqual({ [own]: zh('mail_late', { n: 1 }), [above]: zh('mail_below', { n: 1 }) });
  });

  test('who belongs to what is complained of is told of nothing, nor who keeps out', async () => {
    await made({
      kind: 'complaint',
      organisationId: desk.cast().south.organisation.id,
      officeId: desk.cast().district.id,
      dueOn: '2026-07-01',
    });
    const one = await made({
      kind: 'complaint',
      organisationId: desk.cast().south.organisation.id,
      officeId: office(),
      dueOn: '2026-07-01',
    });
    await sql`insert into voice_conflict (case_id, account_id, day, out)
      values (${one.id}::uuid, ${desk.cast().members['north.case_handler'].accountId}, '2026-07-02', true)`.execute(db);
    await runDaily(services);
    expect((await mails()).map(({ address }) => address)).toEqual([addressOf('bureau.case_handler')]);
    await sql`delete from direct_mail`.execute(db);
    await sql`delete from voice_day`.execute(db);
    await sql`delete from voice_case`.execute(db);
    await made({ kind: 'grievance', organisationId: desk.cast().district.id, dueOn: '2026-07-01' });
    await runDaily(services);
    expect(await mails(), 'what complains of the district is on the ombudspersons’ desk').toEqual([]);
  });

  test('enters the acts into the audit, all with one time, and keeps none', async () => {
    const one = await made({ officeId: office() });
    await ask('north.case_handler', `/desk/cases/${one.number}`);
    await desk.work('north.case_handler', one, { act: 'accept' });
    const before = await desk.waitingActs();
    expect(before).toEqual(['voice.accept_case', 'voice.open_case']);
    clock.set('2026-07-16T22:35:00Z');
    expect((await runDaily(services)).entered).toBe(2);
    expect(await desk.waitingActs()).toEqual([]);
    const { rows } = await sql<{ action: string; at: Date; detail: { day: string; number: string } }>`
      select action, at, detail from audit_event where action like 'voice.%'`.execute(db);
    expect(rows.map((row) => row.action).sort()).toEqual(before);
    expect(new Set(rows.map((row) => row.at.toISOString()))).toEqual(new Set(['2026-07-16T22:35:00.000Z']));
    for (const { detail } of rows) expect(detail).toMatchObject({ day: today, number: one.number });
  });
});

describe('the person', () => {
  const settle = (one: MadeCase, settled: boolean) =>
    inOwn<{ ok: boolean }>((trx) => saySettled(trx, one.id, today, settled));
  const review = (one: MadeCase, on = today) =>
    inOwn<{ ok: boolean }>((trx) => askReview(trx, one.id, on, '没有回答欠薪的问题。'));

  test('says that it settles the matter: closed; rates it; the last word counts', async () => {
    const one = await answered();
    expect((await settle(one, false)).ok).toBe(true);
    expect(await read(one)).toMatchObject({ state: 'answered', settled: false });
    expect((await settle(one, true)).ok).toBe(true);
    expect((await settle(one, true)).ok).toBe(true);
    expect(await read(one)).toMatchObject({ state: 'closed', settled: true, closedOn: today });
    expect(await acts(one)).toEqual(['unsettled', 'settled']);
    for (const n of [2, 5]) expect((await inOwn<{ ok: boolean }>((trx) => rate(trx, one.id, n))).ok).toBe(true);
    expect((await read(one)).rating).toBe(5);
    const open = await made({ officeId: office() });
    expect((await settle(open, true)).ok).toBe(false);
    expect((await inOwn<{ ok: boolean }>((trx) => rate(trx, open.id, 1))).ok).toBe(false);
  });

  test('asks for a review once, then for a re-review, each within its period; the office above, and other people', async () => {
    const one = await answered();
    expect((await review(one, '2026-07-21')).ok, 'too late').toBe(false);
    expect((await review(one)).ok).toBe(true);
    expect(await read(one)).toMatchObject({
      state: 'accepted',
      round: 1,
      dueOn: '2026-08-15',
      officeId: desk.cast().district.id,
    });
    expect((await review(one)).ok, 'once').toBe(false);
    // The one of the school had written the answer; and is no longer its office.
    expect((await ask('north.case_handler', `/desk/cases/${one.number}`)).status).toBe(404);
    await sql`update voice_case set office_id = ${office()} where id = ${one.id}::uuid`.execute(db);
    const refused = await ask('north.case_handler', answerRoom.path(one.number), { text: '维持', revision: '0' });
    expect(refused.text).toContain(t('handBefore'));
    await sql`update voice_case set state = 'answered', round = 2, ask_until = '2026-09-01' where id = ${one.id}::uuid`.execute(
      db,
    );
    expect((await review(one)).ok, 'nothing after the re-review').toBe(false);
  });

  test('two requests at once: one round', async () => {
    const one = await answered();
    const both = await Promise.all([review(one), review(one)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await read(one)).round).toBe(1);
  });
});
