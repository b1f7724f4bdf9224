/** The search finds what stands in the texts, in order, page by page, in whatever stretch of the order it lies. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { beginsLatin, folded, gramsAsked, gramsOf, indexed, isShort, stretchMarks, wordsOf } from './model/search.ts';
import { publishedAnswers } from './queries/search.ts';

const database = await testDatabase();
const { db } = database;
let offices: number[] = [];
const texts = new Map<number, string>();

/** As if so many had been published before: places far apart, so that they lie in many stretches. */
const count = 7000;
const apart = 811;
const dense = 3007;
const vocabulary = ['校车', '站点', '食堂', '收费', '退费', 'pension', 'pensions', 'fee', 'school bus', 'PE', '4G'];

beforeAll(async () => {
  const cast = await makeCast(database);
  offices = [cast.district.id, cast.north.organisation.id];
  for (let i = 0; i < count; i += 1) {
    // Frequent long ago and not of late; one word in every text; two that are never together.
    const old = i < 5500 ? `疫情防控${i === 0 ? '开天辟地' : ''}` : '';
    const own = vocabulary.filter((_, n) => i % (n + 2) === 0).join('，');
    const odd = i % 2 === 0 ? '退学' : '升学';
    texts.set(1 + i * apart, `第 ${i} 问，关于学校：${own}${odd} ${old} No. ${i}`);
    // All within one of the smallest stretches, and nowhere else.
    if (i === dense) {
      for (let n = 2; n <= 700; n += 1) texts.set(n + i * apart, `一时之间都在问停课 closure ${n % 9}`);
    }
  }
  const rows = [...texts].map(([seq, text]) => ({
    seq,
    folded: folded(text),
    grams: `{${indexed(folded(text), seq)}}`,
  }));
  for (let from = 0; from < rows.length; from += 1000) {
    await sql`insert into voice_published (seq, number, case_id, office_id, category, language, published_on, title, question,
        answer, folded, grams)
      overriding system value
      select r.seq, upper(lpad(to_hex(r.seq), 8, '0')), gen_random_uuid(), (${offices}::bigint[])[1 + r.seq % 2],
        case when r.seq % 3 = 0 then 'fees' else 'teaching' end, 'zh-CN', '2026-01-01', 'x', 'x', 'x', r.folded, r.grams::int[]
      from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + 1000))}::jsonb) as r (seq bigint, folded text, grams text)`.execute(
      db,
    );
  }
  await sql`analyze voice_published`.execute(db).catch(() => undefined);
});

/** What a plain look through all texts finds, the newest first. */
function plain(query: string, keep: (seq: number) => boolean = () => true): number[] {
  const asked = wordsOf(query);
  const has = (text: string, word: string) => {
    const begins = beginsLatin(word) ? '(?<![a-z0-9])' : '';
    return new RegExp(`${begins}${word}${isShort(word) ? '(?![a-z0-9])' : ''}`).test(text);
  };
  return [...texts]
    .filter(([seq, text]) => keep(seq) && asked.every((word) => has(folded(text), word)))
    .map(([seq]) => seq)
    .reverse();
}

async function pages(
  query: string,
  more: { category?: string; officeId?: number } = {},
  limit = 500,
): Promise<number[]> {
  const all: number[] = [];
  for (let before: number | undefined; ; before = all.at(-1)) {
    const wish = { words: wordsOf(query), category: more.category ?? '', officeId: more.officeId, before, limit };
    const found = await publishedAnswers(db, wish);
    all.push(...found.map(({ seq }) => seq));
    if (found.length < limit) return all;
  }
}

describe('finds', () => {
  test.each([
    ['a word in every text', '学校'],
    ['a word that was common only long ago', '疫情'],
    ['a word of one day long ago', '停课'],
    ['an English one', 'closures 停课'],
    ['half of all', '升学'],
    ['two words together', '校车 食堂'],
    ['two words that are never together', '退学 升学'],
    ['an English word in the singular', 'pension'],
    ['the same asked for in the plural', 'Pensions'],
    ['the beginning of a word', 'schoo'],
    ['not the middle of one', 'chool'],
    ['the beginning of a number', '699'],
    ['a word beside another script', 'No 疫'],
    ['letters before another script', '4g退'],
    ['two letters that are a word', 'pe'],
    ['letters and a sign of two', '4g 站点'],
    ['one text', '第 6999'],
    ['the oldest text', '开天辟地'],
    ['nothing', '无人机'],
  ])('%s: %s', { timeout: 60_000 }, async (_, query) => {
    expect(await pages(query)).toEqual(plain(query));
  });

  test('within a category and an office', { timeout: 60_000 }, async () => {
    for (const query of ['疫情 收费', '学校', '食堂']) {
      expect(await pages(query, { category: 'fees' })).toEqual(plain(query, (seq) => seq % 3 === 0));
      const found = await pages(query, { category: 'fees', officeId: offices[1] ?? 0 });
      expect(found).toEqual(plain(query, (seq) => seq % 6 === 3));
    }
    const list = await publishedAnswers(db, {
      words: [],
      category: 'fees',
      officeId: offices[1],
      before: 60_000,
      limit: 20,
    });
    expect(list.map(({ seq }) => seq)).toEqual(plain('', (seq) => seq % 6 === 3 && seq < 60_000).slice(0, 20));
  });

  test('whatever words are asked for, the first page is what a plain look finds', { timeout: 120_000 }, async () => {
    const word = fc.constantFrom(
      '校车',
      '站',
      '退',
      'pen',
      'e',
      '疫情防控',
      '学',
      'bus',
      '12',
      'PE',
      '第 33',
      '收费退费',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 3 }), async (chosen) => {
        const query = chosen.join(' ');
        // What is too short for the index is found among the newest alone.
        if (wordsOf(query).flatMap(gramsAsked).length === 0) return;
        const wish = { words: wordsOf(query), category: '', officeId: undefined, before: undefined, limit: 31 };
        const found = (await publishedAnswers(db, wish)).map(({ seq }) => seq);
        expect(found).toEqual(plain(query).slice(0, 31));
      }),
      { numRuns: 40 },
    );
  });
});

test('pieces: whatever stands in a text, its pieces are among those of the text', () => {
  const sign = fc.constantFrom(...'校车站点abcdefg0123 。，ལོ་རྒྱུས é𠀀𠀁Ａ');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 60 }), fc.nat(), fc.nat(), (signs, a, b) => {
      const text = folded(signs.join(''));
      const runs = text.match(/[^ ]+/g) ?? [];
      const run = runs[a % Math.max(1, runs.length)] ?? '';
      const whole = new Set(gramsOf(text));
      for (const gram of gramsOf(run)) expect(whole.has(gram)).toBe(true);
      // Of any part of it that does not begin within a Latin word, what is asked for.
      const from = b % Math.max(1, run.length);
      const asked = run.slice(from, from + 1 + (a % 6));
      if (beginsLatin(run.slice(from - 1)) && beginsLatin(asked) && from > 0) return;
      if (!isShort(asked)) for (const gram of gramsAsked(asked)) expect(whole.has(gram), asked).toBe(true);
    }),
  );
  const marks = new Set(stretchMarks(123_456_789));
  expect(gramsOf(folded('\uffff\u2001校\uffff车'))).toHaveLength(0);
  expect([...marks].every((mark) => mark >>> 16 === 0xffff)).toBe(true);
});

test('what was published before beginnings of words were looked for is found by them too', async () => {
  const words = ['pension', 'fee', '4g网', 'straßenbahn', 'Tiếng Việt', '2026年', 'internationalisation', '校车'];
  const text = folded(`${words.join('，')} ab 站点`);
  const seq = 16_777_472;
  await sql`insert into voice_published (seq, number, case_id, office_id, category, language, published_on, title, question,
      answer, folded, grams) overriding system value
    values (${seq}, '0000000A', gen_random_uuid(), ${offices[0]}, 'fees', 'en', '2026-01-01', 'x', 'x', 'x', ${text}, '{7}')`.execute(
    db,
  );
  const file = await readFile(
    new URL('../../../../db/migrations/000290_beginnings_of_words.sql', import.meta.url),
    'utf8',
  );
  await sql.raw(file.replace('where p.grams', 'where p.seq = 16777472 and p.grams')).execute(db);
  const { rows } = await sql<{ grams: number[] }>`select grams from voice_published where seq = ${seq}`.execute(db);
  const pairs = new Set(
    text.match(/[^a-z0-9ß-ʯḀ-ỿ ]{2,}|(?<![a-zß-ỿ0-9])[a-z0-9]{2}(?![a-zß-ỿ0-9])/gu)?.flatMap(gramsOf),
  );
  expect(new Set(rows[0]?.grams)).toEqual(new Set([7, ...indexed(text, seq).filter((gram) => !pairs.has(gram))]));
  await sql`delete from voice_published where seq = ${seq}`.execute(db);
});
