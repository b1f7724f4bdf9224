/** Roll calls by their pages: opened, answered by teachers and families, phoned, reminded; walls and limits. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CastName } from '../../../../test/support/cast.ts';
import { cookieOf } from '../../../../test/support/cast.ts';
import { countFor, makeGround } from '../../../../test/support/roll-calls.ts';
import { signLink } from '../../delivery/feature.ts';
import { answeredOf, countedSince, guarded, mostPerTerm } from './model/roll-call.ts';
import {
  boardLive,
  boardPath,
  callersRoom,
  closeRollRoom,
  familyPath,
  ownRollsPath,
  remindRoom,
  rollClassPath,
  rollsPath,
} from './paths.ts';

const ground = await makeGround('2026-11-20T01:00:00Z');
const { db, clock, app, services, ask, t } = ground;
let classes: { id: number; pupils: { id: number; name: string }[] }[];

beforeAll(async () => {
  await ground.begin();
  classes = await ground.classesOf(ground.cast().north);
});

const opened = async (name: CastName, incident: number, form = { who: 'families', hours: '24' }) => {
  const answer = await ask(name, rollsPath(incident), form);
  expect(answer.status, answer.text.slice(0, 2000)).toBe(303);
  return Number(/roll\/(\d+)$/.exec(answer.location)?.[1]);
};
const answersOf = async (roll: number) =>
  (
    await sql<{ pupil: number; answer: string; text: string }>`
      select pupil_id as pupil, answer, text from roll_call_answer where roll_call_id = ${roll}`.execute(db)
  ).rows;
const linkOf = async (roll: number, personId: number, epoch = 0) => {
  const { rows } = await sql<{ id: number }>`select id from message
    where subject = ${`roll_call:${roll}`} and purpose = 'roll_call' order by id limit 1`.execute(db);
  return familyPath(signLink(services.secrets, { messageId: rows[0]?.id ?? 0, personId, epoch }));
};
type Form = Record<string, string>;
const main = (html: string) => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
const officer = 'bureau.incident_officer' as const;

describe('opening', () => {
  test('whoever leads; wrong input is said at its field; one at a time', async () => {
    const incident = await ground.incident();
    const page = await ask(officer, rollsPath(incident));
    expect(page.text).toContain(t('rollLeft', { most: mostPerTerm.real, left: mostPerTerm.real }));
    const wrongs: Form[] = [{}, { who: 'everybody', hours: '24' }, { who: 'teachers', hours: '96' }];
    for (const wrong of wrongs) {
      expect((await ask(officer, rollsPath(incident), wrong)).status, JSON.stringify(wrong)).toBe(422);
    }
    expect((await ask('north.incident_officer', rollsPath(incident), { who: 'teachers', hours: '6' })).status).toBe(
      403,
    );
    expect((await ask('bureau.administrator', rollsPath(incident), { who: 'teachers', hours: '6' })).status).toBe(403);
    const roll = await opened(officer, incident);
    const again = await ask(officer, rollsPath(incident), { who: 'teachers', hours: '6' });
    expect(again.status).toBe(422);
    expect(again.text).toContain(t('rollOpenAlready'));
    const { rows } = await sql<{ purpose: string; text: string }>`select m.purpose, c.text_body as text
      from message m join message_content c on c.message_id = m.id and c.language = 'zh-CN'
      where m.subject = ${`roll_call:${roll}`} order by m.id`.execute(db);
    expect(rows.map((row) => row.purpose)).toEqual(['roll_call_staff', 'roll_call']);
    expect(rows[0]?.text).toContain(`http://belfry.test${ownRollsPath}`);
    expect(rows[1]?.text).toContain('{{link}}');
    await ask(officer, closeRollRoom.path(incident, roll), {});
  });

  test('a term allows so many for any class; exercises have their own number; the schema allows no more than 72 hours', async () => {
    const exercise = await ground.incident({ exercise: true });
    for (let n = 0; n < mostPerTerm.exercise; n += 1) {
      const roll = await opened(officer, exercise, { who: 'teachers', hours: '6' });
      expect((await ask(officer, closeRollRoom.path(exercise, roll), {})).status).toBe(303);
    }
    const page = await ask(officer, rollsPath(exercise));
    expect(page.text).toContain(t('rollLeft', { most: mostPerTerm.exercise, left: 0 }));
    const more = await ask(officer, rollsPath(exercise), { who: 'teachers', hours: '6' });
    expect(more.status).toBe(422);
    expect(more.text).toContain(t('rollTermFull', { n: mostPerTerm.exercise }));
    // A school's own exercise touches a class that was called as often.
    const north = ground.cast().north.organisation.id;
    const own = await ground.incident({ exercise: true, places: [north], name: 'north.incident_officer' });
    expect((await ask('north.incident_officer', rollsPath(own), { who: 'teachers', hours: '6' })).status).toBe(422);
    await expect(
      sql`insert into roll_call (incident_id, begun_at, ends_at) values (${exercise}, now(), now() + interval '73 hours')`.execute(
        db,
      ),
    ).rejects.toThrow(/check/);
  });

  test('the days since when a term is counted', () => {
    expect(countedSince('2026-09-01', '2026-11-20')).toBe('2026-09-01');
    expect(countedSince(undefined, '2026-11-20')).toBe('2026-08-01');
    expect(countedSince(undefined, '2026-07-20')).toBe('2026-02-01');
    expect(countedSince(undefined, '2027-01-20')).toBe('2026-08-01');
  });
});

describe('answering', () => {
  let incident: number;
  let roll: number;
  const teacher = 'north.teacher' as const;
  const own = () => rollClassPath(roll, classes[0]?.id ?? 0);
  const pupils = () => classes[0]?.pupils ?? [];

  beforeAll(async () => {
    await ground.forgetRolls();
    incident = await ground.incident();
    roll = await opened(officer, incident);
  });

  test('a class teacher does the own class at once: marks the few, the rest are safe', async () => {
    const desk = await ask(teacher, '/desk');
    expect(desk.text).toContain(own());
    const page = await ask(teacher, own());
    for (const { name } of pupils()) expect(page.text).toContain(name);
    expect((await ask(teacher, own(), { act: 'marked' })).text).toContain(t('rollNothingMarked'));
    const [first, second] = pupils() as [{ id: number; name: string }, { id: number; name: string }];
    const saved = await ask(teacher, own(), {
      act: 'rest',
      [`pupil_${first.id}`]: 'help',
      [`pupil_${second.id}`]: 'absent',
      pupil_999999: 'help',
      [`pupil_${pupils()[2]?.id}`]: 'at the river',
    });
    expect(saved.status).toBe(303);
    const rows = await answersOf(roll);
    expect(rows).toHaveLength(pupils().length);
    expect(rows.filter((row) => row.answer === 'help').map((row) => row.pupil)).toEqual([first.id]);
    expect(rows.filter((row) => row.answer === 'absent').map((row) => row.pupil)).toEqual([second.id]);
    // Named are now only those in need of help, and in the list to correct an answer; what the others said is a figure.
    const shown = main((await ask(teacher, own())).text);
    expect(shown).toContain(t('rollAllAnswered'));
    expect(countFor(shown, first.name)).toBeGreaterThan(countFor(shown, second.name));
    expect((await ask(teacher, ownRollsPath)).text).toContain(t('rollHelpN', { n: 1 }));
  });

  test('an answer that came while the form was filled in stays, and the teacher is told', async () => {
    const [first, , third] = pupils() as { id: number; name: string }[];
    await sql`delete from roll_call_answer where roll_call_id = ${roll} and pupil_id = ${third?.id}`.execute(db);
    const form = { act: 'rest', [`pupil_${first?.id}`]: 'safe' };
    const saved = await ask(teacher, own(), form);
    expect(saved.location).toContain('passed=1');
    expect((await ask(teacher, saved.location)).text).toContain('stay as they were');
    const rows = await answersOf(roll);
    expect(rows.find((row) => row.pupil === first?.id)?.answer).toBe('help');
    expect(rows.find((row) => row.pupil === third?.id)?.answer).toBe('safe');
  });

  test('one answer is corrected; a text goes with a call for help only, and to the incident’s staff only', async () => {
    const [first, second] = pupils() as { id: number; name: string }[];
    const correct = (form: Record<string, string>) => ask(teacher, own(), form);
    const wrongs: Form[] = [
      { answer: 'safe' },
      { pupil: '999999', answer: 'safe' },
      { pupil: String(first?.id), answer: 'lost' },
      { pupil: String(first?.id), answer: 'help', text: 'x'.repeat(201) },
      { pupil: String(first?.id), answer: 'help', text: '11010519491231002X' },
    ];
    for (const wrong of wrongs) {
      expect((await correct(wrong)).status, JSON.stringify(wrong)).toBe(422);
    }
    expect((await correct({ pupil: String(second?.id), answer: 'help', text: '需要药品' })).status).toBe(303);
    // Said again without a text, the text stays; safe, it goes.
    await correct({ pupil: String(second?.id), answer: 'help' });
    expect((await answersOf(roll)).find((row) => row.pupil === second?.id)?.text).toBe('需要药品');
    const teachers = await ask(teacher, own());
    expect(teachers.text).not.toContain('需要药品');
    expect(teachers.text).toContain(t('rollNoteKept'));
    const board = await ask(officer, boardPath(incident, roll));
    expect(board.text).toContain('需要药品');
    await correct({ pupil: String(second?.id), answer: 'safe', text: '需要药品' });
    expect((await answersOf(roll)).find((row) => row.pupil === second?.id)?.text).toBe('');
  });

  test('a guardian answers freely by the own link: a look stores nothing, the child’s name is the confirmation', async () => {
    const { separated, siblings } = ground.cast();
    const link = await linkOf(roll, separated.mother);
    const { name } = pupils().find(({ id }) => id === separated.pupil) as { name: string };
    const get = async (path: string) => {
      const answer = await app.request(path, { headers: { 'accept-language': 'en' } });
      return { status: answer.status, text: await answer.text(), cookie: answer.headers.get('set-cookie') };
    };
    const post = async (path: string, form: Record<string, string>) => {
      const answer = await app.request(path, {
        method: 'POST',
        headers: { 'accept-language': 'en' },
        body: new URLSearchParams(form),
      });
      return { status: answer.status, text: await answer.text() };
    };
    await sql`delete from roll_call_answer where roll_call_id = ${roll} and pupil_id = ${separated.pupil}`.execute(db);
    const before = JSON.stringify(await answersOf(roll));
    const page = await get(link);
    expect(page.status).toBe(200);
    expect(page.cookie).toBeNull();
    for (const pupil of pupils()) expect(page.text).not.toContain(pupil.name);
    expect(JSON.stringify(await answersOf(roll))).toBe(before);
    for (const [form, said] of [
      [{ child: '', answer: 'safe' }, t('rollChildMissing')],
      [{ child: '别人家的孩子', answer: 'safe' }, 'That name does not fit'],
      [{ child: name }, t('rollAnswerMissing')],
      [{ child: name, answer: 'help', text: '11010519491231002X' }, t('rollIdentity')],
    ] as const) {
      const wrong = await post(link, form);
      expect(wrong.status, JSON.stringify(form)).toBe(422);
      expect(wrong.text).toContain(said);
      expect(wrong.text).not.toContain('11010519491231002X');
    }
    const taken = await post(link, { child: ` ${name} `, answer: 'help', text: '在等船' });
    expect(taken.status).toBe(200);
    expect(taken.text).toContain(t('familyThanks', { answer: t('roll_help') }));
    expect((await answersOf(roll)).find((row) => row.pupil === separated.pupil)).toMatchObject({ answer: 'help' });
    // The other guardian sees nothing of it, and may say something else: the latest counts, and it is all there is.
    const father = await linkOf(roll, separated.father);
    expect((await get(father)).text).not.toContain('在等船');
    await post(father, { child: name, answer: 'safe' });
    expect((await answersOf(roll)).filter((row) => row.pupil === separated.pupil)).toEqual([
      { pupil: separated.pupil, answer: 'safe', text: '' },
    ]);
    // Two children at two schools: each by its name, with the same link.
    const both = await linkOf(roll, siblings.guardian);
    for (const id of [siblings.north, siblings.south]) {
      const { rows } = await sql<{ name: string }>`select full_name as name from person where id = ${id}`.execute(db);
      expect((await post(both, { child: rows[0]?.name ?? '', answer: 'safe' })).status).toBe(200);
    }
    expect((await get(familyPath('nonsense'))).status).toBe(404);
    expect((await get(await linkOf(roll, separated.mother, 7))).status).toBe(410);
    // Guessing is slowed down by the link itself.
    let last = 0;
    for (let n = 0; n < 25; n += 1) last = (await post(father, { child: 'x', answer: 'safe' })).status;
    expect(last).toBe(429);
  });

  test('walls: another class, another school, another role see no name', async () => {
    const cast = ground.cast();
    const other = rollClassPath(roll, classes[1]?.id ?? 0);
    expect((await ask(teacher, other)).status).toBe(404);
    expect((await ask(teacher, other, { act: 'rest' })).status).toBe(404);
    expect((await ask('south.teacher', own())).status).toBe(404);
    for (const name of ['bureau.incident_officer', 'north.administrator'] as const) {
      expect((await ask(name, own())).status, name).toBe(404);
    }
    for (const name of ['bureau.auditor', 'bureau.editor'] as const) expect((await ask(name, own())).status).toBe(403);
    // The board has figures only, and a school's officer has those of the own school.
    const board = await ask(officer, boardPath(incident, roll));
    for (const { name } of pupils()) expect(main(board.text)).not.toContain(name);
    const north = main((await ask('north.incident_officer', boardPath(incident, roll))).text);
    expect(north).toContain(cast.north.organisation.name);
    expect(north).not.toContain(cast.south.organisation.name);
    expect((await ask('bureau.auditor', boardPath(incident, roll))).status).toBe(403);
    const live = await ask(officer, boardLive.path(incident, roll));
    expect(live.status).toBe(200);
    expect(live.text).not.toContain('<html');
    expect(live.text).toContain(cast.south.organisation.name);
  });

  test('whoever is named to phone sees names and numbers of that place until it ends', async () => {
    const north = String(ground.cast().north.organisation.id);
    const { accountId } = ground.cast().members['north.administrator'];
    const path = callersRoom.path(incident, roll);
    const name = (form: Record<string, string>, who: CastName = officer) => ask(who, path, form);
    expect((await ask(officer, `${path}?place=${north}`)).text).toContain(
      ground.cast().members['north.administrator'].name,
    );
    const wrongs: Form[] = [
      { account: String(accountId), place: '999999', act: 'add' },
      { account: String(ground.cast().members['south.administrator'].accountId), place: north, act: 'add' },
      { account: String(ground.cast().members['north.editor'].accountId), place: north, act: 'add' },
      { place: north, act: 'add' },
    ];
    for (const wrong of wrongs) {
      expect((await name(wrong)).status, JSON.stringify(wrong)).toBe(422);
    }
    expect(
      (await name({ account: String(accountId), place: north, act: 'add' }, 'south.incident_officer')).status,
    ).toBe(422);
    expect((await name({ account: String(accountId), place: north, act: 'add' })).status).toBe(303);
    const second = rollClassPath(roll, classes[1]?.id ?? 0);
    const list = await ask('north.administrator', second);
    expect(list.status).toBe(200);
    expect(list.text).toContain(t('rollPhoneList'));
    // Whoever phones has not seen the class.
    expect(list.text).not.toContain(t('rollRestSafe'));
    expect((await ask('north.administrator', second, { act: 'rest' })).text).toContain(t('rollNothingMarked'));
    expect(list.text).toContain(classes[1]?.pupils[0]?.name);
    expect(
      (await ask('north.administrator', second, { act: 'marked', [`pupil_${classes[1]?.pupils[0]?.id}`]: 'safe' }))
        .status,
    ).toBe(303);
    expect((await ask('north.administrator', '/desk')).text).toContain(second);
    const { rows } = await sql<{ detail: Record<string, unknown> }>`select detail from audit_event
      where action in ('incident.view_roll', 'incident.call_roll', 'incident.name_caller')`.execute(db);
    expect(rows.length).toBeGreaterThan(5);
    const said = JSON.stringify(rows);
    for (const one of classes.flatMap((each) => each.pupils)) expect(said).not.toContain(one.name);
    await name({ account: String(accountId), place: north, act: 'remove' });
    expect((await ask('north.administrator', second)).status).toBe(404);
  });

  test('reminders go to those without an answer, half an hour apart', async () => {
    const early = await ask(officer, remindRoom.path(incident, roll), {});
    expect(early.status).toBe(422);
    expect(early.text).toContain(t('rollRemindedJustNow'));
    clock.set('2026-11-20T02:00:00Z');
    // A pupil who has left is not asked about, and nothing is sent because of them.
    const gone = ground.cast().south.classes[0]?.pupils[0] as number;
    await sql`insert into guardianship (guardian_id, pupil_id, may_receive, may_act, starts_on)
      values (${ground.cast().separated.mother}, ${gone}, true, true, '2026-09-01')`.execute(db);
    await sql`update person set state = 'left' where id = ${gone}`.execute(db);
    expect((await ask('north.incident_officer', remindRoom.path(incident, roll), {})).status).toBe(403);
    expect((await ask(officer, remindRoom.path(incident, roll), {})).status).toBe(303);
    const reached = await ground.expand(roll);
    const { separated, north, south } = ground.cast();
    const families = reached.filter((row) => row.purpose === 'roll_call').at(-1)?.people ?? [];
    expect(families).not.toContain(separated.mother);
    expect(families.length).toBeGreaterThan(0);
    const teachers = reached.filter((row) => row.purpose === 'roll_call_staff').at(-1)?.people ?? [];
    expect(teachers).not.toContain(north.classes[0]?.classTeacher);
    expect(teachers).toContain(south.classes[0]?.classTeacher);
    await ask(officer, closeRollRoom.path(incident, roll), {});
    clock.set('2026-11-20T01:00:00Z');
  });

  test('a reminder goes to no family where only class teachers were asked', async () => {
    await ground.forgetRolls();
    const other = await ground.incident();
    const own = await opened(officer, other, { who: 'teachers', hours: '6' });
    clock.set('2026-11-20T02:00:00Z');
    expect((await ask(officer, remindRoom.path(other, own), {})).status).toBe(303);
    const { rows } = await sql<{ purpose: string }>`select purpose from message
      where subject = ${`roll_call:${own}`} order by id`.execute(db);
    expect(rows.map((row) => row.purpose)).toEqual(['roll_call_staff', 'roll_call_staff']);
    await ask(officer, closeRollRoom.path(other, own), {});
    clock.set('2026-11-20T01:00:00Z');
  });
});

test('what a page made before says after the end: closed, and nothing is written', async () => {
  const incident = await ground.incident();
  await ground.forgetRolls();
  const roll = await opened(officer, incident, { who: 'families', hours: '6' });
  const link = await linkOf(roll, ground.cast().separated.mother);
  await ask(officer, closeRollRoom.path(incident, roll), {});
  const own = rollClassPath(roll, classes[0]?.id ?? 0);
  expect((await ask('north.teacher', own, { act: 'rest' })).status).toBe(404);
  const body = new URLSearchParams({ child: 'x', answer: 'safe' });
  expect((await app.request(link, { method: 'POST', body })).status).toBe(410);
  expect((await app.request(link)).status).toBe(410);
  const late = await ask(officer, remindRoom.path(incident, roll), {});
  expect(late.status).toBe(422);
  expect(late.text).toContain(t('rollClosed'));
  const board = await ask(officer, boardPath(incident, roll));
  expect(board.text).toContain('closed 20 Nov 2026');
  expect(board.text).not.toContain('data-live=');
  expect((await ask(officer, boardLive.path(incident, roll))).text).toContain('data-live-end="reload"');
  expect((await ask('bureau.auditor', boardPath(incident, roll))).status).toBe(403);
  // A look without a cookie is sent to sign in.
  expect((await app.request(own)).status).toBe(303);
  expect((await cookieOf(ground.database, ground.cast().members[officer], clock.now())).length).toBeGreaterThan(10);
});

test('small numbers: hidden, and one alone not without another', () => {
  const counts = { asked: 100, safe: 90, help: 2, absent: 8, open: 0 };
  expect(guarded(counts)).toEqual({ asked: 100, safe: 90, help: null, absent: null, open: 0 });
  expect(guarded({ ...counts, safe: 89, help: 2, absent: 3, open: 6 })).toEqual({
    ...{ asked: 100, safe: 89, help: null, absent: null, open: 6 },
  });
  expect(guarded({ asked: 3, safe: 3, help: 0, absent: 0, open: 0 }).safe).toBeNull();
  expect(answeredOf({ ...counts, open: 3 })).toEqual({ asked: null, answered: null });
  expect(answeredOf({ ...counts, open: 20 })).toEqual({ asked: 100, answered: 80 });
});
