/** The public pages keep to 30 KB each, whatever happens at once and however much is written. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { words } from '../messages.ts';
import { exerciseLabel } from '../model/label.ts';
import { historyHtml, indexHtml } from './html.tsx';
import { incidentPages } from './incident-pages.tsx';
import {
  incidentFile,
  mostPageBytes,
  mostPast,
  type PageIncident,
  type PageNotice,
  rooms,
  type StatusPage,
} from './model.ts';

const at = '2026-11-20T01:00:00.000Z';

interface Much {
  incidents: number;
  schools: number;
  places: number;
  updates: number;
  answers: number;
  /** Characters of a description and of what is to be done: a thousand at most. */
  text: number;
  notices: number;
}

function pageOf(much: Much): StatusPage {
  const long = (sign: string, most: number) => sign.repeat(Math.min(most, much.text));
  const said = { headline: long('暴', 100), description: long('雨', 1000), instruction: long('请', 1000) };
  const texts = { 'zh-CN': said, en: said };
  const school = (n: number) => ({ id: `${n}`, name: `青溪县第${n}中心小学`, state: 'closed' as const, at });
  const incident = (n: number): PageIncident => ({
    ...{ id: String(n), kind: 'flood', level: 2, colour: 'orange', exercise: false, state: 'running' },
    ...{ place: long('长', 80), declaredAt: at, closedAt: null, nextUpdateAt: at },
    places: Array.from({ length: much.places }, (_, p) => school(p).name),
    spot: { latitude: 31.4, longitude: 103.6, metres: 500, near: '永河大桥' },
    schools: Array.from({ length: much.schools }, (_, s) => school(s)),
    warning: { id: '1', expiresAt: '2026-12-01T01:00:00.000Z' },
    updates: Array.from({ length: much.updates }, (_, u) => ({ id: `${n}-${u}`, at, level: 2 as const, texts })),
    questions: {
      ...{ received: 90, answered: 60, waiting: 10, ended: 0, declined: { private: 20 } },
      matters: Array.from({ length: much.answers }, (_, m) => ({
        ...{ id: `${m}`, at, correctedAt: null },
        question: { 'zh-CN': long('问', 200) },
        answer: { 'zh-CN': long('答', 1500) },
      })),
    },
  });
  const notice = (n: number): PageNotice => ({
    ...{ id: `${n}`, texts, issuer: '县气象局', event: '暴雨', web: 'https://example.org/w' },
    ...{ issuedAt: at, shownAt: at, endsAt: at },
  });
  return {
    ...{ version: 1, site: '青溪县教育局', publicUrl: 'https://example.org', timeZone: 'Asia/Shanghai' },
    ...{ revision: 1, writtenAt: at, changesAt: null },
    running: Array.from({ length: much.incidents }, (_, n) => incident(n + 1)),
    past: Array.from({ length: 10 }, (_, n) => ({ ...incident(900 + n), state: 'over' as const, closedAt: at })),
    automatic: Array.from({ length: much.notices }, (_, n) => notice(n)),
    rollCalls: { since: '2026-09-01', real: 1, exercise: 1, mostReal: 4, mostExercise: 2 },
  };
}

const bytes = (html: string) => Buffer.byteLength(html);

test('a usual day has room for all: sixty schools, one incident, its updates and answers', () => {
  const html = indexHtml(
    pageOf({ incidents: 1, schools: 60, places: 2, updates: 6, answers: 3, text: 200, notices: 0 }),
    'zh-CN',
  );
  expect(bytes(html)).toBeLessThanOrEqual(mostPageBytes);
  expect(html.match(/<li id="update-/g)).toHaveLength(5);
  expect(html.match(/<li id="answer-/g)).toHaveLength(3);
  expect(html.match(/<th scope="row"/g)).toHaveLength(60);
  expect(html).not.toContain('……');
});

test('however much there is, it stays under 30 KB; each that runs is there with its level', () => {
  const most = { incidents: 100, schools: 60, places: 60, updates: 30, answers: 60, text: 1500, notices: 3 };
  const much = fc.record({
    incidents: fc.integer({ min: 1, max: 100 }),
    schools: fc.integer({ min: 0, max: 60 }),
    places: fc.integer({ min: 1, max: 60 }),
    updates: fc.integer({ min: 0, max: 30 }),
    answers: fc.integer({ min: 0, max: 60 }),
    text: fc.integer({ min: 1, max: 1500 }),
    notices: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(much, fc.constantFrom('zh-CN' as const, 'en' as const), (one, language) => {
      const html = indexHtml(pageOf(one), language);
      expect(bytes(html)).toBeLessThanOrEqual(mostPageBytes);
      const shown = new Set([...html.matchAll(/incident-(\d{1,3})(?:\.en)?\.html/g)].map((found) => Number(found[1])));
      const left = rooms.at(-1)?.incidents ?? 0;
      for (let n = 1; n <= Math.min(one.incidents, left + 20); n += 1) expect(shown.has(n), `${n}`).toBe(true);
    }),
    {
      numRuns: 60,
      examples: [
        [most, 'zh-CN'],
        [most, 'en'],
      ],
    },
  );
});

test('the pages of one incident: each under 30 KB, and together all of it, once and in order', () => {
  const incident = fc.record({
    updates: fc.integer({ min: 1, max: 80 }),
    schools: fc.integer({ min: 0, max: 600 }),
    answers: fc.integer({ min: 0, max: 60 }),
    text: fc.integer({ min: 1, max: 1500 }),
  });
  let several = 0;
  fc.assert(
    fc.property(incident, fc.constantFrom('zh-CN' as const, 'en' as const), (one, language) => {
      const page = pageOf({ ...one, incidents: 1, places: one.schools, notices: 0 });
      const pages = incidentPages(page, page.running[0] as PageIncident, language);
      for (const html of pages) expect(bytes(html)).toBeLessThanOrEqual(mostPageBytes);
      const all = pages.join('');
      const found = (pattern: RegExp) => [...all.matchAll(pattern)].map(([, n]) => n);
      const numbers = (n: number, from: number) => Array.from({ length: n }, (_, i) => String(i + from));
      expect(found(/<li id="update-1-(\d+)"/g)).toEqual(numbers(one.updates - 1, 1));
      expect(found(/<li id="answer-(\d+)"/g)).toEqual(numbers(one.answers, 0));
      expect(found(/<th scope="row" lang="zh-CN">青溪县第(\d+)中心小学/g)).toEqual(numbers(one.schools, 0));
      for (const [i, html] of pages.entries()) {
        const next = incidentFile('1', language, i + 2);
        expect(html.includes(`"/status/${next}"`), next).toBe(i + 1 < pages.length);
      }
      if (pages.length > 1) several += 1;
    }),
    { numRuns: 40, examples: [[{ updates: 80, schools: 600, answers: 60, text: 1500 }, 'zh-CN']] },
  );
  expect(several).toBeGreaterThan(10);
});

test('the history of fifty incidents of many places', () => {
  const page = pageOf({ incidents: 1, schools: 0, places: 60, updates: 1, answers: 0, text: 1000, notices: 0 });
  const past = Array.from({ length: mostPast }, (_, n) => ({
    ...(page.past[0] as PageIncident),
    id: String(9000 + n),
  }));
  for (const language of ['zh-CN', 'en'] as const) {
    const html = historyHtml({ ...page, past }, language);
    expect(bytes(html)).toBeLessThanOrEqual(mostPageBytes);
    expect(html.match(/incident-9\d{3}/g)).toHaveLength(mostPast);
  }
});

test('what is cut says so, leads to the whole, and keeps the label of an exercise', () => {
  const page = pageOf({ incidents: 6, schools: 60, places: 60, updates: 9, answers: 3, text: 1000, notices: 0 });
  const label = exerciseLabel['zh-CN'];
  const one = page.running[0] as PageIncident;
  one.exercise = true;
  one.updates = one.updates.map((update) => {
    const text = update.texts['zh-CN'] ?? { headline: '', description: '', instruction: '' };
    const said = {
      ...{ headline: label + text.headline, description: label + text.description },
      instruction: label + text.instruction,
    };
    return { ...update, texts: { 'zh-CN': said } };
  });
  const html = indexHtml(page, 'zh-CN');
  expect(html).toContain('……');
  expect(html).toContain(words('zh-CN')('statusAllUpdates'));
  const first = /<section class="incident[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  expect(first.split(label).length - 1).toBeGreaterThanOrEqual(4);
  expect(first).toContain('另有');
  const whole = incidentPages(page, one, 'zh-CN').join('');
  expect(whole).toContain('雨'.repeat(1000));
  expect(whole).not.toContain('……');
});
