/**
 * Debian's postfix as an instance of its own: configuration, queue and certificate in a folder that goes afterwards, on
 * loopback, and whatever it takes goes on to one place only. It has to be started by root.
 */
import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { selfSigned } from './certificate.ts';
import { freePort } from './free-port.ts';

const run = promisify(execFile);

export interface Postfix {
  port: number;
  /** For BELFRY_SMTP_URL: with STARTTLS, and its certificate nobody else signed. */
  url: string;
  /** What it wrote into its log. */
  log(): string;
  stop(): Promise<void>;
}

/** Why it cannot be started here; undefined if it can. */
export function whyNoPostfix(): string | undefined {
  if (!existsSync('/usr/sbin/postfix'))
    return 'the Debian package postfix is not installed (bin/test installs it as root)';
  if (userInfo().uid !== 0) return 'postfix can be started by root only';
  return undefined;
}

/** Starts it. All mail goes on to `relayPort` on loopback; recipients at `refused` addresses get a 550 at once. */
export async function startPostfix(options: { relayPort: number; refused: readonly string[] }): Promise<Postfix> {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-postfix-'));
  // Its parts run as the account postfix and have to pass through.
  chmodSync(folder, 0o755);
  const at = (name: string) => join(folder, name);
  const port = await freePort();
  for (const name of ['etc', 'queue', 'data']) mkdirSync(at(name), { mode: 0o755 });
  const [owner, group] = await idsOf('postfix');
  chownSync(at('data'), owner, group);
  await selfSigned('postfix.belfry.example', at('key.pem'), at('cert.pem'));
  writeFileSync(at('etc/main.cf'), mainSettings({ ...options, at }));
  writeFileSync(at('etc/master.cf'), services(port));
  const postfix = (verb: string) => run('/usr/sbin/postfix', ['-c', at('etc'), verb]);
  const log = () => (existsSync(at('mail.log')) ? readFileSync(at('mail.log'), 'utf8') : '');
  try {
    await postfix('start');
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr ?? '';
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`postfix did not start: ${said}${log()}`, { cause });
  }
  return {
    port,
    url: `smtp://127.0.0.1:${port}?tls=required&insecure=true`,
    log,
    async stop() {
      await postfix('stop').catch(() => postfix('abort'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mainSettings(options: {
  relayPort: number;
  refused: readonly string[];
  at: (name: string) => string;
}): string {
  const { at, relayPort, refused } = options;
  const table = refused.map((address) => `{${address} = 550 5.1.1 No such user here}`).join(', ');
  return [
    'compatibility_level = 3.6',
    `queue_directory = ${at('queue')}`,
    `data_directory = ${at('data')}`,
    'command_directory = /usr/sbin',
    'daemon_directory = /usr/lib/postfix/sbin',
    'mail_owner = postfix',
    'setgid_group = postdrop',
    'myhostname = postfix.belfry.example',
    'inet_interfaces = 127.0.0.1',
    'inet_protocols = ipv4',
    'mynetworks = 127.0.0.0/8',
    'mydestination =',
    'alias_maps =',
    'local_recipient_maps =',
    // Nothing leaves: whatever the domain, the next stop is ours, and no name is looked up.
    `relayhost = [127.0.0.1]:${relayPort}`,
    'disable_dns_lookups = yes',
    'smtp_tls_security_level = none',
    'smtpd_peername_lookup = no',
    `smtpd_recipient_restrictions = check_recipient_access inline:{${table}}, permit_mynetworks, reject`,
    'smtpd_tls_security_level = may',
    `smtpd_tls_chain_files = ${at('key.pem')}, ${at('cert.pem')}`,
    `maillog_file_prefixes = ${at('')}`,
    `maillog_file = ${at('mail.log')}`,
    '',
  ].join('\n');
}

function services(port: number): string {
  const lines = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'rewrite unix - - n - - trivial-rewrite',
    ...['bounce', 'defer', 'trace'].map((name) => `${name} unix - - n - 0 bounce`),
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    ...['smtp', 'relay'].map((name) => `${name} unix - - n - - smtp`),
    ...['showq', 'error', 'discard', 'anvil', 'scache'].map((name) => `${name} unix - - n - - ${name}`),
    'retry unix - - n - - error',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  return `${lines.join('\n')}\n`;
}

async function idsOf(account: string): Promise<[number, number]> {
  const id = async (flag: string) => Number((await run('id', [flag, account])).stdout);
  return [await id('-u'), await id('-g')];
}
