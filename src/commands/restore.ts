/** belfry restore FILE: proves a backup, or puts it in the place of the database. */
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { features } from '../features.ts';
import { systemClock } from '../platform/clock.ts';
import { withServer } from '../platform/database/addresses.ts';
import type { BackupHead } from '../platform/database/backup/format.ts';
import { type BackupKey, readKey } from '../platform/database/backup/key.ts';
import { readBackup } from '../platform/database/backup/read.ts';
import { admitSchema } from '../platform/database/backup/restore.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { type Opened, open, report } from './open.ts';
import { progressBar } from './progress.ts';

interface Options {
  check?: boolean;
  replace?: boolean;
  yes?: boolean;
  newKey?: boolean;
  key?: string;
  tombstones: string[];
}

const several = (value: string, before: string[]) => [...before, value];

export function registerRestore(program: Command): void {
  program
    .command('restore')
    .argument('<file>', 'a backup')
    .description('put a backup in the place of the database, whole or not at all; nothing is sent until it is released')
    .option('--check', 'only prove the file: every part, without touching any data')
    .option('--key <file>', 'the key of an encrypted backup (default: BELFRY_BACKUP_KEY)')
    .option('--replace', 'also where the database holds people; asks for a word on a terminal')
    .option('--yes', 'do not ask')
    .option('--tombstones <file>', 'another file of tombstones to replay (more than one: repeat it)', several, [])
    .option('--new-key', 'go on without the master key of the backup: links and second factors end')
    .addHelpText(
      'after',
      `
After a restore delivery is held: sign in, look at /desk/operations, and release it there.

Examples:
  belfry restore --check belfry.belfry
  belfry restore belfry.belfry --key backup.key --replace`,
    )
    .action(async (file: string, options: Options, command: Command) => {
      const opened = open(command);
      const keyFile = options.key ?? opened.config.backup.keyFile;
      const key = keyFile ? readKey(keyFile) : undefined;
      if (options.check) await check(opened, file, key);
      else await put(opened, file, key, options);
    });
}

async function check(opened: Opened, file: string, key: BackupKey | undefined): Promise<void> {
  const bar = progressBar('check', opened.json);
  const head = (found: BackupHead) => admitSchema(file, found);
  const read = await readBackup(file, key, { head }, bar.show).finally(() => bar.stop());
  const { headsBeyond } = await import('../features/operation/feature.ts');
  const beyond = await headsBeyond(opened.config.dataDir, read.head);
  const { id, madeAt, postgres, hasMasterKey, auditHead } = read.head;
  const lines = [
    `${file} is whole: ${read.rows} rows of ${read.head.tables.length} tables, made ${madeAt} from PostgreSQL ${postgres}${read.encrypted ? ', encrypted' : ''}.`,
    `Master key: ${hasMasterKey ? 'in it' : 'not in it'}. End of the audit chain: ${auditHead ? `${auditHead.position}:${auditHead.hash}` : 'none'}.`,
    ...(beyond > 0
      ? [`The audit kept here goes beyond it by ${beyond} heads: what was recorded since would be lost.`]
      : []),
  ];
  const { rows, bytes, encrypted } = read;
  const facts = {
    ok: true,
    id,
    madeAt,
    postgres,
    rows,
    bytes,
    encrypted,
    hasMasterKey,
    auditHead,
    headsBeyond: beyond,
  };
  report(opened, { ...facts, tables: read.manifest.tables }, lines.join('\n'));
}

async function put(opened: Opened, file: string, key: BackupKey | undefined, options: Options): Promise<void> {
  const { config, log } = opened;
  if (options.replace && !options.yes) await confirm(config.dataDir);
  if (config.demo) throw new OperatorError('This is the folder of a demonstration: choose another one with --data.');
  const { restore } = await import('../features/operation/feature.ts');
  const { keptHeads } = await import('../features/audit/feature.ts');
  const bar = progressBar('restore', opened.json);
  const restored = await withServer(
    config,
    log,
    ({ appUrl, ownerUrl }) =>
      restore(
        { config, log, clock: systemClock, appUrl, ownerUrl },
        {
          ...{ file, key, replace: options.replace === true, newKey: options.newKey === true },
          tombstoneFiles: options.tombstones,
          hooks: features.flatMap((feature) => feature.restored ?? []),
          progress: bar.show,
        },
      ),
    { fresh: true },
  ).finally(() => bar.stop());
  const { head, rows, mark } = restored;
  const replayed = Object.entries(mark.replayed).map(([table, n]) => `${n} of ${table}`);
  const lost = (await keptHeads(config.dataDir)).setAside.length;
  const lines = [
    `Restored: ${rows} rows of ${head.tables.length} tables, as of ${head.madeAt}.`,
    `Done again from tombstones: ${replayed.join(', ') || 'nothing'}.`,
    ...(mark.notReplayed > 0
      ? [`NOT done again: ${mark.notReplayed}. Check opt-outs, guardianships and stopped messages.`]
      : []),
    ...(lost > 0 ? [`Heads of the audit beyond the backup: ${lost}. See belfry audit verify.`] : []),
    'Nothing is sent until a person releases it on /desk/operations/release. Everybody has to sign in again.',
  ];
  report(opened, { rows, tables: head.tables.length, bytes: restored.bytes, mark }, lines.join('\n'));
}

/** On a terminal a typed word; elsewhere the flag. */
async function confirm(dataDir: string): Promise<void> {
  if (!process.stdin.isTTY) throw new OperatorError('--replace asks for a word on a terminal; without one add --yes.');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(
    `All that is in the database of ${dataDir} goes, and the backup takes its place.\nType replace to go on: `,
  );
  lines.close();
  if (answer.trim() !== 'replace') throw new OperatorError('Nothing was changed.');
}
