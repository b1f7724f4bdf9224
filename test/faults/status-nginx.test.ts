/** The public page from Debian's nginx by the lines of deploy/nginx.conf, with neither Belfry nor a database there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { setStatus } from '../../src/features/incidents/console.ts';
import { fixedClock } from '../../src/platform/clock.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'belfry-nginx-'));
const ground = {
  config: { dataDir: folder, siteName: '青溪县教育局', publicUrl: 'https://example.org', timeZone: 'Asia/Shanghai' },
  clock: fixedClock(new Date('2026-11-20T01:00:00Z')),
};
let nginx: ChildProcess;
let origin = '';

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

beforeAll(async () => {
  const lines = readFileSync(join(root, 'deploy/nginx.conf'), 'utf8');
  const part = lines.slice(lines.indexOf('    location = /status {'), lines.indexOf('    # For a monitor'));
  expect(part).toContain('alias /var/lib/belfry/status/;');
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  // As on a server: nginx is neither root nor Belfry, and Belfry writes under the umask of its service.
  const user = process.getuid?.() === 0 ? 'user nobody nogroup;' : '';
  chmodSync(folder, 0o711);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; ${user} pid ${folder}/nginx.pid; error_log ${folder}/error.log;
    events {} http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
    fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
    server { listen 127.0.0.1:${port}; ${part.replace('/var/lib/belfry/status/', `${folder}/status/`)} } }`,
  );
  const usual = process.umask(0o077);
  await setStatus(ground, { kind: 'flood', level: 'II', zh: '水库泄洪', en: 'The reservoir is opened' });
  process.umask(usual);
  expect(statSync(join(folder, 'status')).mode & 0o777).toBe(0o755);
  expect(statSync(join(folder, 'status', 'index.html')).mode & 0o777).toBe(0o644);
  expect(statSync(join(folder, 'status-offline.jsonl')).mode & 0o777).toBe(0o600);
  writeFileSync(join(folder, 'status', '.index.html.half'), 'half');
  nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  await vi.waitFor(async () => expect((await ask('/status/')).status).toBe(200), { timeout: 15_000 });
});

afterAll(() => {
  nginx.kill('SIGQUIT');
});

async function ask(path: string) {
  const answer = await fetch(origin + path, { redirect: 'manual' });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    text: await answer.text(),
    headers: answer.headers,
  };
}

test('page, data and feed, each with its type; what is being written is not there', async () => {
  expect((await ask('/status')).headers.get('location')).toMatch(/\/status\/$/);
  const page = await ask('/status/');
  expect(page.type).toBe('text/html; charset=utf-8');
  expect(page.text).toContain('水库泄洪');
  expect((await ask('/status/en.html')).text).toContain('The reservoir is opened');
  const types = {
    'status.json': 'application/json; charset=utf-8',
    'status.atom': 'application/atom+xml; charset=utf-8',
    'status.css': 'text/css; charset=utf-8',
    'status.js': 'text/javascript; charset=utf-8',
  };
  for (const [name, type] of Object.entries(types)) expect((await ask(`/status/${name}`)).type).toBe(type);
  for (const path of ['/status/.index.html.half', '/status/../status-offline.jsonl', '/status/nothing.html'])
    expect((await ask(path)).status, path).toBe(404);
});

test('what is written by hand is served at once', async () => {
  await setStatus(ground, { zh: '水位回落' });
  expect((await ask('/status/')).text).toContain('水位回落');
});
