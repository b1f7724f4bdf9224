/** The database and what works in it: settings, rights, queues, jobs, backups, audit. */

import { broadcastChannels, channelCodeInWords } from '#features/channels/feature.ts';
import { channelRows } from '#features/delivery/feature.ts';
import type { Config } from '#platform/config.ts';
import type { Database } from '#platform/database/connect.ts';
import { restoreMark } from '#platform/database/restore-mark.ts';
import { sizeInWords } from '#platform/files/size.ts';
import { hour, oldAfterHours } from '../model.ts';
import { jobFacts, livelyFacts, type ServerFacts, serverFacts } from '../queries/health.ts';
import { lastGoodRun } from '../queries/runs.ts';
import { waitingSince } from '../queries/tombstones.ts';
import { age, fail, type Line, ok, warn } from './line.ts';

/** The machine's clock, read around the question, so that a slow answer is not taken for a wrong clock. */
export async function serverLines(db: Database, now: () => Date): Promise<Line[]> {
  const before = now();
  const facts = await serverFacts(db);
  const after = now();
  const off = Math.max(before.getTime() - facts.now.getTime(), facts.now.getTime() - after.getTime(), 0) / 1000;
  const size = `PostgreSQL ${facts.version}, ${sizeInWords(facts.bytes)}`;
  const lines = [
    facts.major < 15
      ? fail('database', `${size}: too old`, 'move to PostgreSQL 15 or later: backup, new server, restore')
      : ok('database', size),
    off > 60
      ? fail('clock', `${Math.round(off)} s away from the database’s`, 'set up time synchronisation on both machines')
      : off > 5
        ? warn('clock', `${Math.round(off)} s away from the database’s`, 'set up time synchronisation on both machines')
        : ok('clock', 'agrees with the database’s'),
  ];
  const unsafe = Object.entries(facts.settings).filter(([, value]) => value === 'off');
  lines.push(
    unsafe.length > 0
      ? fail(
          'safety',
          `${unsafe.map(([name]) => name).join(', ')} off`,
          'turn it on: a crash would lose what was acknowledged',
        )
      : ok('safety', 'fsync, full_page_writes and synchronous_commit are on'),
  );
  lines.push(
    facts.isSuper || facts.owned > 0
      ? fail('rights', 'the application’s role may do too much', 'give DATABASE_URL a role that owns nothing')
      : ok('rights', 'the application’s role owns nothing'),
  );
  if (facts.connections > facts.mostConnections * 0.8) {
    const text = `${facts.connections} of ${facts.mostConnections} in use`;
    lines.push(warn('connections', text, 'raise max_connections, or run fewer processes'));
  }
  lines.push(lockLine(facts));
  return lines;
}

/** What one transaction of a restore locks for each relation: what was there and goes, what is made anew, and what hangs on both. */
export const locksPerRelation = 10;

/**
 * A restore happens whole or not at all: one transaction, which keeps its locks to the end. Where the table of locks is
 * full, PostgreSQL breaks it off with "out of shared memory", on the day on which nobody wants to hear of it.
 */
export function lockLine({
  relations,
  locksEach,
  lockers,
}: Pick<ServerFacts, 'relations' | 'locksEach' | 'lockers'>): Line {
  const needed = relations * locksPerRelation;
  const room = locksEach * lockers;
  const text = `room for ${room}, a restore needs some ${needed}`;
  if (room >= needed) return ok('locks', text);
  const enough = 2 ** Math.ceil(Math.log2((needed * 1.25) / lockers));
  return warn('locks', text, `set max_locks_per_transaction to ${enough} and start PostgreSQL again`);
}

export async function queueLines(db: Database, now: Date): Promise<Line[]> {
  const lines: Line[] = [];
  for (const channel of await channelRows(db, now)) {
    const check = `queue of ${channel.name}`;
    const old = channel.oldestAt ? now.getTime() - channel.oldestAt.getTime() : 0;
    const text = channel.oldestAt
      ? `${channel.queued} wait, the oldest for ${age(channel.oldestAt, now)}`
      : 'nothing waits';
    if (channel.pausedAt) lines.push(warn(check, `paused; ${text}`, 'resume it on /desk/operations when it may go on'));
    else if (old > 6 * hour) lines.push(fail(check, text, 'see the last error on /desk/operations'));
    else if (old > hour)
      lines.push(warn(check, text, 'see the last error on /desk/operations; quiet hours explain a night'));
    else lines.push(ok(check, text));
  }
  const jobs = await jobFacts(db);
  if (jobs.dead.length > 0)
    lines.push(fail('jobs', `gave up: ${jobs.dead.join(', ')}`, 'see the log of the service for the reason'));
  else if (jobs.failing.length > 0)
    lines.push(warn('jobs', `failed, tried again: ${jobs.failing.join(', ')}`, 'see the log of the service'));
  else if (jobs.oldest && now.getTime() - jobs.oldest.getTime() > 15 * 60_000) {
    lines.push(warn('jobs', `${jobs.waiting} wait, the oldest for ${age(jobs.oldest, now)}`, 'is a worker running?'));
  } else lines.push(ok('jobs', 'none has failed'));
  return lines;
}

/** Groups and accounts: which of them takes nothing, why, and where to mend it. */
export async function broadcastLines(db: Database, now: Date): Promise<Line[]> {
  return (await broadcastChannels(db, now)).map((channel) => {
    const check = `channel ${channel.id} (${channel.kind}, ${channel.organisation})`;
    const where = `/desk/channels/${channel.id}`;
    const waiting = channel.oldestAt
      ? `${channel.waiting} wait, the oldest for ${age(channel.oldestAt, now)}`
      : 'nothing waits';
    if (channel.state === 'paused') return warn(check, `paused; ${waiting}`, `resume it on ${where} when it may go on`);
    if (channel.failingSince) {
      const why = channelCodeInWords(channel.kind, channel.lastError ?? '', 'en');
      return fail(
        check,
        `fails for ${age(channel.failingSince, now)}: ${why}; ${waiting}`,
        `mend it on ${where}, then send a test`,
      );
    }
    const half = channel.attempts >= 10 && channel.errors * 2 > channel.attempts;
    if (half)
      return warn(
        check,
        `${channel.errors} of ${channel.attempts} attempts failed in a day`,
        `see what was sent on ${where}`,
      );
    return ok(check, waiting);
  });
}

export async function lifeLines(db: Database, config: Config, now: Date): Promise<Line[]> {
  const lines: Line[] = [];
  const facts = await livelyFacts(db, 60);
  lines.push(
    facts.workers > 0
      ? ok('workers', `${facts.workers} sending process${facts.workers > 1 ? 'es' : ''}`)
      : warn('workers', 'none was seen in the last minute', 'start belfry serve, or belfry serve --role worker'),
  );
  const late = facts.unsealedSince && now.getTime() - facts.unsealedSince.getTime() > 10 * 60_000;
  lines.push(
    late
      ? fail(
          'audit',
          `events wait for ${age(facts.unsealedSince as Date, now)} to be sealed`,
          'is a worker running? Then run belfry audit verify',
        )
      : ok(
          'audit',
          facts.sealedAt
            ? `${facts.sealed} events sealed, the last ${age(facts.sealedAt, now)} ago`
            : 'nothing to seal yet',
        ),
  );
  const mark = await restoreMark(db);
  if (mark && !mark.releasedAt) {
    lines.push(
      fail(
        'restore',
        `a backup of ${mark.backupAt} was restored and nothing is sent`,
        'release it on /desk/operations/release',
      ),
    );
  }
  const waiting = await waitingSince(db);
  lines.push(
    waiting.since && now.getTime() - waiting.since.getTime() > 10 * 60_000
      ? fail('tombstones', `${waiting.n} are not in ${config.tombstones}`, 'look at disk and rights of that file')
      : ok('tombstones', config.tombstones),
  );
  lines.push(await backupLine(db, config, now));
  return lines;
}

async function backupLine(db: Database, config: Config, now: Date): Promise<Line> {
  if (config.demo) return ok('backup', 'the demonstration makes none');
  const good = await lastGoodRun(db);
  if (!good) return warn('backup', 'there is no good one yet', 'belfry backup FILE makes one now');
  const text = `${good.file}, ${sizeInWords(good.bytes ?? 0)}, ${age(good.startedAt, now)} old${good.verifiedAt ? '' : ', not proven'}`;
  if (now.getTime() - good.startedAt.getTime() > oldAfterHours * hour) {
    return fail('backup', text, 'see /desk/operations/backups for the reason');
  }
  return ok('backup', text);
}
