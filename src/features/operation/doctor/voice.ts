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

export async function voiceLines(db: Database): Promise<Line[]> {
  const rows = await settingsNow(db, Object.keys(silentSettings));
  return [logLine(rows), edgeLine()];
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

/** What the edge writes can't be seen from here: that is said, not passed over. */
function edgeLine(): Line {
  return ok(
    'logs of the web server',
    'can’t be seen from here: /ask needs the lines of deploy/nginx.conf, without a log',
  );
}
