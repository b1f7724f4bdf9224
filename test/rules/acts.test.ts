/** One custom of naming acts, and no act without words: `record` takes only codes of audit/acts.ts, which tsc checks. */
import { expect, test } from 'vitest';
import { actCodes, actInWords } from '../../src/features/audit/acts.ts';
import { isTest, sourcesBelow } from './sources.ts';

const elsewhere = sourcesBelow('src').filter(({ path }) => !path.endsWith('/audit/acts.ts') && !isTest(path));

test('a code is noun.verb, the verb in its plain form', () => {
  expect(actCodes.length).toBeGreaterThan(50);
  for (const code of actCodes) {
    expect(code).toMatch(/^[a-z_]+\.[a-z]+(_[a-z]+)*$/);
    const verb = code.split('.')[1]?.split('_')[0];
    // Such as notice.published; `need` and `feed` would be right.
    expect(verb, code).not.toMatch(/(?<!e)ed$|viewed$/);
  }
});

test('each has words of its own in both languages', () => {
  for (const language of ['zh-CN', 'en'] as const) {
    const said = actCodes.map((code) => actInWords(language, code));
    for (const [n, text] of said.entries()) expect(text, actCodes[n]).not.toBe(actCodes[n]);
    expect(said.filter((text, n) => said.indexOf(text) !== n)).toEqual([]);
  }
});

test('what is listed is recorded somewhere', () => {
  // `person.mark_${state}` and `message.${act}` are built.
  const built = elsewhere.flatMap(({ text }) =>
    [...text.matchAll(/`([a-z_]+\.[a-z_]*)\$\{\w+\}`/g)].map((m) => m[1] as string),
  );
  const forgotten = actCodes.filter(
    (code) =>
      !elsewhere.some(({ text }) => text.includes(`'${code}'`)) && !built.some((start) => code.startsWith(start)),
  );
  expect(forgotten).toEqual([]);
});

test('nothing gets around the list', () => {
  const around = elsewhere.filter(({ text }) => /as AuditAct\b/.test(text)).map(({ path }) => path);
  expect(around).toEqual([]);
});
