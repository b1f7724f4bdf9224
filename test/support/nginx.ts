/** Debian's nginx with the file that Belfry gives out, changed in nothing but name, ports, certificate and folders. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { selfSigned } from './certificate.ts';
import { freePort } from './free-port.ts';

const program = '/usr/sbin/nginx';

export interface Nginx {
  name: string;
  httpPort: number;
  httpsPort: number;
  /** All that it has written into its logs. */
  logs(): string;
  stop(): Promise<void>;
}

/** Starts it before Belfry on `port`. */
export async function startNginx(port: number): Promise<Nginx> {
  if (!existsSync(program))
    throw new Error('the Debian package nginx-light is not installed (bin/test does it as root)');
  const root = join(import.meta.dirname, '../..');
  const folder = mkdtempSync(join(tmpdir(), 'belfry-nginx-'));
  // Its workers run as an account of their own and have to read the pages.
  chmodSync(folder, 0o755);
  const at = (name: string) => join(folder, name);
  for (const name of ['logs', 'body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(at(name));
  const name = 'notices.belfry.example';
  await selfSigned(name, at('key.pem'), at('cert.pem'));
  mkdirSync(at('pages'));
  for (const file of readdirSync(join(root, 'deploy/nginx'))) {
    writeFileSync(at(`pages/${file}`), readFileSync(join(root, 'deploy/nginx', file)));
  }
  const httpPort = await freePort();
  const httpsPort = await freePort();
  const changes: [RegExp, string][] = [
    [/^ *listen \[::\].*\n/gm, ''],
    [/listen 80;/, `listen 127.0.0.1:${httpPort};`],
    [/listen 443 ssl http2;/, `listen 127.0.0.1:${httpsPort} ssl http2;`],
    [/server_name notices\.example\.org;/g, `server_name ${name};`],
    [/\/etc\/letsencrypt\/\S+fullchain\.pem/, at('cert.pem')],
    [/\/etc\/letsencrypt\/\S+privkey\.pem/, at('key.pem')],
    [/\/var\/log\/nginx\//g, `${at('logs')}/`],
    [/\/opt\/belfry\/deploy\/nginx/g, at('pages')],
    [/server 127\.0\.0\.1:8080;/, `server 127.0.0.1:${port};`],
  ];
  let site = readFileSync(join(root, 'deploy/nginx.conf'), 'utf8');
  for (const [from, to] of changes) {
    const changed = site.replace(from, to);
    if (changed === site) throw new Error(`deploy/nginx.conf has nothing like ${from}`);
    site = changed;
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${at(kind.replace('client_', ''))};`,
  );
  writeFileSync(at('site.conf'), site);
  writeFileSync(
    at('nginx.conf'),
    `daemon off;\npid ${at('pid')};\nworker_processes 1;\nerror_log ${at('logs/error.log')};\nevents {}\n` +
      `http {\n${temporary.join('\n')}\ninclude ${at('site.conf')};\n}\n`,
  );
  const child = spawn(program, ['-p', folder, '-c', at('nginx.conf'), '-e', at('logs/error.log')], { stdio: 'pipe' });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const logs = () =>
    said +
    readdirSync(at('logs'))
      .map((file) => readFileSync(at(`logs/${file}`), 'utf8'))
      .join('');
  await listening(httpsPort, child, logs);
  return {
    ...{ name, httpPort, httpsPort, logs },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null) child.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(port: number, child: ChildProcess, logs: () => string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${logs()}`);
    const there = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (there) return;
    await sleep(25);
  }
  throw new Error(`nginx does not listen: ${logs()}`);
}
