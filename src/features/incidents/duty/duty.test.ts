/** Rosters: turns that are fair, gaps and double bookings, hand-over, swaps, calendars, who gets the mail first. */
import ICAL from 'ical.js';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { movableClock } from '../../notices/factory.ts';
import { words } from '../messages.ts';
import { deskPath } from '../paths.ts';
import { type Done, holesOf, type Slot, slotsOf, takeTurns } from './model/roster.ts';
import {
  calendarPath,
  dutyPath,
  endRosterRoom,
  membersRoom,
  newRosterPath,
  ownCalendarPath,
  ownDutyPath,
  ownShiftPath,
  rosterPath,
  shiftPath,
  swapPath,
  turnsRoom,
} from './paths.ts';

const database = await testDatabase();
const { db } = database;
// A Friday; 9 in the morning in the district.
const start = '2026-11-20T01:00:00Z';
const clock = movableClock(start);
const services = { ...testServices(db, { clock }), clock };
const app = createApp(services);
const t = words('en');
let cast: Cast;
let people: CastName[] = [];

beforeAll(async () => {
  cast = await makeCast(database);
  people = ['bureau.incident_officer', 'bureau.editor', 'bureau.safety_officer'];
});

const accountOf = (name: CastName) => cast.members[name].accountId;

async function ask(name: CastName, path: string, form?: Record<string, string | string[]>) {
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
  const body = form && new URLSearchParams(Object.entries(form).flatMap(([k, v]) => [v].flat().map((one) => [k, one])));
  const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
  return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') ?? '' };
}
const officer = (path: string, form?: Record<string, string | string[]>) => ask('bureau.incident_officer', path, form);

async function makeRoster(more: Record<string, string | string[]> = {}): Promise<number> {
  const made = await officer(newRosterPath, {
    ...{ office: String(cast.district.id), name: '应急值班', kind: '', covers: 'all', starts: '08:00 20:00' },
    members: people.map((name) => String(accountOf(name))),
    ...more,
  });
  expect(made.status, made.text).toBe(303);
  return Number(/duty\/(\d+)/.exec(made.to)?.[1]);
}
const plan = (roster: number, from: string, to: string) => officer(turnsRoom.path(roster), { act: 'plan', from, to });

interface Row {
  id: number;
  startsAt: Date;
  endsAt: Date;
  accountId: number | null;
  standInId: number | null;
  revision: number;
}
async function shiftsOf(roster: number): Promise<Row[]> {
  const { rows } = await sql<Row>`select id, starts_at as "startsAt", ends_at as "endsAt", account_id as "accountId",
    stand_in_id as "standInId", revision from duty_shift where roster_id = ${roster} order by starts_at`.execute(db);
  return rows;
}
const mails = async () =>
  (await sql<{ address: string; subject: string }>`select address, subject from direct_mail order by id`.execute(db))
    .rows;

describe('turns', () => {
  const moment = (day: string, minutes: number) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000);
  const weekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  const fresh = (n: number): Done[] =>
    Array.from({ length: n }, (_, i) => ({ accountId: i + 1, working: 0, off: 0, standIn: 0, lastEnd: null }));
  const slots = (covers: 'all' | 'off' | 'working', from: string, to: string, starts = [480]) =>
    slotsOf({ covers, starts }, { from, to }, weekend, moment);

  test('shifts follow one another without a hole; days off or working days only', () => {
    const all = slots('all', '2026-11-20', '2026-11-23', [480, 1200]);
    expect(all).toHaveLength(8);
    expect(holesOf({ covers: 'all' }, all)).toEqual([]);
    expect(holesOf({ covers: 'all' }, all.toSpliced(3, 1))).toEqual([{ from: all[3]?.startsAt, to: all[3]?.endsAt }]);
    expect(holesOf({ covers: 'off' }, all.toSpliced(3, 1))).toEqual([]);
    expect(slots('off', '2026-11-20', '2026-11-23').map((one) => one.day)).toEqual(['2026-11-21', '2026-11-22']);
    expect(slots('working', '2026-11-20', '2026-11-23').map((one) => one.day)).toEqual(['2026-11-20', '2026-11-23']);
  });

  test('everybody gets as many working days, and as many days off, within one; never two in a row', () => {
    const turns = takeTurns(slots('all', '2026-11-02', '2026-12-27', [480, 1200]), fresh(5), () => false);
    const count = (pick: (slot: Slot) => boolean) =>
      [1, 2, 3, 4, 5].map((id) => turns.filter((turn) => turn.accountId === id && pick(turn.slot)).length);
    for (const counts of [count((slot) => slot.off), count((slot) => !slot.off)])
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    for (const [n, turn] of turns.entries()) {
      expect(turn.accountId).not.toBe(turns[n - 1]?.accountId);
      expect(turn.standInId).not.toBe(turn.accountId);
      expect(turn.standInId).not.toBeNull();
    }
  });

  test('turns go on where the last period ended; who is busy elsewhere is left out; nobody free is a gap', () => {
    const done = [
      { accountId: 1, working: 9, off: 0, standIn: 0, lastEnd: null },
      { accountId: 2, working: 2, off: 5, standIn: 0, lastEnd: null },
    ];
    const [friday, saturday] = takeTurns(slots('all', '2026-11-20', '2026-11-21'), done, () => false);
    expect([friday?.accountId, saturday?.accountId]).toEqual([2, 1]);
    const alone = takeTurns(slots('all', '2026-11-20', '2026-11-20'), fresh(2), (id) => id === 1);
    expect(alone[0]).toMatchObject({ accountId: 2, standInId: null });
    expect(takeTurns(slots('all', '2026-11-20', '2026-11-20'), fresh(2), () => true)[0]).toMatchObject({
      ...{ accountId: null, standInId: null },
    });
  });
});

describe('a roster', () => {
  test('is made with care: office, name, days, times, people', async () => {
    const form = {
      ...{ office: String(cast.district.id), name: '值班', kind: '', covers: 'all', starts: '08:00' },
      members: [String(accountOf('bureau.editor'))],
    };
    const wrong: [Record<string, string | string[]>, string][] = [
      [{ name: ' ' }, t('rosterName')],
      [{ covers: 'never' }, t('coversMissing')],
      [{ starts: '20:00 08:00' }, t('startsWrong')],
      [{ starts: '8' }, t('startsWrong')],
      [{ starts: '24:00' }, t('startsWrong')],
      [{ members: [] }, t('membersMissing')],
      [{ members: ['999999'] }, t('membersOutside')],
    ];
    for (const [more, trouble] of wrong) {
      const answer = await officer(newRosterPath, { ...form, ...more });
      expect([answer.status, answer.text.includes(trouble)], trouble).toEqual([422, true]);
    }
    expect((await ask('north.incident_officer', newRosterPath, form)).text).toContain(t('rosterOffice'));
    expect((await ask('bureau.editor', newRosterPath, form)).status).toBe(403);
  });

  test('gives out a period by the legal calendar, once; shows holidays; is taken back', async () => {
    const roster = await makeRoster();
    expect((await plan(roster, '2026-11-19', '2026-11-30')).text).toContain(t('periodPast'));
    expect((await plan(roster, '2026-12-30', '2026-12-01')).text).toContain(t('periodOrder'));
    expect((await plan(roster, '2026-12-01', '2027-12-01')).status).toBe(422);
    expect((await plan(roster, '2026-12-25', '2027-01-04')).status).toBe(303);
    expect(await shiftsOf(roster)).toHaveLength(22);
    expect((await plan(roster, '2026-12-25', '2027-01-04')).text).toContain(t('periodFull'));
    expect((await plan(roster, '2027-01-04', '2027-01-05')).status).toBe(303);
    expect(await shiftsOf(roster)).toHaveLength(24);
    const shown = (await officer(rosterPath(roster, '2026-12-25'))).text;
    expect(shown).toContain('08:00–20:00');
    expect(shown).toContain(t('dayOff'));
    expect((await officer(turnsRoom.path(roster), { act: 'clear', clearFrom: '2027-01-01' })).status).toBe(303);
    expect(await shiftsOf(roster)).toHaveLength(14);
  });

  test('gaps, people who have left and double bookings are seen, in the list and on the desk', async () => {
    const roster = await makeRoster({ name: '防汛值班', starts: '08:00' });
    await plan(roster, '2026-11-21', '2026-11-24');
    const [one, other] = await shiftsOf(roster);
    if (!one || !other) throw new Error('no shifts');
    const give = (shift: Row, accountId: string, standInId: string, revision = shift.revision) =>
      officer(shiftPath(roster, shift.id), { accountId, standInId, revision: String(revision) });
    const editor = String(accountOf('bureau.editor'));
    expect((await give(one, editor, editor)).text).toContain(t('standInSame'));
    expect((await give(one, String(accountOf('bureau.approver')), '')).text).toContain(t('notMember'));
    expect((await give(one, '', '')).status).toBe(303);
    expect((await give(one, editor, '')).text).toContain(t('shiftMoved'));
    const second = await makeRoster({ name: '夜间值班', starts: '08:00' });
    await plan(second, '2026-11-21', '2026-11-24');
    const planned = await shiftsOf(second);
    const busy = planned.flatMap((shift) => [shift.accountId, shift.standInId]).filter((id) => id !== null);
    expect(busy.length, 'nobody is given two at once').toBeGreaterThan(0);
    await sql`update duty_shift set account_id = ${other.accountId}, stand_in_id = null where id = ${planned[1]?.id}`.execute(
      db,
    );
    const list = (await officer(dutyPath)).text;
    expect(list).toContain('1 shift without anybody');
    expect(list).toContain('doubly booked');
    const shown = (await officer(rosterPath(roster, '2026-11-20'))).text;
    expect(shown).toContain(t('markGap'));
    expect(shown).toContain(t('markDoubly'));
    for (const id of [roster, second]) await officer(endRosterRoom.path(id), {});
    expect((await officer(rosterPath(roster))).text).toContain(t('rosterEnded'));
    expect((await plan(roster, '2026-12-01', '2026-12-02')).status).toBe(422);
  });

  test('members are changed; a school sees its own only; nobody plans for another office', async () => {
    const roster = await makeRoster({ name: '考务值班' });
    expect((await officer(membersRoom.path(roster), { members: String(accountOf('bureau.editor')) })).status).toBe(303);
    expect((await ask('north.incident_officer', rosterPath(roster))).status).toBe(404);
    expect((await ask('north.incident_officer', membersRoom.path(roster), {})).status).toBe(404);
    expect((await ask('bureau.auditor', rosterPath(roster))).status).toBe(200);
    expect((await ask('bureau.auditor', turnsRoom.path(roster), {})).status).toBe(403);
    await officer(endRosterRoom.path(roster), {});
  });
});

describe('on duty', () => {
  let roster = 0;
  let shifts: Row[] = [];
  const nameOf = (accountId: number | null | undefined) =>
    people.find((name) => accountOf(name) === accountId) as CastName;

  beforeAll(async () => {
    roster = await makeRoster({ name: '应急值班', starts: '08:00' });
    await plan(roster, '2026-11-20', '2026-11-26');
    shifts = await shiftsOf(roster);
  });

  test('who is on duty now stands on the desk and in declaring; they get the mail first', async () => {
    const [now] = shifts;
    const person = cast.members[nameOf(now?.accountId)].name;
    for (const path of [deskPath, `${deskPath}/declare`, dutyPath]) {
      const shown = (await officer(path)).text;
      expect(shown, path).toContain(t('onDutyNow'));
      expect(shown, path).toContain(person);
    }
    const before = (await mails()).length;
    const form = { kind: 'flood', level: '3', mode: 'exercise', where: String(cast.north.organisation.id) };
    expect((await officer(`${deskPath}/declare`, form)).status).toBe(303);
    const told = (await mails()).slice(before);
    expect(told).toHaveLength(2);
    for (const mail of told) expect(mail.subject).toMatch(/^(【演练】|\[EXERCISE\])/);
    // A roster of another plan is not asked.
    await sql`update duty_roster set kind = 'fire' where id = ${roster}`.execute(db);
    await officer(`${deskPath}/declare`, { ...form, kind: 'storm' });
    expect(await mails()).toHaveLength(before + 2);
    await sql`update duty_roster set kind = null where id = ${roster}`.execute(db);
  });

  test('the own page shows the own shifts and no other’s; it stands on the first page of the desk', async () => {
    const [now, next] = shifts;
    const me = nameOf(now?.accountId);
    const page = (await ask(me, ownDutyPath)).text;
    expect(page).toContain(ownShiftPath(now?.id ?? 0));
    const stranger = people.find((name) => ![next?.accountId, next?.standInId].includes(accountOf(name))) as CastName;
    expect(page).toContain(t('calendar'));
    expect((await ask(stranger, ownShiftPath(next?.id ?? 0))).status).toBe(404);
    expect((await ask('north.editor', ownDutyPath)).text).toContain(t('ownNone'));
    expect((await ask(me, '/desk')).text).toContain('应急值班');
  });

  test('what is handed over is read by the next and by whoever plans; not before, not long after, never changed', async () => {
    const [now, next] = shifts;
    if (!now || !next) throw new Error('no shifts');
    const me = nameOf(now.accountId);
    expect((await ask(me, ownShiftPath(now.id), { act: 'note', text: ' ' })).status).toBe(422);
    expect((await ask(me, ownShiftPath(now.id), { act: 'note', text: '水位 2.1 米，\n八点再看' })).status).toBe(303);
    expect((await ask(nameOf(next.accountId), ownShiftPath(next.id))).text).toContain('水位 2.1 米');
    expect((await officer(rosterPath(roster))).text).toContain('水位 2.1 米');
    const early = await ask(nameOf(next.accountId), ownShiftPath(next.id), { act: 'note', text: 'x' });
    expect(early.text).toContain(t('noteTime'));
    await expect(sql`update duty_handover set text = 'x'`.execute(db)).rejects.toThrow(/permission denied/);
    clock.set('2026-11-21T13:00:00Z');
    expect((await ask(me, ownShiftPath(now.id), { act: 'note', text: 'x' })).text).toContain(t('noteTime'));
    clock.set(start);
  });

  test('a swap changes nothing before the other agrees; both learn of it; what has changed meanwhile stops it', async () => {
    const mine = shifts.find((shift) => shift.startsAt > clock.now());
    const theirs = shifts.find((shift) => shift.startsAt > clock.now() && shift.accountId !== mine?.accountId);
    if (!mine || !theirs) throw new Error('no shifts');
    const [me, other] = [nameOf(mine.accountId), nameOf(theirs.accountId)];
    const third = people.find((name) => name !== me && name !== other) as CastName;
    const to = String(accountOf(other));
    const askFor = (more: object) =>
      ask(me, ownShiftPath(mine.id), { act: 'swap', to, other: String(theirs.id), ...more });
    expect((await askFor({ to: String(accountOf('north.editor')) })).text).toContain(t('swapWho'));
    expect((await askFor({ other: String(mine.id) })).text).toContain(t('swapOther'));
    const before = (await mails()).length;
    expect((await askFor({})).status).toBe(303);
    expect((await askFor({})).text).toContain(t('swapAsked'));
    const { rows } = await sql<{ id: number }>`select id from duty_swap where state = 'asked'`.execute(db);
    const swap = rows[0]?.id ?? 0;
    expect((await shiftsOf(roster)).find((one) => one.id === mine.id)?.accountId).toBe(mine.accountId);
    expect((await ask(other, '/desk')).text).toContain(t('waitSwapStatus'));
    expect((await ask(third, swapPath(swap), { answer: 'agreed' })).status).toBe(404);
    expect((await ask(me, swapPath(swap), { answer: 'agreed' })).status).toBe(404);
    expect((await ask(other, swapPath(swap), { answer: 'agreed' })).status).toBe(303);
    const after = await shiftsOf(roster);
    expect(after.find((one) => one.id === mine.id)?.accountId).toBe(theirs.accountId);
    expect(after.find((one) => one.id === theirs.id)?.accountId).toBe(mine.accountId);
    expect((await mails()).length).toBe(before + 2);
    expect((await ask(other, swapPath(swap), { answer: 'agreed' })).text).toContain(t('swapDecided'));
    // Asked anew, and given to a third meanwhile.
    const again = after.find((one) => one.id === theirs.id) as Row;
    expect((await ask(me, ownShiftPath(again.id), { act: 'swap', to, other: '' })).status).toBe(303);
    await sql`update duty_shift set account_id = ${accountOf(third)}, stand_in_id = null where id = ${again.id}`.execute(
      db,
    );
    const { rows: open } = await sql<{ id: number }>`select id from duty_swap where state = 'asked'`.execute(db);
    expect((await ask(other, swapPath(open[0]?.id ?? 0), { answer: 'agreed' })).text).toContain(t('swapChanged'));
    expect((await ask(me, swapPath(open[0]?.id ?? 0), { answer: 'withdrawn' })).status).toBe(303);
  });

  test('the calendar opens by its secret alone, holds the own shifts only, and ends', async () => {
    const me = nameOf(shifts[0]?.accountId);
    const made = (await ask(me, ownCalendarPath, { act: 'make' })).text;
    const path = /\/duties\/[\w-]{43}\/shifts\.ics/.exec(made)?.[0] ?? '';
    expect((await ask(me, ownDutyPath)).text).not.toContain(path);
    const answer = await app.request(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(answer.headers.get('cache-control')).toContain('no-store');
    const text = await answer.text();
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    const { rows: own } = await sql<Row>`select s.starts_at as "startsAt" from duty_shift s
      join duty_roster r on r.id = s.roster_id and r.state = 'active'
      where ${accountOf(me)} in (s.account_id, s.stand_in_id)`.execute(db);
    expect(own.length).toBeGreaterThan(2);
    expect(events).toHaveLength(own.length);
    expect(events.map((event) => event.startDate.toJSDate().getTime()).sort()).toEqual(
      own.map((one) => one.startsAt.getTime()).sort(),
    );
    expect(new Set(events.map((event) => event.uid)).size).toBe(events.length);
    for (const other of people.filter((name) => name !== me)) expect(text).not.toContain(cast.members[other].name);
    expect(text).not.toContain('水位');
    const { rows } = await sql<{ hash: string }>`select encode(token_hash, 'hex') as hash from duty_calendar`.execute(
      db,
    );
    expect(rows[0]?.hash).not.toContain(path.slice(8, 20));
    // Renewed, the old one opens nothing; ended, nothing does.
    const renewed = (await ask(me, ownCalendarPath, { act: 'make' })).text;
    const second = /\/duties\/[\w-]{43}\/shifts\.ics/.exec(renewed)?.[0] ?? '';
    expect((await app.request(path)).status).toBe(404);
    expect((await app.request(second)).status).toBe(200);
    expect((await ask(me, ownCalendarPath, { act: 'end' })).status).toBe(303);
    expect((await app.request(second)).status).toBe(404);
    expect((await app.request(calendarPath('x'.repeat(43)))).status).toBe(404);
  });
});
