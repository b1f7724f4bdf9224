import { type Command, InvalidArgumentError } from 'commander';
import { OperatorError } from '../platform/operator-error.ts';
import { endEarly, runUntilSignal } from '../run-until-signal.ts';
import type { RunningBelfry } from '../serve.ts';
import { type GlobalOptions, open } from './open.ts';
import { parsePort } from './port.ts';

interface ServeOptions extends GlobalOptions {
  port?: number;
  host?: string;
  role?: 'all' | 'web' | 'worker';
  newKey?: boolean;
}

/** belfry serve: starts the service and runs until SIGINT or SIGTERM. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('start the service; the first start prints a link for the first administrator')
    .option('--port <n>', 'the port to answer on (default 8080; 0 takes a free one)', parsePort)
    .option('--host <name>', 'the address to answer on (default 127.0.0.1)')
    .option('--role <role>', 'all, web (pages only) or worker (deliveries and jobs only)', parseRole)
    .option('--new-key', 'the master key of before is lost: go on under this one (links sent so far end)')
    .addHelpText('after', `\nExample:\n  belfry serve --data /var/lib/belfry --port 8080${settingsHelp}`)
    .action(async (_options, command: Command) => {
      const opened = open(command);
      if (opened.config.demo) throw new OperatorError(demoFolder(opened.config.dataDir));
      const options = command.optsWithGlobals<ServeOptions>();
      const config = {
        ...opened.config,
        ...only({ port: options.port, host: options.host, role: options.role, newKey: options.newKey }),
      };
      if (opened.config.publicUrl === `http://${opened.config.host}:${opened.config.port}`) {
        config.publicUrl = `http://${config.host}:${config.port}`;
      }
      let starting: Promise<RunningBelfry> | undefined;
      const early = endEarly(async () => (await starting)?.stop());
      const { startBelfry } = await import('../serve.ts');
      const { firstAdministratorLink } = await import('../features/accounts/feature.ts');
      starting = startBelfry(config, opened.log);
      const belfry = await starting;
      const link = await firstAdministratorLink(belfry.services);
      // It is being stopped already: nothing is ready, and the signal's end is the end.
      if (early.signalled()) return;
      early.off();
      if (link) process.stdout.write(`Make the first administrator here (works once): ${link}\n`);
      process.stdout.write(`ready ${belfry.url ?? 'worker'}\n`);
      await runUntilSignal(belfry);
    });
}

// Its sign-in links need no password, and its people do not exist: nobody shall take it for the service.
function demoFolder(dataDir: string): string {
  return `The folder ${dataDir} holds the demonstration district: start it with belfry demo --data ${dataDir}, or name another folder for the service.`;
}

const settingsHelp = `

Settings, by environment or in belfry.env in the data folder:
  BELFRY_PUBLIC_URL     the address that people see, such as https://notices.example.org
  BELFRY_SITE_NAME      the name at the top of each page
  BELFRY_TIME_ZONE      the district's zone (default Asia/Shanghai)
  BELFRY_SMTP_URL       smtp://user:password@host:587 or smtps://…:465
  BELFRY_SMTP_FROM      the sender's address
  BELFRY_SMTP_POOL, BELFRY_SMTP_RATE          connections of each process; mails a second of all together
  BELFRY_SMS_URL, BELFRY_SMS_TOKEN, BELFRY_SMS_SENDER, BELFRY_SMS_RATE
  BELFRY_OIDC_ISSUER, BELFRY_OIDC_CLIENT_ID, BELFRY_OIDC_CLIENT_SECRET   single sign-on (OpenID Connect)
  BELFRY_OIDC_NAME, BELFRY_OIDC_CLAIM, BELFRY_OIDC_SCOPE     its name; the claim that gives roles (groups)
  BELFRY_QUIET_FROM, BELFRY_QUIET_TO          no messages between (21:30 to 07:00)
  BELFRY_DIGEST_AT                            one mail a day for those who chose it (18:00)
  BELFRY_MAX_UPLOAD_MB  largest upload (default 20)
  BELFRY_TRUST_PROXY    true behind a web server of your own that sets X-Forwarded-For
  DATABASE_URL, MIGRATE_DATABASE_URL          an external PostgreSQL, with two roles
  BELFRY_BACKUP_AT      when the nightly backup is made (03:30; off for none)
  BELFRY_BACKUP_DIR     where it goes (backups in the data folder: better another disk)
  BELFRY_BACKUP_DAILY, BELFRY_BACKUP_WEEKLY   how many are kept (7 and 4)
  BELFRY_BACKUP_KEY     a key file: backups are encrypted
  BELFRY_TOMBSTONES     file of what a restore must not undo (tombstones.jsonl in the data folder)
  BELFRY_API_RATE       requests of the API a minute and token (600)
  BELFRY_WEBHOOK_PRIVATE true lets webhooks go to private addresses and http
  BELFRY_FEED_PRIVATE   private addresses from which feeds of warnings may be read, also by http
  BELFRY_METRICS_TOKEN  who may read /metrics from elsewhere
  BELFRY_DNS, BELFRY_DKIM_SELECTOR            for belfry doctor
  BELFRY_SECRET         the master key, instead of the file in the data folder
  BELFRY_LOG_LEVEL      fatal, error, warn, info, debug`;

function parseRole(text: string): string {
  if (!['all', 'web', 'worker'].includes(text)) throw new InvalidArgumentError('a role is all, web or worker.');
  return text;
}

function only<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
