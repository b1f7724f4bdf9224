/** `belfry status set`: what it asks for, and that it needs nothing but the data folder. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixedClock } from '../../platform/clock.ts';
import { setStatus, statusNow } from './console.ts';

function ground() {
  const dataDir = mkdtempSync(join(tmpdir(), 'belfry-status-'));
  const config = { dataDir, siteName: '青溪县教育局', publicUrl: 'https://example.org', timeZone: 'Asia/Shanghai' };
  return { config, clock: fixedClock(new Date('2026-11-20T01:00:00Z')) };
}

test('begins an incident in an empty folder, and goes on with it', async () => {
  const own = ground();
  expect(await statusNow(own)).toBeUndefined();
  const begun = await setStatus(own, { kind: 'flood', level: 'ii', zh: '水库泄洪', zhDo: '请勿前往', next: '60' });
  expect(begun).toMatchObject({ kind: 'flood', level: 2, colour: 'orange', nextUpdateAt: '2026-11-20T02:00:00.000Z' });
  await setStatus(own, { zh: '水位回落', en: 'Falling', level: 'III' });
  const page = await statusNow(own);
  expect(page?.running).toHaveLength(1);
  expect(page?.running[0]?.updates.map((one) => one.texts['zh-CN']?.headline)).toEqual(['水位回落', '水库泄洪']);
  const html = readFileSync(join(own.config.dataDir, 'status', 'index.html'), 'utf8');
  expect(html.indexOf('水位回落')).toBeLessThan(html.indexOf('水库泄洪'));
  expect(readFileSync(join(own.config.dataDir, 'status-offline.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
});

test('an exercise that is begun by hand is labelled too', async () => {
  const own = ground();
  await setStatus(own, { kind: 'fire', level: 'IV', exercise: true, zh: '疏散演练', en: 'Evacuation' });
  const page = await statusNow(own);
  expect(page?.running[0]?.updates[0]?.texts['zh-CN']?.headline).toBe('【演练】疏散演练');
  expect(page?.running[0]?.updates[0]?.texts.en?.headline).toBe('[EXERCISE] Evacuation');
});

test('says what is wrong, and then changes nothing', async () => {
  const own = ground();
  const wrongs = [
    [{ zh: 'x' }, /Nothing runs/],
    [{ kind: 'flood', level: 'II' }, /what the public is to read/],
    [{ kind: 'petition', level: 'II', zh: 'x' }, /--kind is one of/],
    [{ kind: 'flood', zh: 'x' }, /needs a level/],
    [{ kind: 'flood', level: 'V', zh: 'x' }, /I is the gravest/],
    [{ kind: 'flood', level: 'I', zh: 'x', next: 'soon' }, /minutes/],
    [{ kind: 'flood', level: 'I', zh: 'x'.repeat(101) }, /over 100/],
    [{ kind: 'flood', level: 'I', zh: 'x', school: ['1=closed'] }, /Begin the incident first/],
  ] as const;
  for (const [wish, words] of wrongs) await expect(setStatus(own, wish)).rejects.toThrow(words);
  expect(await statusNow(own)).toBeUndefined();
  await setStatus(own, { kind: 'flood', level: 'I', zh: '一' });
  await expect(setStatus(own, { zh: 'x', school: ['9=closed'] })).rejects.toThrow(/no school 9/);
  await expect(setStatus(own, { zh: 'x', school: ['9=shut'] })).rejects.toThrow(/a state is one of/);
  await setStatus(own, { kind: 'fire', level: 'I', zh: '二' });
  await expect(setStatus(own, { zh: 'x' })).rejects.toThrow(/which incident/);
  expect((await statusNow(own))?.running).toHaveLength(2);
});
