/** Debian's PostgreSQL on a host of the test network: over TCP for the others, and by a socket in a folder for the test itself. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Host } from '../../support/network.ts';

const programs = '/usr/lib/postgresql/15/bin';
const password = 'for-this-test-only';

export interface NetworkDatabase {
  /** Over the network, as the settings of the hosts name it. */
  appUrl: string;
  ownerUrl: string;
  /** The same by the socket. */
  local: { appUrl: string; ownerUrl: string };
  stop(): Promise<void>;
}

export function whyNoDatabase(): string | undefined {
  return existsSync(join(programs, 'postgres'))
    ? undefined
    : 'the Debian package postgresql is not installed (bin/test installs it as root)';
}

export async function startNetworkDatabase(host: Host, net: string, folder: string): Promise<NetworkDatabase> {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const who = { uid: id('-u'), gid: id('-g') };
  const [data, socket] = [join(folder, 'data'), join(folder, 'socket')];
  for (const name of [data, socket]) {
    mkdirSync(name, { mode: 0o700 });
    chownSync(name, who.uid, who.gid);
  }
  chmodSync(folder, 0o755);
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--auth-local=trust', '--auth-host=scram-sha-256'],
    { ...who, cwd: '/', stdio: 'pipe' },
  );
  writeFileSync(
    join(data, 'pg_hba.conf'),
    `${readFileSync(join(data, 'pg_hba.conf'), 'utf8')}\nhost all all 10.77.0.0/16 scram-sha-256\n`,
  );
  const settings = {
    listen_addresses: host.address(net),
    port: '5432',
    unix_socket_directories: socket,
    timezone: 'UTC',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = host.start(join(programs, 'postgres'), ['-D', data, ...args], who);
  let words = '';
  server.stderr?.on('data', (piece) => (words += piece));
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const local = (user: string, database: string) =>
    `postgres://${user}@/${database}?host=${encodeURIComponent(socket)}`;
  const setUp = await whenUp(
    local('postgres', 'postgres'),
    () => server.exitCode !== null,
    () => words,
  );
  for (const role of ['belfry_owner', 'belfry_app'])
    await setUp.query(`create role ${role} login password '${password}'`);
  await setUp.query('create database belfry owner belfry_owner');
  await setUp.end();
  const over = (user: string) => `postgres://${user}:${password}@${host.address(net)}:5432/belfry`;
  return {
    appUrl: over('belfry_app'),
    ownerUrl: over('belfry_owner'),
    local: { appUrl: local('belfry_app', 'belfry'), ownerUrl: local('belfry_owner', 'belfry') },
    async stop() {
      server.kill('SIGINT');
      await ended;
    },
  };
}

async function whenUp(url: string, gone: () => boolean, words: () => string): Promise<Client> {
  for (let tries = 0; tries < 200 && !gone(); tries += 1) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch {
      await client.end().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`PostgreSQL did not start: ${words()}`);
}
