/** Restoring a backup, and the steps outside the database that belong to it. */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { markRestored, record, sealAndKeepHead } from '#features/audit/feature.ts';
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import type { BackupHead } from '#platform/database/backup/format.ts';
import type { BackupKey } from '#platform/database/backup/key.ts';
import { type Restored, restoreBackup } from '#platform/database/backup/restore.ts';
import { readTombstones } from '#platform/database/backup/tombstones.ts';
import { type Database, openDatabase, roleOf, type Transaction } from '#platform/database/connect.ts';
import { forgetKeyMark } from '#platform/database/key-mark.ts';
import { migrate } from '#platform/database/migrate.ts';
import { type RestoreMark, restoreMark, writeRestoreMark } from '#platform/database/restore-mark.ts';
import type { Log } from '#platform/log.ts';
import { OperatorError } from '#platform/operator-error.ts';
import { fingerprint, masterKeyFile, openSecrets, secretsFrom } from '#platform/secrets.ts';
import { keepTombstones } from './tombstones.ts';

export interface RestoreGround {
  config: Pick<Config, 'dataDir' | 'secret' | 'tombstones'>;
  clock: Clock;
  log: Log;
  appUrl: string;
  ownerUrl: string;
}

export interface RestoreInput {
  file: string;
  key?: BackupKey | undefined;
  replace: boolean;
  /** Go on although the master key is another one: links and second factors of the backup are then void. */
  newKey: boolean;
  /** Further files of tombstones, from other hosts or an older data folder. */
  tombstoneFiles: readonly string[];
  /** What each feature does with a restored database (Feature.restored). */
  hooks: readonly ((trx: Transaction, at: Date) => Promise<void>)[];
  progress?: ((share: number) => void) | undefined;
}

export interface RestoreReport extends Restored {
  mark: RestoreMark;
}

const restoredKey = (dataDir: string): string => `${masterKeyFile(dataDir)}.restored`;

/** Puts the backup in the place of the database, whole or not at all, and holds delivery until a person releases it. */
export async function restore(ground: RestoreGround, input: RestoreInput): Promise<RestoreReport> {
  const { config, clock, log, appUrl, ownerUrl } = ground;
  await keepWhatWaits(ground);
  const { tombstones, unreadable } = await readTombstones([config.tombstones, ...input.tombstoneFiles]);
  const at = clock.now();
  let mark: RestoreMark | undefined;
  try {
    const restored = await restoreBackup(ownerUrl, input.file, {
      key: input.key,
      replace: input.replace,
      tombstones,
      progress: input.progress ?? (() => undefined),
      admit: (head) => admitKey(config, head, input.newKey),
      masterKey: async (content) => {
        const own = ownFingerprint(config);
        if (config.secret === undefined && fingerprint(secretsFrom(readKeyText(content))) !== own) {
          await writeFile(restoredKey(config.dataDir), content, { mode: 0o600 });
        }
      },
      afterwards: async (trx, { head, replay }) => {
        for (const hook of input.hooks) await hook(trx, at);
        await forgetKeyMark(trx);
        mark = {
          id: randomUUID(),
          backupId: head.id,
          backupAt: head.madeAt,
          restoredAt: at.toISOString(),
          replayed: replay.replayed,
          notReplayed: replay.failed,
          unreadableTombstones: unreadable,
          auditHead: head.auditHead,
          keyFingerprint: head.keyFingerprint,
          unfinished: true,
          releasedAt: null,
        };
        await writeRestoreMark(trx, mark, at);
        const replayed = Object.values(replay.replayed).reduce((sum, n) => sum + n, 0);
        const detail = { backup: head.id, made_at: head.madeAt, replayed, not_replayed: replay.failed };
        await record(trx, { actor: { kind: 'console' }, action: 'backup.restore', detail, at });
      },
    });
    await migrate(ownerUrl, { appRole: roleOf(appUrl), log });
    await withDatabase(appUrl, (db) => finishRestore({ ...ground, db }));
    return { ...restored, mark: { ...(mark as RestoreMark), unfinished: false } };
  } finally {
    // Not taken over: the restore failed. After a success it has become the key.
    await rm(restoredKey(config.dataDir), { force: true });
  }
}

/**
 * The steps after the commit, which may be done twice: the key of the backup takes its place, the heads of the audit
 * that are gone are set aside, the chain is sealed under this server's numbers. A start does them if a restore was cut off.
 */
export async function finishRestore(
  ground: Pick<RestoreGround, 'config' | 'clock' | 'log'> & { db: Database },
): Promise<void> {
  const { db, config, clock } = ground;
  const mark = await restoreMark(db);
  if (!mark?.unfinished) return;
  const fresh = restoredKey(config.dataDir);
  if (existsSync(fresh)) {
    const file = masterKeyFile(config.dataDir);
    if (existsSync(file)) await rename(file, `${file}.before-${mark.id.slice(0, 8)}`);
    await rename(fresh, file);
    await chmod(file, 0o600);
  }
  await markRestored(config.dataDir, mark.auditHead, new Date(mark.restoredAt));
  await writeRestoreMark(db, { ...mark, unfinished: false }, clock.now());
  await sealAndKeepHead(ground);
}

// Links and second factors are signed and sealed with the master key, which lies outside the database.
function admitKey(config: RestoreGround['config'], head: BackupHead, newKey: boolean): void {
  if (newKey || head.keyFingerprint === null || ownFingerprint(config) === head.keyFingerprint) return;
  if (config.secret === undefined && head.hasMasterKey) return;
  const where = config.secret === undefined ? `copy it to ${masterKeyFile(config.dataDir)}` : 'set BELFRY_SECRET to it';
  throw new OperatorError(
    `The backup was made under another master key, which it does not hold: ${where}. Without it go on with --new-key: all links sent so far end, and everybody with a second factor needs a new one.`,
  );
}

function ownFingerprint(config: RestoreGround['config']): string | null {
  if (config.secret === undefined && !existsSync(masterKeyFile(config.dataDir))) return null;
  return fingerprint(openSecrets(config.dataDir, config.secret));
}

const readKeyText = (content: Buffer): Buffer => Buffer.from(content.toString('utf8').trim(), 'base64');

// What the database that is about to go has not copied into the file yet. It may be empty, broken or of an older version.
async function keepWhatWaits(ground: RestoreGround): Promise<void> {
  await withDatabase(ground.appUrl, (db) => keepTombstones({ ...ground, db })).catch(() =>
    ground.log.debug('there were no tombstones to keep'),
  );
}

async function withDatabase<T>(appUrl: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(appUrl, { max: 2, applicationName: 'belfry restore' });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** The heads of the audit kept in the data folder that lie beyond the end of a backup. */
export async function headsBeyond(dataDir: string, head: BackupHead): Promise<number> {
  const file = join(dataDir, 'audit-head.jsonl');
  const text = existsSync(file) ? await readFile(file, 'utf8') : '';
  const end = head.auditHead?.position ?? 0;
  return text.split('\n').filter((line) => Number(/^\{"position":(\d+)/.exec(line)?.[1] ?? 0) > end).length;
}
