/** All looks of `belfry doctor`, in the order in which a person would look. */
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { type Database, openDatabase } from '#platform/database/connect.ts';
import { pendingMigrations } from '#platform/database/migrate.ts';
import { broadcastLines, lifeLines, queueLines, serverLines } from './database.ts';
import { fontLines } from './fonts.ts';
import { fail, type Line, look, ok, warn } from './line.ts';
import { certificateLines, diskLines, secretLines } from './machine.ts';
import { domainLines, smtpLines } from './mail.ts';
import { voiceLines } from './voice.ts';
import { wordingLines } from './wording.ts';

/** `appUrl` null: the database could not be reached, for the reason given. */
export async function examine(
  config: Config,
  clock: Clock,
  database: { appUrl: string } | { unreachable: string },
): Promise<Line[]> {
  const lines = [
    ...(await look('disk', () => diskLines(config))),
    ...(await look('master key', () => secretLines(config))),
    ...('appUrl' in database
      ? await databaseLines(config, clock, database.appUrl)
      : [fail('database', database.unreachable, 'start it, or correct DATABASE_URL')]),
    ...(await look('mail server', () => smtpLines(config))),
    ...(await look('mail domain', () => domainLines(config))),
    ...(await look('fonts', () => fontLines(config))),
    ...(await look('wording', () => wordingLines(config))),
    ...(await look('certificate', () => certificateLines(config.publicUrl, clock.now()))),
  ];
  return lines;
}

async function databaseLines(config: Config, clock: Clock, appUrl: string): Promise<Line[]> {
  const db: Database = openDatabase(appUrl, { max: 2, applicationName: 'belfry doctor' });
  try {
    const server = await look('database', () => serverLines(db, () => clock.now()));
    const schema = await look('migrations', () => migrationLines(appUrl));
    // With another schema than ours the other questions have no answer.
    if (schema.some((line) => line.level !== 'ok')) return [...server, ...schema];
    const now = clock.now();
    const queues = await look('queues', () => queueLines(db, now));
    const broadcast = await look('channels', () => broadcastLines(db, now));
    const voice = await look('log of PostgreSQL', () => voiceLines(db));
    const work = await look('work', () => lifeLines(db, config, now));
    return [...server, ...schema, ...queues, ...broadcast, ...voice, ...work];
  } finally {
    await db.destroy();
  }
}

async function migrationLines(appUrl: string): Promise<Line[]> {
  const pending = await pendingMigrations(appUrl);
  if (pending.length === 0) return [ok('migrations', 'the database is up to date')];
  return [
    warn(
      'migrations',
      `${pending.length} to apply, from ${pending[0]}`,
      'belfry upgrade, or the next start, applies them',
    ),
  ];
}
