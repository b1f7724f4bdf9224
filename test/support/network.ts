/**
 * Hosts of a network that exists only here: namespaces of the kernel with virtual cables and switches, addresses of their
 * own and no way out. It has to be made by root.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';

export interface Host {
  name: string;
  /** Its address in a net, as cabled: `10.77.<net>.<number>`. */
  address(net: string): string;
  /** Starts a program on this host, under the host's name. */
  start(
    program: string,
    args: readonly string[],
    options?: { env?: Record<string, string>; uid?: number; gid?: number },
  ): ChildProcess;
  /** Runs one to its end and returns what it wrote. */
  run(program: string, args: readonly string[]): string;
  /** Packets vanish without a word, as behind a broken switch. */
  cut(net: string): void;
  /** The cable is pulled out: the host sees that there is no link. */
  unplug(net: string): void;
  mend(net: string): void;
}

export interface Network {
  /** A host with a cable into each of the nets. */
  host(name: string, nets: readonly string[]): Host;
  stop(): void;
}

/** Why there can be none here; undefined if there can. */
export function whyNoNetwork(): string | undefined {
  const ip = ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip'].find((file) => existsSync(file));
  if (!ip) return 'the Debian package iproute2 is not installed (bin/test installs it as root)';
  const name = `bf${randomBytes(3).toString('hex')}`;
  try {
    execFileSync(ip, ['netns', 'add', name], { stdio: 'pipe' });
    execFileSync(ip, ['-n', name, 'link', 'add', 'sw', 'type', 'bridge'], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return String((error as { stderr?: Buffer }).stderr ?? error).trim();
  } finally {
    try {
      execFileSync(ip, ['netns', 'del', name], { stdio: 'pipe' });
    } catch {
      // It was not made.
    }
  }
}

/** Makes the switches of the nets; hosts are plugged in by name. */
export function makeNetwork(nets: readonly string[]): Network {
  const mark = `bf${randomBytes(2).toString('hex')}`;
  const ip = (...args: string[]) => void execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const made: string[] = [];
  const space = (name: string): string => {
    const full = `${mark}-${name}`;
    ip('netns', 'add', full);
    made.push(full);
    ip('-n', full, 'link', 'set', 'lo', 'up');
    return full;
  };
  const middle = space('net');
  for (const net of nets) {
    ip('-n', middle, 'link', 'add', net, 'type', 'bridge');
    ip('-n', middle, 'link', 'set', net, 'up');
  }
  let hosts = 0;
  return {
    host(name, plugged) {
      hosts += 1;
      const number = hosts;
      const own = space(name);
      const port = (net: string) => `${name}-${net}`;
      const address = (net: string) => `10.77.${nets.indexOf(net) + 1}.${number}`;
      for (const net of plugged) {
        ip('-n', own, 'link', 'add', net, 'type', 'veth', 'peer', 'name', port(net), 'netns', middle);
        ip('-n', own, 'address', 'add', `${address(net)}/24`, 'dev', net);
        ip('-n', own, 'link', 'set', net, 'up');
        ip('-n', middle, 'link', 'set', port(net), 'master', net, 'up');
      }
      const within = (program: string, args: readonly string[], who: readonly string[]) => [
        ...['netns', 'exec', own, 'unshare', '--uts', 'sh', '-c', 'hostname "$0" && exec "$@"', name],
        ...who,
        ...[program, ...args],
      ];
      return {
        name,
        address,
        start(program, args, { env = {}, uid, gid } = {}) {
          const who = uid === undefined ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
          return spawn('ip', within(program, args, who), {
            env: { PATH: process.env.PATH ?? '', ...env },
            stdio: ['pipe', 'pipe', 'pipe'],
          });
        },
        run: (program, args) => execFileSync('ip', within(program, args, []), { encoding: 'utf8' }),
        cut: (net) => ip('-n', middle, 'link', 'set', port(net), 'nomaster'),
        unplug: (net) => ip('-n', middle, 'link', 'set', port(net), 'down'),
        mend: (net) => ip('-n', middle, 'link', 'set', port(net), 'master', net, 'up'),
      };
    },
    stop() {
      for (const name of made.reverse()) ip('netns', 'del', name);
    },
  };
}
