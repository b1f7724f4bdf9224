import { expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { keepLine, logLine, silentSettings, voiceLines } from './voice.ts';

const { db } = await testDatabase();

test('our own server is set so that its log tells nothing; what can’t be seen is said', async () => {
  const [log, age, edge] = await voiceLines(db);
  expect(log?.level, log?.text).toBe('ok');
  expect(age?.level, age?.text).toBe('ok');
  expect(edge?.text).toContain('can’t be seen from here');
});

test('a log that tells is named with its setting', () => {
  const quiet = Object.entries(silentSettings).map(([name, [setting = '']]) => ({ name, setting }));
  expect(logLine(quiet).level).toBe('ok');
  const loud = logLine(quiet.map((row) => (row.name === 'log_statement' ? { ...row, setting: 'all' } : row)));
  expect(loud).toMatchObject({ level: 'warn', text: expect.stringContaining('log_statement = all') });
});

test('a log that lies there for longer than a day is named, and one that can’t be seen is said', () => {
  const ours = {
    ...{ logging_collector: 'on', log_filename: 'postgresql-%H.log' },
    ...{ log_rotation_age: '60', log_truncate_on_rotation: 'on' },
  };
  const line = (changed: Partial<typeof ours> = {}) =>
    keepLine(Object.entries({ ...ours, ...changed }).map(([name, setting]) => ({ name, setting })));
  expect(line()).toMatchObject({ level: 'ok', text: 'under a day' });
  expect(line({ log_filename: '' }), 'the name is not for every role').toMatchObject({ level: 'ok' });
  for (const changed of [
    { log_filename: '', log_rotation_age: '1440' },
    { log_filename: 'postgresql-%a.log' },
    { log_filename: 'postgresql-%Y-%m-%d_%H%M%S.log' },
    { log_rotation_age: '1440' },
    { log_rotation_age: '0' },
    { log_truncate_on_rotation: 'off' },
  ])
    expect(line(changed), JSON.stringify(changed)).toMatchObject({ level: 'warn' });
  expect(line({ logging_collector: 'off' }).text).toContain('can’t be seen from here');
});
