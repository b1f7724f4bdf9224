/**
 * Figures for a monitor, in Prometheus' text form. Of the service as a whole: no label names a person, a class, a school
 * or a notice.
 */
import { statfs } from 'node:fs/promises';
import { broadcastChannels, pushHealth } from '#features/channels/feature.ts';
import { channelRows } from '#features/delivery/feature.ts';
import { restoreMark } from '#platform/database/restore-mark.ts';
import { loopHealth } from '#platform/loops.ts';
import type { Services } from '#platform/services.ts';
import { deliveryTotals, jobFacts, livelyFacts, serverFacts } from './queries/health.ts';
import { lastGoodRun } from './queries/runs.ts';
import { waitingSince } from './queries/tombstones.ts';

interface ChannelFigures {
  channel: string;
  waiting: number;
  oldestAt: Date | null;
  paused: boolean;
  attempts: number;
  errors: number;
  lastSuccessAt: Date | null;
}

interface Metric {
  name: string;
  help: string;
  kind: 'gauge' | 'counter';
  values: { labels?: Record<string, string>; value: number }[];
}

const stateNames = ['expanded', 'claimed', 'delivered', 'failed', 'unreachable', 'unknown', 'stopped'];
const channelNames = ['none', 'email', 'sms', 'push'];

/** Everything in one answer; the questions read kept counts and small tables only. */
export async function metrics({ db, clock, config }: Services): Promise<string> {
  const now = clock.now();
  const seconds = (since: Date | null) => (since ? Math.max(0, (now.getTime() - since.getTime()) / 1000) : 0);
  const [server, channels, broadcast, push, totals, jobs, life, backup, tombstones, mark, disk] = await Promise.all([
    serverFacts(db),
    channelRows(db, now),
    broadcastChannels(db, now),
    pushHealth(db, now),
    deliveryTotals(db),
    jobFacts(db),
    livelyFacts(db, 60),
    lastGoodRun(db),
    waitingSince(db),
    restoreMark(db),
    statfs(config.dataDir).catch(() => null),
  ]);
  const one = (name: string, help: string, value: number, kind: Metric['kind'] = 'gauge'): Metric => {
    return { name, help, kind, values: [{ value }] };
  };
  // Groups and accounts bear their numbers: a name that somebody gave says too much in a label.
  const every: ChannelFigures[] = [
    ...channels.map((row) => ({ ...row, channel: row.name, waiting: row.queued, paused: row.pausedAt !== null })),
    // Those who follow the public page; pushes to guardians are delivery's own channel above.
    { ...push, channel: 'followers', waiting: push.queued, paused: false },
    ...broadcast.map((row) => ({ ...row, channel: `${row.kind}_${row.id}`, paused: row.state === 'paused' })),
  ];
  const byChannel = (name: string, help: string, value: (row: ChannelFigures) => number): Metric => {
    return {
      name,
      help,
      kind: 'gauge',
      values: every.map((row) => ({ labels: { channel: row.channel }, value: value(row) })),
    };
  };
  const list: Metric[] = [
    {
      name: 'belfry_deliveries',
      help: 'Deliveries of all messages that are kept, by channel and state.',
      kind: 'gauge',
      values: totals.map(({ channel, state, n }) => ({
        labels: { channel: channelNames[channel] ?? 'other', state: stateNames[state] ?? 'other' },
        value: n,
      })),
    },
    byChannel('belfry_queue_waiting', 'What could be sent now and waits.', (row) => row.waiting),
    byChannel('belfry_queue_oldest_seconds', 'How long the oldest of it has waited.', (row) => seconds(row.oldestAt)),
    byChannel('belfry_channel_paused', '1 if the channel is paused.', (row) => (row.paused ? 1 : 0)),
    byChannel('belfry_channel_attempts', 'Attempts of the last 24 hours.', (row) => row.attempts),
    byChannel('belfry_channel_errors', 'Of these, what was not taken.', (row) => row.errors),
    byChannel('belfry_channel_success_age_seconds', 'Time since the last success; -1: there was none.', (row) =>
      row.lastSuccessAt ? seconds(row.lastSuccessAt) : -1,
    ),
    one('belfry_workers', 'Sending processes seen in the last minute.', life.workers),
    one('belfry_loops_down', 'Parts of this process that do not run.', loopHealth().length),
    one('belfry_jobs_waiting', 'Jobs that could run now.', jobs.waiting),
    one('belfry_jobs_given_up', 'Kinds of jobs that failed for good.', jobs.dead.length),
    one('belfry_audit_events_sealed', 'Events in the audit chain.', life.sealed, 'counter'),
    one(
      'belfry_audit_unsealed_seconds',
      'How long the oldest event has waited for the sealer.',
      seconds(life.unsealedSince),
    ),
    one(
      'belfry_backup_age_seconds',
      'Age of the last good backup; -1: there is none.',
      backup ? seconds(backup.startedAt) : -1,
    ),
    one('belfry_backup_bytes', 'Its size.', backup?.bytes ?? 0),
    one('belfry_restore_held', '1 while a restored database waits to be released.', mark && !mark.releasedAt ? 1 : 0),
    one('belfry_tombstones_waiting', 'Tombstones that are not in the file yet.', tombstones.n),
    one('belfry_database_bytes', 'Size of the database.', server.bytes),
    one('belfry_database_connections', 'Connections to the database.', server.connections),
    ...(disk ? [one('belfry_disk_free_bytes', 'Free space for data.', disk.bavail * disk.bsize)] : []),
    one('process_resident_memory_bytes', 'Memory of this process.', process.memoryUsage.rss()),
    one('process_cpu_seconds_total', 'Processor time of this process.', cpuSeconds(), 'counter'),
    one('process_uptime_seconds', 'How long this process has run.', process.uptime()),
  ];
  return `${list.flatMap(lines).join('\n')}\n`;
}

function lines({ name, help, kind, values }: Metric): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${kind}`,
    ...values.map(({ labels = {}, value }) => {
      const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text}"`);
      return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
    }),
  ];
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
