/**
 * Search in a million published answers, half Chinese and half English. A time counts from asking the query to having its
 * page of rows. Words are as uneven as in earnest (Zipf): the commonest are in most texts, one was common only long ago.
 */
import { folded, indexed, wordsOf } from '../src/features/voice/published/model/search.ts';
import { publishedAnswers } from '../src/features/voice/published/queries/search.ts';
import { makeCast } from '../test/support/cast.ts';
import { quantile } from './pages/load.ts';
import type { BenchOptions, BenchResult } from './result.ts';
import { result } from './result.ts';
import { type BenchServer, seconds } from './server.ts';

const limitMs = 150;
const answers = 1_000_000;
const rowsAPage = 31;
const searches = 600;

export async function measureSearch(
  bench: BenchServer,
  { say, scale, fillOnly }: BenchOptions,
): Promise<BenchResult[]> {
  const count = Math.round(answers * scale);
  const words = vocabulary();
  const { rows } = await bench.owner.query('select count(*)::int as n from voice_published');
  if (rows[0].n < count) {
    say(`writing ${count.toLocaleString('en')} published answers`);
    const cast = rows[0].n > 0 ? undefined : await makeCast({ db: bench.db, ownerUrl: bench.server.ownerUrl });
    if (!cast) throw new Error('the kept folder holds another size');
    await fill(bench, count, words, [cast.district.id, cast.north.organisation.id, cast.south.organisation.id]);
  }
  if (fillOnly) return [];
  const queries = asked(words, searches);
  // Once over all, so that what is measured is neither the disk nor the first plan.
  for (const query of queries.slice(0, 50)) await search(bench, query);
  const times: number[] = [];
  let found = 0;
  for (const query of queries) {
    let n = 0;
    times.push(
      1000 *
        (await seconds(async () => {
          n = await search(bench, query);
        })),
    );
    if (n > 0) found += 1;
  }
  // What the same machine needs for the newest page without any search.
  const bare: number[] = [];
  for (let i = 0; i < 100; i += 1) {
    bare.push(1000 * (await seconds(() => search(bench, { text: '', before: undefined }))));
  }
  for (const list of [times, bare]) list.sort((a, b) => a - b);
  if (found < searches / 2) throw new Error(`only ${found} of ${searches} searches found anything`);
  const [p50, p95, most] = [quantile(times, 0.5), quantile(times, 0.95), times.at(-1) ?? 0];
  const bareP95 = quantile(bare, 0.95);
  const note = `${count.toLocaleString('en')} answers, ${searches} searches, ${found} found something; median ${p50.toFixed(1)} ms, slowest ${most.toFixed(0)} ms; the newest page without a search: p95 ${bareP95.toFixed(1)} ms`;
  return [
    result({
      ...{ name: 'voice search, p95', figure: p95, unit: 'ms', limit: limitMs, goal: 1, note },
      smallerIsBetter: true,
    }),
  ];
}

interface Query {
  text: string;
  before: number | undefined;
}

async function search({ db }: BenchServer, { text, before }: Query): Promise<number> {
  const wish = { words: wordsOf(text), category: '', officeId: undefined, before, limit: rowsAPage };
  return (await publishedAnswers(db, wish)).length;
}

interface Vocabulary {
  chinese: readonly string[];
  english: readonly string[];
}

/** The same numbers each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const onceCommon = '疫情防控';
const characters = 1800;
const wordsOfEach = 6000;

function vocabulary(): Vocabulary {
  const roll = dice(7);
  const syllables = [
    'sch',
    'oo',
    'l',
    'te',
    'a',
    'cher',
    'fee',
    'pen',
    'sion',
    'tra',
    'in',
    'ing',
    'bu',
    's',
    'sto',
    'p',
    'me',
    'al',
  ];
  const more = [
    're',
    'port',
    'con',
    'tract',
    'wa',
    'ter',
    'road',
    'pu',
    'pil',
    'ad',
    'miss',
    'an',
    'swer',
    'o',
    'ffice',
    'da',
    'y',
  ];
  const parts = [...syllables, ...more];
  const draw = (n: number) => zipf(roll, n);
  const chinese = Array.from({ length: wordsOfEach }, () =>
    Array.from({ length: 2 + Math.floor(roll() * 2.3) }, () =>
      String.fromCodePoint(0x4e00 + draw(characters) * 7),
    ).join(''),
  );
  const english = Array.from({ length: wordsOfEach }, () =>
    Array.from({ length: 1 + Math.floor(roll() * 3) }, () => parts[Math.floor(roll() * parts.length)]).join(''),
  );
  return { chinese, english };
}

/** A rank below n: the first some thousand times as often as the last. */
function zipf(roll: () => number, n: number): number {
  return Math.min(n - 1, Math.floor(n ** roll()) - 1);
}

function textOf(words: Vocabulary, n: number, count: number, roll: () => number): string {
  const list = n % 2 === 0 ? words.chinese : words.english;
  const length = 45 + Math.floor(roll() * 40);
  const drawn = Array.from({ length }, () => list[zipf(roll, list.length)]);
  const old = n % 3 === 0 && n < count * 0.4 ? onceCommon : '';
  return `${drawn.join(n % 2 === 0 ? '' : ' ')} ${old} No. ${n}`;
}

async function fill(
  { owner }: BenchServer,
  count: number,
  words: Vocabulary,
  offices: readonly number[],
): Promise<void> {
  const roll = dice(11);
  // Built at the end, which is how a restore does it too.
  await owner.query('drop index voice_published_grams');
  for (let from = 1; from <= count; from += 5000) {
    const rows = Array.from({ length: Math.min(5000, count - from + 1) }, (_, i) => {
      const seq = from + i;
      const text = folded(textOf(words, seq, count, roll));
      return { seq, text, grams: `{${indexed(text, seq)}}` };
    });
    await owner.query(
      `insert into voice_published (seq, number, case_id, office_id, category, language, published_on, title, question, answer,
         folded, grams)
       overriding system value
       select r.seq, translate(lpad(upper(to_hex(r.seq)), 8, '0'), 'ILOU', '1100'), gen_random_uuid(), ($4::bigint[])[1 + r.seq % 3],
         (array['fees', 'teaching', 'bus_stop'])[1 + r.seq % 3], case when r.seq % 2 = 0 then 'zh-CN' else 'en' end,
         date '2020-01-01' + (r.seq / 500)::int, left(r.text, 40), left(r.text, 200), r.text, r.text, r.grams::int[]
       from unnest($1::bigint[], $2::text[], $3::text[]) as r (seq, text, grams)`,
      [rows.map(({ seq }) => seq), rows.map(({ text }) => text), rows.map(({ grams }) => grams), offices],
    );
  }
  await owner.query("set maintenance_work_mem = '1GB'");
  await owner.query('create index voice_published_grams on voice_published using gin (grams) with (fastupdate = off)');
  await owner.query('vacuum analyze voice_published');
}

/** One word, two, a part of one; common and rare; deep pages; the one of long ago; what nobody wrote. */
function asked(words: Vocabulary, count: number): Query[] {
  const roll = dice(13);
  const word = (n: number) => {
    const list = n % 2 === 0 ? words.chinese : words.english.filter(({ length }) => length > 3);
    return list[zipf(roll, list.length)] ?? '';
  };
  return Array.from({ length: count }, (_, n): Query => {
    const before = n % 10 === 9 ? Math.floor(roll() * answers) : undefined;
    if (n % 20 === 1) return { text: onceCommon, before };
    if (n % 20 === 3) return { text: '无人问过的词语', before };
    if (n % 20 === 5) return { text: `No. ${Math.floor(roll() * answers)}`, before };
    if (n % 4 === 2) return { text: `${word(n)} ${word(n + 2)}`, before };
    return { text: word(n), before };
  });
}
