/** Whether logs keep what the public voice must not (docs/decisions/0046). */
import type { Database } from '#platform/database/connect.ts';
import { settingsNow } from '../queries/settings.ts';
import { type Line, ok, warn } from './line.ts';

/** A log of statements, connections or slow queries tells when somebody wrote; one with parameters tells what. */
export const silentSettings: Readonly<Record<string, readonly string[]>> = {
  log_statement: ['none'],
  log_min_duration_statement: ['-1'],
  log_min_duration_sample: ['-1'],
  log_connections: ['off', ''],
  log_disconnections: ['off'],
  log_parameter_max_length_on_error: ['0'],
};

/** What says how long the log lies there. */
const keeping = ['logging_collector', 'log_filename', 'log_rotation_age', 'log_truncate_on_rotation'] as const;

export async function voiceLines(db: Database): Promise<Line[]> {
  const rows = await settingsNow(db, [...Object.keys(silentSettings), ...keeping]);
  return [logLine(rows.filter(({ name }) => name in silentSettings)), keepLine(rows), edgeLine()];
}

export function logLine(rows: readonly { name: string; setting: string }[]): Line {
  const loud = rows.filter(({ name, setting }) => !silentSettings[name]?.includes(setting));
  if (loud.length === 0) return ok('log of PostgreSQL', 'tells nothing of single requests');
  const named = loud.map(({ name, setting }) => `${name} = ${setting}`).join(', ');
  return warn(
    'log of PostgreSQL',
    `tells when somebody writes at /ask: ${named}`,
    'turn it off, and keep the server’s log under a day (docs/decisions/0046)',
  );
}

/** Commit times and errors stand in it whatever is turned off: under a day, that is files of an hour which overwrite themselves. */
export function keepLine(rows: readonly { name: string; setting: string }[]): Line {
  const of = (name: (typeof keeping)[number]) => rows.find((row) => row.name === name)?.setting ?? '';
  const name = 'age of that log';
  if (of('logging_collector') !== 'on')
    return ok(name, 'can’t be seen from here: whoever keeps the server’s log has to delete it within a day');
  const minutes = Number(of('log_rotation_age'));
  const hourly = minutes > 0 && minutes <= 60 && of('log_truncate_on_rotation') === 'on';
  // Our role may not see it.
  const hidden = of('log_filename') === '';
  // Named by the hour and by nothing that comes back later than after a day.
  if (hourly && /^[^%]*%H[^%]*$/.test(of('log_filename'))) return ok(name, 'under a day');
  if (hourly && hidden)
    return ok(name, 'files of an hour; under a day if they are named by the hour (postgresql-%H.log)');
  const named = keeping.slice(1).map((one) => `${one} = ${of(one)}`);
  return warn(
    name,
    `files stay longer than a day: ${named.join(', ')}`,
    'name them by the hour (postgresql-%H.log), with log_rotation_age = 60 and log_truncate_on_rotation = on',
  );
}

/** What the edge writes can't be seen from here: that is said, not passed over. */
function edgeLine(): Line {
  return ok(
    'logs of the web server',
    'can’t be seen from here: /ask needs the lines of deploy/nginx.conf, without a log',
  );
}
