/** The machine: disk, files that must be private, the certificate of the public address. */

import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { isIP } from 'node:net';
import { dirname } from 'node:path';
import { connect } from 'node:tls';
import type { Config } from '#platform/config.ts';
import { sizeInWords } from '#platform/files/size.ts';
import { masterKeyFile } from '#platform/secrets.ts';
import { fail, type Line, ok, warn } from './line.ts';

const gigabyte = 1024 ** 3;
const day = 24 * 3_600_000;

export async function diskLines(config: Config): Promise<Line[]> {
  const folders = new Set([config.dataDir, existing(config.backup.dir), dirname(config.tombstones)]);
  const lines: Line[] = [];
  for (const folder of folders) {
    const { bavail, blocks, bsize } = await statfs(existing(folder));
    const [free, total] = [bavail * bsize, blocks * bsize];
    const text = `${sizeInWords(free)} of ${sizeInWords(total)} free in ${folder}`;
    const advice = 'make room, or move the data to a larger disk';
    if (free < gigabyte) lines.push(fail('disk', text, advice));
    else if (free < total / 10) lines.push(warn('disk', text, advice));
    else lines.push(ok('disk', text));
  }
  if (config.backup.at !== 'off' && !config.demo && sameDisk(config.dataDir, existing(config.backup.dir))) {
    const text = `backups lie on the disk of the data (${config.backup.dir})`;
    lines.push(warn('backup place', text, 'set BELFRY_BACKUP_DIR to another disk or a mounted share'));
  }
  return lines;
}

export async function secretLines(config: Config): Promise<Line[]> {
  const file = masterKeyFile(config.dataDir);
  if (config.secret !== undefined) return [ok('master key', 'given by BELFRY_SECRET')];
  if (!existsSync(file)) return [warn('master key', 'there is none yet', 'the first start makes it')];
  const open = (statSync(file).mode & 0o077) !== 0;
  if (open) return [fail('master key', `others may read ${file}`, `chmod 600 ${file}`)];
  return [ok('master key', `${file}, readable by its owner alone`)];
}

/** The certificate that visitors get at the public address; the chain is checked as a browser would. */
export async function certificateLines(publicUrl: string, now: Date): Promise<Line[]> {
  const url = new URL(publicUrl);
  const local = /^(127\.|localhost$|\[::1\])/.test(url.hostname);
  if (url.protocol !== 'https:') {
    if (local) return [ok('public address', `${publicUrl}, this machine only`)];
    const advice = 'put a web server with a certificate in front and set BELFRY_PUBLIC_URL=https://…';
    return [fail('public address', `${publicUrl} is not encrypted`, advice)];
  }
  const found = await certificateOf(url.hostname, Number(url.port || 443));
  if ('error' in found) {
    return [
      fail('certificate', `${url.host}: ${found.error}`, 'look at the web server in front and at its certificate'),
    ];
  }
  const days = Math.floor((found.until.getTime() - now.getTime()) / day);
  const text = `${url.host}: good until ${found.until.toISOString().slice(0, 10)} (${days} days)`;
  const advice = 'renew it, and look why it was not renewed by itself';
  if (days < 7) return [fail('certificate', text, advice)];
  return days < 21 ? [warn('certificate', text, advice)] : [ok('certificate', text)];
}

async function certificateOf(host: string, port: number): Promise<{ until: Date } | { error: string }> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 5_000, ...(isIP(host) ? {} : { servername: host }) });
    const end = (result: { until: Date } | { error: string }) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('secureConnect', () => end({ until: new Date(socket.getPeerCertificate().valid_to) }));
    socket.once('timeout', () => end({ error: 'no answer within 5 seconds' }));
    socket.once('error', (error: NodeJS.ErrnoException) => end({ error: error.code ?? error.message }));
  });
}

function existing(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : existing(dirname(folder));
}

function sameDisk(one: string, other: string): boolean {
  return statSync(existing(one)).dev === statSync(existing(other)).dev;
}
