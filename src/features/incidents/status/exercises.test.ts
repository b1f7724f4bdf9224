/** Labels of exercises, whatever was written and wherever it shows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { words } from '../messages.ts';
import type { Update } from '../model/incident.ts';
import { kindNames } from '../model/kinds.ts';
import { exerciseLabel, publicText } from '../model/label.ts';
import { labelledTexts } from './compose.ts';
import { feedXml } from './feed.ts';
import { historyHtml, indexHtml } from './html.tsx';
import { incidentPages } from './incident-pages.tsx';
import type { PageIncident, StatusPage } from './model.ts';

describe('exercises', () => {
  const line = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((one) => one.trim() !== '');
  const someText = fc.record({ headline: line, description: line, instruction: line });
  const someIncident = fc.record({
    kind: fc.constantFrom(...kindNames),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    state: fc.constantFrom('running' as const, 'over' as const, 'mistaken' as const),
    texts: fc.array(fc.record({ 'zh-CN': someText, en: someText }, { requiredKeys: [] }), { maxLength: 3 }),
  });

  const pageOf = (some: {
    kind: (typeof kindNames)[number];
    level: 1 | 2 | 3 | 4;
    state: 'running' | 'over' | 'mistaken';
    texts: Update['texts'][];
  }): { page: StatusPage; incident: PageIncident } => {
    const at = '2026-11-20T01:00:00.000Z';
    const incident: PageIncident = {
      ...{ id: '1', kind: some.kind, level: some.level, colour: null, exercise: true, state: some.state, place: '' },
      ...{ places: ['甲小学'], declaredAt: at, closedAt: some.state === 'running' ? null : at, nextUpdateAt: null },
      schools: [{ id: '2', name: '甲小学', state: 'closed', at }],
      warning: null,
      updates: some.texts.map((texts, n) => ({
        id: String(n),
        at,
        level: some.level,
        texts: labelledTexts(true, texts),
      })),
    };
    const open = some.state === 'running';
    const page: StatusPage = {
      ...{
        version: 1,
        site: '教育局',
        publicUrl: 'https://example.org',
        timeZone: 'Asia/Shanghai',
        revision: 1,
        writtenAt: at,
        changesAt: null,
      },
      ...{ running: open ? [incident] : [], past: open ? [] : [incident] },
    };
    return { page, incident };
  };

  test('no public text of an exercise is without the label, whatever was written', () => {
    fc.assert(
      fc.property(someText, fc.constantFrom('zh-CN' as const, 'en' as const), (some, language) => {
        const out = publicText(true, some, language);
        for (const part of Object.values(out)) expect(part.startsWith(exerciseLabel[language].trim())).toBe(true);
        // Labelled again it stays as it is; the real thing is left alone.
        expect(publicText(true, out, language)).toEqual(out);
        expect(publicText(false, some, language)).toBe(some);
      }),
    );
  });

  test('whatever file of the page names an exercise names it as one', () => {
    fc.assert(
      fc.property(someIncident, (some) => {
        const { page, incident } = pageOf(some as Parameters<typeof pageOf>[0]);
        for (const language of ['zh-CN', 'en'] as const) {
          const kind = words(language)(`kind_${incident.kind}`);
          for (const html of [
            indexHtml(page, language),
            ...incidentPages(page, incident, language),
            historyHtml({ ...page, past: [incident] }, language),
          ]) {
            const shown = html.split(kind).length - 1;
            const label = exerciseLabel[language];
            expect(shown).toBeGreaterThan(0);
            expect(html.split(`${label}${kind}`).length - 1).toBe(shown);
            for (const heading of html.matchAll(/<h2[^>]*>([^<]*)/g)) {
              const known = [words(language)('statusPast')];
              if (!known.includes(heading[1] ?? '')) expect(heading[1]).toMatch(/^(【演练】|\[EXERCISE\])/);
            }
          }
        }
        const feed = feedXml(page);
        const titles = [...feed.matchAll(/<entry[\s\S]*?<title>([^<]*)/g)].map((match) => match[1]);
        for (const title of titles) expect(title).toMatch(/^(【演练】|\[EXERCISE\])/);
        expect(titles).toHaveLength(incident.updates.filter((one) => one.texts['zh-CN'] ?? one.texts.en).length);
      }),
      { numRuns: 60 },
    );
  });
});
