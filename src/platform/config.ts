import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { defaultDataDir } from './database/embedded/folders.ts';
import { type EnvFile, parseEnvFile } from './env-file.ts';
import { OperatorError } from './operator-error.ts';

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const webAddress = z
  .url({ protocol: /^https?$/, error: 'an address such as https://example.org' })
  .transform((value) => value.replace(/\/+$/, ''));
const database = z.string().regex(/^postgres(ql)?:\/\//, 'an address that starts with postgres://');
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 21:30');
const zone = z.string().refine(isZone, 'a time zone such as Asia/Shanghai');

/** `10.20.30.40`, or a block such as `10.20.0.0/16`. */
function isAddressOrBlock(text: string): boolean {
  const [address = '', bits = '0', ...more] = text.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/** Every setting, by the name that the operator writes. The order is the order of the messages. */
const schema = z.object({
  DATABASE_URL: database.optional(),
  MIGRATE_DATABASE_URL: database.optional(),
  BELFRY_HOST: z.string().default('127.0.0.1'),
  BELFRY_PORT: whole(0, 65535).default(8080),
  BELFRY_PUBLIC_URL: webAddress.optional(),
  BELFRY_SITE_NAME: z.string().max(80).default(''),
  BELFRY_TIME_ZONE: zone.default('Asia/Shanghai'),
  BELFRY_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  BELFRY_SECRET: z.string().min(32, '32 characters or more').optional(),
  BELFRY_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  BELFRY_QUIET_FROM: localTime.default('21:30'),
  BELFRY_QUIET_TO: localTime.default('07:00'),
  BELFRY_DIGEST_AT: localTime.default('18:00'),
  BELFRY_MAX_UPLOAD_MB: whole(1, 500).default(20),
  BELFRY_TRUST_PROXY: flag.default(false),
  BELFRY_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'an address such as smtp://host:25' }).optional(),
  BELFRY_SMTP_FROM: z.string().min(3).optional(),
  BELFRY_SMTP_POOL: whole(1, 50).default(4),
  BELFRY_SMTP_RATE: z.coerce.number().min(0).max(100_000).default(10),
  BELFRY_SMTP_DOMAIN_RATE: z.coerce.number().min(0).max(100_000).default(0),
  BELFRY_OIDC_ISSUER: webAddress.optional(),
  BELFRY_OIDC_CLIENT_ID: z.string().min(1).optional(),
  BELFRY_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  BELFRY_OIDC_NAME: z.string().max(40).default(''),
  BELFRY_OIDC_SCOPE: z.string().min(6).default('openid email'),
  BELFRY_OIDC_CLAIM: z.string().min(1).max(100).default('groups'),
  BELFRY_SMS_URL: webAddress.optional(),
  BELFRY_SMS_TOKEN: z.string().min(1).optional(),
  BELFRY_SMS_SENDER: z.string().max(20).optional(),
  BELFRY_SMS_TEMPLATE: z.string().min(1).optional(),
  BELFRY_SMS_RATE: z.coerce.number().positive().max(1000).default(10),
  BELFRY_BACKUP_DIR: z.string().min(1).optional(),
  BELFRY_BACKUP_AT: z.union([z.literal('off'), localTime], { error: 'a time such as 03:30, or off' }).default('03:30'),
  BELFRY_BACKUP_DAILY: whole(1, 400).default(7),
  BELFRY_BACKUP_WEEKLY: whole(0, 400).default(4),
  BELFRY_BACKUP_KEY: z.string().min(1).optional(),
  BELFRY_TOMBSTONES: z.string().min(1).optional(),
  BELFRY_API_RATE: whole(1, 1_000_000).default(600),
  BELFRY_WEBHOOK_PRIVATE: flag.default(false),
  BELFRY_FEED_PRIVATE: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine((all) => all.every(isAddressOrBlock), 'addresses such as 10.20.30.40, or blocks such as 10.20.0.0/16'),
  BELFRY_METRICS_TOKEN: z.string().min(16, '16 characters or more').optional(),
  BELFRY_DNS: z.string().optional(),
  BELFRY_DKIM_SELECTOR: z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/, 'the first part of the name under which the key stands')
    .optional(),
});
type Settings = z.infer<typeof schema>;

/** What the command line decides before the settings are read. */
export interface ConfigOptions {
  /** --data */
  dataDir?: string;
  /** --config: a file of KEY=value lines; without it belfry.env in the data folder, if it is there. */
  file?: string;
  /** Instead of the environment of the process, for tests. */
  env?: Record<string, string | undefined>;
}

/** The settings as the program uses them. */
export type Config = ReturnType<typeof shape>;

/**
 * Reads the settings from the environment and from the file (the environment wins) and checks all of them.
 * Every mistake is named in one message, one line each. Values are never repeated: they may be secrets.
 */
export function loadConfig(options: ConfigOptions = {}): Config {
  const env = options.env ?? process.env;
  const named = options.dataDir ?? env.BELFRY_DATA;
  const dataDir = resolve(named || defaultDataDir(env, process.geteuid?.()));
  const fromFile = readSettingsFile(dataDir, options.file);
  const given = { ...fromFile.values, ...filled(env) };
  const parsed = schema.safeParse(given);
  const mistakes = [
    ...fromFile.mistakes,
    ...misspelt(given),
    ...(parsed.error?.issues.map(wording) ?? []),
    ...contradictions(given),
  ];
  if (mistakes.length > 0 || !parsed.success) {
    throw new OperatorError(`The settings have mistakes:\n${mistakes.map((line) => `  ${line}`).join('\n')}`);
  }
  return shape(parsed.data, dataDir);
}

function shape(settings: Settings, dataDir: string) {
  const { BELFRY_HOST: host, BELFRY_PORT: port } = settings;
  return {
    dataDir,
    databaseUrl: settings.DATABASE_URL,
    migrateDatabaseUrl: settings.MIGRATE_DATABASE_URL,
    host,
    port,
    publicUrl: settings.BELFRY_PUBLIC_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    siteName: settings.BELFRY_SITE_NAME,
    timeZone: settings.BELFRY_TIME_ZONE,
    role: settings.BELFRY_ROLE,
    demo: isDemo(dataDir),
    secret: settings.BELFRY_SECRET,
    // Said on the command line, once: the master key of before is lost.
    newKey: false as boolean,
    logLevel: settings.BELFRY_LOG_LEVEL,
    quietHours: { from: settings.BELFRY_QUIET_FROM, to: settings.BELFRY_QUIET_TO },
    digestAt: settings.BELFRY_DIGEST_AT,
    maxUploadMb: settings.BELFRY_MAX_UPLOAD_MB,
    trustProxy: settings.BELFRY_TRUST_PROXY,
    smtp: smtp(settings),
    sms: sms(settings),
    oidc: oidc(settings),
    backup: {
      dir: resolve(settings.BELFRY_BACKUP_DIR ?? join(dataDir, 'backups')),
      at: settings.BELFRY_BACKUP_AT,
      daily: settings.BELFRY_BACKUP_DAILY,
      weekly: settings.BELFRY_BACKUP_WEEKLY,
      keyFile: settings.BELFRY_BACKUP_KEY,
    },
    tombstones: resolve(settings.BELFRY_TOMBSTONES ?? join(dataDir, 'tombstones.jsonl')),
    // Requests of the API a minute, for each token and web process.
    apiRate: settings.BELFRY_API_RATE,
    // Webhooks may go to private addresses and to http, for services in the same house.
    webhookPrivate: settings.BELFRY_WEBHOOK_PRIVATE,
    // Private addresses from which feeds of warnings may be read: many services sit in the extranet of the government.
    feedPrivate: settings.BELFRY_FEED_PRIVATE,
    metricsToken: settings.BELFRY_METRICS_TOKEN,
    // Name servers for `belfry doctor`, where the machine's own are not to be asked.
    dnsServers: settings.BELFRY_DNS?.split(/[\s,]+/).filter(Boolean) ?? [],
    dkimSelector: settings.BELFRY_DKIM_SELECTOR,
  };
}

function smtp(settings: Settings) {
  if (!settings.BELFRY_SMTP_URL || !settings.BELFRY_SMTP_FROM) return undefined;
  return {
    url: settings.BELFRY_SMTP_URL,
    from: settings.BELFRY_SMTP_FROM,
    pool: settings.BELFRY_SMTP_POOL,
    // A second, over all hosts together; 0: no limit.
    ratePerSecond: settings.BELFRY_SMTP_RATE,
    domainRatePerSecond: settings.BELFRY_SMTP_DOMAIN_RATE,
  };
}

function sms(settings: Settings) {
  if (!settings.BELFRY_SMS_URL || !settings.BELFRY_SMS_TOKEN) return undefined;
  return {
    url: settings.BELFRY_SMS_URL,
    token: settings.BELFRY_SMS_TOKEN,
    sender: settings.BELFRY_SMS_SENDER,
    ratePerSecond: settings.BELFRY_SMS_RATE,
    // How the gateway wants its requests, where it does not take ours.
    templateFile: settings.BELFRY_SMS_TEMPLATE,
  };
}

/** The identity provider of single sign-on. */
function oidc(settings: Settings) {
  const { BELFRY_OIDC_ISSUER: issuer, BELFRY_OIDC_CLIENT_ID: clientId, BELFRY_OIDC_CLIENT_SECRET: secret } = settings;
  if (!issuer || !clientId || !secret) return undefined;
  return {
    issuer,
    clientId,
    clientSecret: secret,
    name: settings.BELFRY_OIDC_NAME || new URL(issuer).hostname,
    scope: settings.BELFRY_OIDC_SCOPE,
    // Its values give roles, as the mapping of the desk says.
    claim: settings.BELFRY_OIDC_CLAIM,
  };
}

/** The file whose presence says that the data folder holds the demonstration and nobody real. */
export function demoMarker(dataDir: string): string {
  return join(dataDir, 'demo');
}

// Not a setting: a folder with real families must not become the demo by a stray variable, nor the other way round.
function isDemo(dataDir: string): boolean {
  return existsSync(demoMarker(dataDir));
}

function readSettingsFile(
  dataDir: string,
  named: string | undefined,
): { values: EnvFile['values']; mistakes: string[] } {
  const file = named ?? join(dataDir, 'belfry.env');
  if (named === undefined && !existsSync(file)) return { values: {}, mistakes: [] };
  try {
    const { values, wrongLines } = parseEnvFile(readFileSync(file, 'utf8'));
    return { values, mistakes: wrongLines.map((line) => `${file}, line ${line}: is not KEY=value`) };
  } catch (cause) {
    throw new OperatorError(`The settings file ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

// Compose files and service managers pass an unset variable as the empty text.
function filled(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

const elsewhere = new Set(['BELFRY_DATA', 'BELFRY_TEST_PG']);

function misspelt(given: Record<string, string>): string[] {
  return Object.keys(given)
    .filter((key) => key.startsWith('BELFRY_') && !(key in schema.shape) && !elsewhere.has(key))
    .map((key) => `${key}: there is no such setting`);
}

function contradictions(settings: Record<string, string>): string[] {
  const mistakes: string[] = [];
  const together = (one: string, other: string, why: string) => {
    if (settings[one] && !settings[other]) mistakes.push(`${other}: is needed together with ${one} (${why})`);
  };
  together('DATABASE_URL', 'MIGRATE_DATABASE_URL', 'two roles: one signs in, one owns the tables');
  together('MIGRATE_DATABASE_URL', 'DATABASE_URL', 'two roles: one signs in, one owns the tables');
  together('BELFRY_SMTP_URL', 'BELFRY_SMTP_FROM', 'the sender of every mail');
  together('BELFRY_SMS_URL', 'BELFRY_SMS_TOKEN', 'the gateway asks for it');
  together('BELFRY_SMS_TEMPLATE', 'BELFRY_SMS_URL', 'where the gateway is');
  together('BELFRY_OIDC_ISSUER', 'BELFRY_OIDC_CLIENT_ID', 'this service has a name at the identity provider');
  together('BELFRY_OIDC_ISSUER', 'BELFRY_OIDC_CLIENT_SECRET', 'and a secret');
  if (/^http:\/\/(?!(127\.0\.0\.1|localhost|\[::1\])([:/]|$))/.test(settings.BELFRY_OIDC_ISSUER ?? '')) {
    mistakes.push('BELFRY_OIDC_ISSUER: must be https, unless it is on this machine');
  }
  if (settings.DATABASE_URL && settings.DATABASE_URL === settings.MIGRATE_DATABASE_URL) {
    mistakes.push('MIGRATE_DATABASE_URL: must be another role than DATABASE_URL');
  }
  return mistakes;
}

function wording(issue: z.core.$ZodIssue): string {
  const wanted: Record<string, string> = {
    invalid_value: `must be one of ${'values' in issue ? issue.values.join(', ') : ''}`,
    too_small: `must be at least ${'minimum' in issue ? issue.minimum : ''}`,
    too_big: `must be at most ${'maximum' in issue ? issue.maximum : ''}`,
    invalid_type: 'must be a number',
  };
  return `${issue.path.join('.')}: ${wanted[issue.code] ?? `must be ${issue.message}`}`;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
