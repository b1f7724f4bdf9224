/** A case that complains of the school in the south, handled by the one in the north; its handlers have said that they need not keep out. */
import { sql } from 'kysely';
import { makeCase } from '../../src/features/voice/handling/factory.ts';
import {
  accusedRoom,
  answerRoom,
  casePattern,
  conflictRoom,
  filePattern,
  redactRoom,
  templatePattern,
  workRoom,
} from '../../src/features/voice/handling/paths.ts';
import { open311Patterns, releaseRoom } from '../../src/features/voice/open311/paths.ts';
import { tokenOf } from '../../src/features/voice/open311/token.ts';
import {
  publishedPattern,
  publishedVersionPattern,
  publishRoomPattern,
} from '../../src/features/voice/published/paths.ts';
import {
  correctPublished,
  insertPublished,
  publishedOf,
} from '../../src/features/voice/published/queries/published.ts';
import { seatKey } from '../../src/features/voice/sealed/factory.ts';
import { boxBytes } from '../../src/features/voice/sealed/model/box.ts';
import {
  giveUpPattern,
  keyPattern,
  lostPattern,
  movePattern,
  newsPattern,
  openNamePattern,
  piecesPattern,
  scriptPattern,
} from '../../src/features/voice/sealed/paths.ts';
import { insertBoxes, setSealed } from '../../src/features/voice/sealed/queries/names.ts';
import { type Counted, figuresOf } from '../../src/features/voice/statistics/model/release.ts';
import { releaseFilePattern, releasePattern } from '../../src/features/voice/statistics/paths.ts';
import { insertRelease } from '../../src/features/voice/statistics/queries/release.ts';
import type { Database } from '../../src/platform/database/connect.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Cast } from '../support/cast.ts';

export async function makeVoiceSamples(
  { db, secrets }: Services,
  cast: Cast,
): Promise<Record<string, Record<string, string | number>>> {
  const made = await makeCase(db, {
    kind: 'complaint',
    organisationId: cast.south.organisation.id,
    officeId: cast.north.organisation.id,
    assignedOn: '2026-07-01',
    text: '食堂饭菜时常是凉的，反映多次没有改进。',
    receivedOn: '2026-07-01',
    dueOn: '2099-07-16',
    state: 'accepted',
    acceptedOn: '2026-07-02',
  });
  for (const name of ['bureau.case_handler', 'north.case_handler'] as const) {
    await sql`insert into voice_conflict (case_id, account_id, day, out)
      values (${made.id}::uuid, ${cast.members[name].accountId}, '2026-07-02', false)`.execute(db);
  }
  const hazard = await makeCase(db, {
    ...{ kind: 'hazard', category: 'road', officeId: cast.north.organisation.id, assignedOn: '2026-07-01' },
    ...{ text: '校门口没有斑马线。', receivedOn: '2026-07-01', dueOn: '2099-07-16', mayPublish: true },
    point: { latitude: 31.472, longitude: 103.59 },
  });
  await sql`insert into voice_accused (case_id, name, position) values (${made.id}::uuid, '某某', '食堂承包人')`.execute(
    db,
  );
  const { rows: files } = await sql<{ id: string }>`
    insert into voice_file (case_id, position, media_type, size, content)
    values (${made.id}::uuid, 0, 'image/png', 1, '\\x89') returning id`.execute(db);
  const { rows: templates } = await sql<{ id: number }>`
    insert into voice_template (name, language, text)
    values ('受理告知', 'zh-CN', '您反映的事项（[[number]]）由[[office]]办理，[[due]]前答复。') returning id`.execute(
    db,
  );
  const published = await makePublished(db, cast);
  // Ombudspersons carry the permission too, for what complains of the district: this case is not there for them.
  const rooms = [
    casePattern,
    filePattern,
    ...[conflictRoom, workRoom, answerRoom, accusedRoom, redactRoom].map((r) => r.pattern),
  ];
  const keyOf = (word: string) =>
    db.transaction().execute((trx) =>
      seatKey(trx, {
        ...{ accountId: cast.members['bureau.ombudsperson'].accountId, seat: 'first', madeOn: '2026-07-01' },
        ...{ passphrase: word, kit: '0123-4567-89AB-CDEF-GHJK-MNPQ' },
      }),
    );
  const old = await keyOf('seven bridges over one river');
  await sql`update voice_key set retired_on = '2026-07-02'`.execute(db);
  const key = await keyOf('eight lanterns in the snow');
  // So that the old one waits for its names to be moved.
  const sealed = await makeCase(db, { kind: 'question', receivedOn: '2026-07-01', dueOn: '2099-07-16' });
  await insertBoxes(db, sealed.id, [{ keyId: old.id, sealed: Buffer.alloc(boxBytes) }]);
  await setSealed(db, sealed.id);
  const keyRooms = [keyPattern, giveUpPattern, lostPattern];
  await sql`insert into voice_open311 (case_id, day, account_id, text)
    values (${hazard.id}::uuid, '2026-07-02', ${cast.members['north.case_handler'].accountId}, '缺斑马线。')`.execute(
    db,
  );
  const machines: Partial<Record<string, string>> = {
    ...{ top: 'services.json', service: 'road.json', request: `${hazard.number}.json` },
    token: `${tokenOf(secrets, hazard.number)}.json`,
  };
  await makeRelease(db);
  return {
    ...Object.fromEntries(keyRooms.map((room) => [room, { key: key.id }])),
    ...Object.fromEntries([movePattern, piecesPattern].map((room) => [room, { key: old.id }])),
    // The case is anonymous: there is no name to open.
    ...Object.fromEntries(
      [openNamePattern, newsPattern].map((room) => [room, { case: made.number, elsewhere: 'yes' }]),
    ),
    [scriptPattern]: { forAll: 'yes', file: 'keys.js' },
    ...Object.fromEntries(
      Object.entries(open311Patterns).map(([name, pattern]) => [pattern, { file: machines[name] ?? '' }]),
    ),
    [releaseRoom.pattern]: { case: hazard.number, elsewhere: 'yes' },
    ...Object.fromEntries(
      rooms.map((room) => [room, { case: made.number, file: files[0]?.id ?? '', elsewhere: 'yes' }]),
    ),
    [publishRoomPattern]: { case: published.draft, elsewhere: 'yes' },
    [publishedPattern]: { answer: published.number },
    [publishedVersionPattern]: { answer: published.number, version: 1 },
    [releasePattern]: { release: '2026-Q1' },
    [releaseFilePattern]: { release: '2026-Q1', file: 'figures.csv' },
    // About nobody: administrators of every school read them.
    [templatePattern]: { forAll: 'yes', template: templates[0]?.id ?? 0 },
  };
}

/** A question of which the public text waits for a second person, and a published answer that was corrected. */
async function makePublished(db: Database, cast: Cast): Promise<{ draft: string; number: string }> {
  const office = cast.north.organisation.id;
  const about = { officeId: office, category: 'fees', state: 'answered', mayPublish: true } as const;
  const days = { receivedOn: '2026-07-01', dueOn: '2099-07-16', acceptedOn: '2026-07-02' };
  const [waiting, out] = [await makeCase(db, { ...about, ...days }), await makeCase(db, { ...about, ...days })];
  const text = {
    language: 'zh-CN' as const,
    title: '住校生的伙食费怎么退？',
    question: '孩子请假一周，伙食费能退吗？请打 13800000000 告诉我。',
    answer: '连续请假三天以上的，按天退，期末统一退到缴费账户。\n\n请假前告诉班主任即可，不需要另外申请。',
  };
  await sql`insert into voice_publication (case_id, day, writers, language, title, question, answer)
    values (${waiting.id}::uuid, '2026-07-10', array[${cast.members['north.case_handler'].accountId}]::bigint[], ${text.language},
      ${text.title}, ${text.question}, ${text.answer})`.execute(db);
  const number = '7G2M4K9Q';
  await db.transaction().execute(async (trx) => {
    const ground = { ...text, question: '孩子请假一周，伙食费能退吗？', number, caseId: out.id, officeId: office };
    await insertPublished(trx, { ...ground, category: 'fees', day: '2026-07-12', printedName: '一位住校生家长' });
    const before = await publishedOf(trx, out.id);
    if (!before) throw new Error('a sample is missing');
    const change = '请假满两天即可退费。';
    const answer = text.answer.replace('三天', '两天');
    await correctPublished(trx, before, { ...ground, answer, change, day: '2026-07-20', printedName: null });
  });
  return { draft: waiting.number, number };
}

/** A released quarter with figures that are withheld. */
async function makeRelease(db: Database): Promise<void> {
  const name = (zh: string, en: string) => ({ 'zh-CN': zh, en });
  const categories = [
    { key: 'fees', name: name('收费资助', 'Fees and aid') },
    { key: 'teaching', name: name('教育教学', 'Teaching') },
    { key: 'bus_stop', name: name('校车和站点', 'School bus and its stops') },
    { key: 'pay', name: name('工资待遇', 'Pay') },
  ];
  const offices = [
    { key: '1', name: name('清溪县教育局', '清溪县教育局') },
    { key: '2', name: name('清溪县第一小学', '清溪县第一小学') },
  ];
  const cases = Array.from({ length: 73 }, (_, i): Counted => {
    const outcome = i % 9 === 0 ? 'late' : i % 13 === 0 ? 'ended' : i % 11 === 0 ? 'open' : 'inTime';
    const answered = outcome === 'late' || outcome === 'inTime';
    return {
      ...{ category: categories[i < 3 ? 3 : i % 3]?.key ?? '', officeId: 1 + (i % 2), outcome },
      ...(outcome === 'ended' ? ({ end: 'declined', reason: 'other_route' } as const) : { end: null, reason: null }),
      days: answered ? 4 + (i % 20) : null,
      ...{ settled: answered && i % 3 > 0 ? i % 5 > 0 : null, rating: answered && i % 2 === 0 ? 3 + (i % 3) : null },
    };
  });
  const figures = figuresOf(cases, { threat: 0, private_data: 6 }, { categories, offices });
  await db
    .transaction()
    .execute((trx) =>
      insertRelease(trx, { code: '2026-Q1', from: '2026-01-01', until: '2026-03-31', asOf: '2026-07-01', figures }),
    );
}
