/** Making a backup, and the nightly one with its retention. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { record } from '#features/audit/feature.ts';
import { localDate, localMinutes } from '#platform/clock.ts';
import { type BackupKey, readKey } from '#platform/database/backup/key.ts';
import { readBackup } from '#platform/database/backup/read.ts';
import { partialName, type Written, writeBackup } from '#platform/database/backup/write.ts';
import { OperatorError } from '#platform/operator-error.ts';
import { fingerprint, masterKeyFile } from '#platform/secrets.ts';
import type { Services } from '#platform/services.ts';
import { backupName, isDue, surplus } from '../model.ts';
import { endRun, forgetRuns, lastScheduledStart, markRemoved, startRun } from '../queries/runs.ts';

export type BackupGround = Pick<Services, 'db' | 'clock' | 'config' | 'log' | 'secrets' | 'ownerUrl'>;

export interface MadeBackup extends Written {
  file: string;
  encrypted: boolean;
  /** Read again from the disk; false where the key can only write. */
  verified: boolean;
}

/** Writes a backup, reads it again, and keeps a record of it. */
export async function makeBackup(
  ground: BackupGround,
  name: string,
  options: { by: 'schedule' | 'console'; key?: BackupKey | undefined; progress?: (share: number) => void },
): Promise<MadeBackup> {
  const { db, clock, config, secrets } = ground;
  const file = resolve(name);
  const { by, key, progress } = options;
  const run = await startRun(db, { by, host: hostname(), file, startedAt: clock.now() });
  try {
    const written = await writeBackup(ownerUrlOf(ground), file, {
      key,
      masterKey: config.secret ? undefined : await readFile(masterKeyFile(config.dataDir)).catch(() => undefined),
      keyFingerprint: fingerprint(secrets),
      progress: progress && ((share) => progress(share * 0.7)),
    });
    const verified = key?.kind !== 'recipient';
    if (verified) await readBackup(file, key, {}, progress && ((share) => progress(0.7 + share * 0.3)));
    const { bytes, rows } = written;
    const now = clock.now();
    if (run !== null) {
      const end = { finishedAt: now, verifiedAt: verified ? now : null, bytes, rows, error: null };
      await endRun(db, run, { ...end, encrypted: key !== undefined });
    }
    const actor = by === 'console' ? ({ kind: 'console' } as const) : ({ kind: 'system' } as const);
    await record(db, { actor, action: 'backup.make', detail: { rows, bytes, encrypted: key !== undefined }, at: now });
    return { ...written, file, encrypted: key !== undefined, verified };
  } catch (error) {
    if (run !== null) {
      const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      const end = { finishedAt: clock.now(), verifiedAt: null, bytes: null, rows: null, encrypted: null };
      await endRun(db, run, { ...end, error: words.slice(0, 300) }).catch(() => undefined);
    }
    throw error;
  }
}

/** Makes the nightly backup if it is due, then deletes those that retention no longer keeps. */
export async function scheduledBackup(ground: BackupGround): Promise<MadeBackup | null> {
  const { db, clock, config, log } = ground;
  const { dir, at, keyFile } = config.backup;
  if (config.demo || !ground.ownerUrl) return null;
  const now = clock.now();
  const minutes = localMinutes(now, config.timeZone);
  if (!isDue({ at, now: { minutes, at: now }, lastStart: await lastScheduledStart(db) })) return null;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const name = backupName(localDate(now, config.timeZone), minutes);
  try {
    await removeUnfinished(dir, name);
    const made = await makeBackup(ground, join(dir, name), {
      by: 'schedule',
      key: keyFile ? readKey(keyFile) : undefined,
    });
    log.info({ bytes: made.bytes, rows: made.rows, verified: made.verified }, 'backup made');
    await retain(ground);
    return made;
  } catch (error) {
    // The record says it, and the operations page; the queue need not try again before the next night.
    log.error({ err: error }, 'the nightly backup failed');
    return null;
  }
}

async function retain({ db, clock, config, log }: BackupGround): Promise<void> {
  const { dir, daily, weekly } = config.backup;
  const gone = surplus(await readdir(dir), { daily, weekly }).map((name) => join(dir, name));
  for (const file of gone) await rm(file, { force: true });
  await markRemoved(db, gone, clock.now());
  await forgetRuns(db, new Date(clock.now().getTime() - 400 * 24 * 3_600_000));
  if (gone.length > 0) log.info({ files: gone.length }, 'old backups deleted');
}

// A run that was killed left its unfinished file under another minute's name.
async function removeUnfinished(dir: string, name: string): Promise<void> {
  for (const found of await readdir(dir)) {
    if (/^belfry-.*\.belfry\.partial$/.test(found) && found !== partialName(name))
      await rm(join(dir, found), { force: true });
  }
}

function ownerUrlOf({ ownerUrl }: BackupGround): string {
  if (!ownerUrl) throw new OperatorError('A backup needs the address of the owner: MIGRATE_DATABASE_URL.');
  return ownerUrl;
}
