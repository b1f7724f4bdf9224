import { expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { logLine, silentSettings, voiceLines } from './voice.ts';

const { db } = await testDatabase();

test('our own server is set so that its log tells nothing; what can’t be seen is said', async () => {
  const [log, edge] = await voiceLines(db);
  expect(log?.level, log?.text).toBe('ok');
  expect(edge?.text).toContain('can’t be seen from here');
});

test('a log that tells is named with its setting', () => {
  const quiet = Object.entries(silentSettings).map(([name, [setting = '']]) => ({ name, setting }));
  expect(logLine(quiet).level).toBe('ok');
  const loud = logLine(quiet.map((row) => (row.name === 'log_statement' ? { ...row, setting: 'all' } : row)));
  expect(loud).toMatchObject({ level: 'warn', text: expect.stringContaining('log_statement = all') });
});
