/** belfry backup FILE, belfry backup-key FILE. */
import type { Command } from 'commander';
import { systemClock } from '../platform/clock.ts';
import { withServer } from '../platform/database/addresses.ts';
import { makeKey, readKey } from '../platform/database/backup/key.ts';
import { openDatabase } from '../platform/database/connect.ts';
import { openSecrets } from '../platform/secrets.ts';
import { open, report } from './open.ts';
import { progressBar } from './progress.ts';

/** belfry backup …: the whole database in one file, while the service runs. */
export function registerBackup(program: Command): void {
  program
    .command('backup')
    .argument('<file>', 'the file to write; it appears when it is whole')
    .description('write a backup of everything, also while the service runs')
    .option('--key <file>', 'encrypt it: a file with an age key or a passphrase (default: BELFRY_BACKUP_KEY)')
    .addHelpText('after', `\nExample:\n  belfry backup /mnt/disk/belfry.belfry --key backup.key`)
    .action(async (file: string, options: { key?: string }, command: Command) => {
      const opened = open(command);
      const { config, log } = opened;
      const keyFile = options.key ?? config.backup.keyFile;
      const key = keyFile ? readKey(keyFile) : undefined;
      const { makeBackup } = await import('../features/operation/feature.ts');
      const bar = progressBar('backup', opened.json);
      const made = await withServer(config, log, async ({ appUrl, ownerUrl }) => {
        const db = openDatabase(appUrl, { max: 2, applicationName: 'belfry backup', log });
        try {
          const secrets = openSecrets(config.dataDir, config.secret);
          const ground = { db, config, log, clock: systemClock, secrets, ownerUrl };
          return await makeBackup(ground, file, { by: 'console', key, progress: bar.show });
        } finally {
          await db.destroy();
        }
      }).finally(() => bar.stop());
      const { head, bytes, rows, encrypted, verified } = made;
      const end = head.auditHead ? `${head.auditHead.position}:${head.auditHead.hash}` : 'none';
      const lines = [
        `${made.file}: ${rows} rows of ${head.tables.length} tables, ${bytes} bytes, ${encrypted ? 'encrypted' : 'not encrypted'}.`,
        verified
          ? 'It was read again and is whole.'
          : 'It was not read again: the key file holds only the public half.',
        `End of the audit chain: ${end}`,
      ];
      if (!head.hasMasterKey && config.secret === undefined) {
        lines.push(`It does not hold the master key: keep ${config.dataDir}/master-key elsewhere too, or use --key.`);
      }
      report(opened, { ...made, manifest: undefined, head: { ...head, tables: head.tables.length } }, lines.join('\n'));
    });
  program
    .command('backup-key')
    .argument('<file>', 'the file to make')
    .description('make a key for encrypted backups; its public half suffices to write them')
    .addHelpText('after', '\nExample:\n  belfry backup-key backup.key')
    .action(async (file: string, _options, command: Command) => {
      const recipient = await makeKey(file);
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      const sentence = `${file} holds the secret key: keep it away from this server, on paper too. On the server a file with this line suffices (BELFRY_BACKUP_KEY):\n${recipient}`;
      report({ json: json === true }, { file, recipient }, sentence);
    });
}
