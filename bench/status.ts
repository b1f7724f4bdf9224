/**
 * The page on emergencies when everybody looks at once: its files from nginx beside the same bytes from an nginx that does
 * nothing else, the page from the application beside the bare framework, and a thousand readers who hold it open while it changes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { sql } from 'kysely';
import { makeDistrict } from '../src/features/directory/factory.ts';
import { general } from '../src/features/incidents/templates/general.ts';
import { freePort } from '../test/support/free-port.ts';
import { ask, quantile } from './pages/load.ts';
import { memoryOf, type Served, startServer, startWeb } from './pages/processes.ts';
import { type BenchOptions, type BenchResult, result } from './result.ts';
import { type BenchServer, startBenchServer } from './server.ts';

const goals = { nginx: 0.9, application: 0.5, memoryMb: 200, seenMs: 1000 };
const rounds = 4;
const seconds = 4;
const connections = 64;
const updates = 20;

export async function run({ say, scale }: BenchOptions): Promise<BenchResult[]> {
  const bench = await startBenchServer({});
  const folder = mkdtempSync(join(tmpdir(), 'belfry-bench-status-'));
  // nginx's workers run as an account of their own.
  chmodSync(folder, 0o755);
  let web: Served | undefined;
  try {
    const incident = await makeFlood(bench);
    web = await startWeb(bench, folder);
    const page = await ask(`${web.url}/status`, { 'accept-language': 'zh-CN' });
    if (page.status !== 200) throw new Error(`the page answers ${page.status}`);
    writeFileSync(join(folder, 'body.html'), page.body);
    const readers = Math.max(10, Math.round(1000 * scale));
    return [
      await measureNginx(folder, page.body.length, say),
      await measureApplication(web, folder, page.body.length, say),
      ...(await measureReaders(bench, web, incident, readers, say)),
    ];
  } finally {
    await web?.stop();
    await bench.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A flood at thirty schools with a few updates: the page as it is on such a day. */
async function makeFlood({ db }: BenchServer): Promise<number> {
  const { district, schools } = await makeDistrict(db, { schools: 30, classesPerSchool: 1, pupilsPerClass: 1 });
  const { rows } = await sql<{ id: number }>`
    insert into incident (organisation_id, kind, level, exercise, place, plan_version, plan, declared_at)
    values (${district.id}, 'flood', 2, false, '县道 X012', 0, ${JSON.stringify(general)}::jsonb, now()) returning id`.execute(
    db,
  );
  const id = rows[0]?.id as number;
  await sql`insert into incident_affected values (${id}, ${district.id})`.execute(db);
  await sql`insert into incident_school (incident_id, organisation_id, state, at)
    select ${id}, one, 'closed', now()
    from unnest(${schools.map((school) => school.organisation.id)}::bigint[]) as one`.execute(db);
  for (let n = 0; n < 5; n += 1) await publish(db, id, `第 ${n} 次更新`);
  return id;
}

/** As the desk does: the update and the number that says that the page has changed, in one transaction. */
async function publish(db: BenchServer['db'], incident: number, headline: string): Promise<void> {
  const text = {
    headline,
    description: '水位仍在上涨，学生在校安全，由教师照看。'.repeat(4),
    instruction: '请不要前往学校。',
  };
  await db.transaction().execute(async (trx) => {
    await sql`insert into incident_update (incident_id, at, level, texts)
      values (${incident}, now(), 2, ${JSON.stringify({ 'zh-CN': text })}::jsonb)`.execute(trx);
    await sql`update status_page set revision = revision + 1`.execute(trx);
  });
}

async function cannon(url: string): Promise<number> {
  const shot = await autocannon({ url, connections, duration: seconds, headers: { 'accept-language': 'zh-CN' } });
  if (shot.non2xx > 0 || shot.errors > 0)
    throw new Error(`${url}: ${shot.non2xx} wrong answers, ${shot.errors} errors`);
  return shot.requests.total / shot.duration;
}

/** Two addresses in turn; the first round warms both up. */
async function beside(ours: string, theirs: string, name: string, say: BenchOptions['say']) {
  const sums = { ours: 0, theirs: 0 };
  const ratios: string[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const [one, other] = [await cannon(ours), await cannon(theirs)];
    say(`${name} ${one.toFixed(0)}/s beside ${other.toFixed(0)}/s`);
    if (round === 0) continue;
    sums.ours += one;
    sums.theirs += other;
    ratios.push((one / other).toFixed(2));
  }
  return { figure: sums.ours / rounds, limit: sums.theirs / rounds, ratios: ratios.join(', ') };
}

/** The lines of deploy/nginx.conf that serve the folder, and a server that gives one file and nothing else. */
async function measureNginx(folder: string, bytes: number, say: BenchOptions['say']): Promise<BenchResult> {
  const lines = readFileSync(fileURLToPath(new URL('../deploy/nginx.conf', import.meta.url)), 'utf8');
  const part = lines
    .slice(lines.indexOf('    location = /status {'), lines.indexOf('    # For a monitor'))
    .replace('/var/lib/belfry/status/', `${folder}/status/`);
  const [port, barePort] = [await freePort(), await freePort()];
  const place = join(folder, 'nginx');
  mkdirSync(place);
  mkdirSync(join(place, 'bare'));
  writeFileSync(join(place, 'bare/page.html'), readFileSync(join(folder, 'status/index.html')));
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  writeFileSync(
    join(place, 'nginx.conf'),
    `daemon off; worker_processes 1; ${user} pid ${place}/pid; error_log ${place}/error.log;
    events { worker_connections 1024; } http { access_log off; client_body_temp_path ${place}/b; proxy_temp_path ${place}/p;
    fastcgi_temp_path ${place}/f; uwsgi_temp_path ${place}/u; scgi_temp_path ${place}/s;
    server { listen 127.0.0.1:${port}; ${part} }
    server { listen 127.0.0.1:${barePort}; root ${place}/bare; } }`,
  );
  const nginx = spawn('nginx', ['-c', join(place, 'nginx.conf'), '-p', place], { stdio: 'ignore' });
  try {
    await listening(port, nginx);
    const measured = await beside(
      `http://127.0.0.1:${port}/status/index.html`,
      `http://127.0.0.1:${barePort}/page.html`,
      'files by nginx',
      say,
    );
    const { ratios, ...rates } = measured;
    const note = `${(bytes / 1024).toFixed(1)} KB, ${connections} connections, one worker, ratios of the rounds ${ratios}`;
    return result({ name: 'status page, files by nginx', unit: 'requests/s', goal: goals.nginx, note, ...rates });
  } finally {
    nginx.kill('SIGQUIT');
  }
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200 && child.exitCode === null; tries += 1) {
    const there = await ask(`http://127.0.0.1:${port}/status/index.html`, {}).catch(() => null);
    if (there?.status === 200) return;
    await pause(25);
  }
  throw new Error('nginx did not start (the Debian package nginx-light)');
}

async function measureApplication(
  web: Served,
  folder: string,
  bytes: number,
  say: BenchOptions['say'],
): Promise<BenchResult> {
  const bare = await startServer(fileURLToPath(new URL('./pages/bare.ts', import.meta.url)), [
    join(folder, 'body.html'),
  ]);
  try {
    const { ratios, ...rates } = await beside(`${web.url}/status`, `${bare.url}/status`, 'from the application', say);
    const note = `${(bytes / 1024).toFixed(1)} KB, ${connections} connections, ratios of the rounds ${ratios}`;
    const name = 'status page, from the application';
    return result({ name, unit: 'requests/s', goal: goals.application, note, ...rates });
  } finally {
    await bare.stop();
  }
}

interface Listener {
  /** Called with the whole text of an event. */
  heard: (text: string) => void;
  close: () => void;
}

/** One reader: a connection of its own, as a browser has. */
function listen(url: string): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const listener: Listener = { heard: () => undefined, close: () => undefined };
    const asking = request(url, { agent: new Agent() }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`${url} answers ${answer.statusCode}`));
      let waiting = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        waiting += piece;
        for (let end = waiting.indexOf('\n\n'); end >= 0; end = waiting.indexOf('\n\n')) {
          listener.heard(waiting.slice(0, end));
          waiting = waiting.slice(end + 2);
        }
      });
      answer.on('error', () => undefined);
      resolve(listener);
    });
    listener.close = () => asking.destroy();
    asking.on('error', reject);
    asking.end();
  });
}

async function measureReaders(
  bench: BenchServer,
  web: Served,
  incident: number,
  count: number,
  say: BenchOptions['say'],
): Promise<BenchResult[]> {
  const before = memoryOf(web.pid).now;
  const readers: Listener[] = [];
  for (let n = 0; n < count; n += 50) {
    const some = Array.from({ length: Math.min(50, count - n) }, () => listen(`${web.url}/status/live/index.html`));
    readers.push(...(await Promise.all(some)));
  }
  say(`${count} readers hold the page; memory ${before} → ${memoryOf(web.pid).now} MB`);
  const times: number[] = [];
  let peak = 0;
  for (let n = 0; n < updates; n += 1) {
    const headline = `计时更新 ${n} 号`;
    let left = readers.length;
    let began = Number.NaN;
    const all = new Promise<void>((resolve) => {
      for (const reader of readers) {
        reader.heard = (text) => {
          if (!text.includes(headline)) return;
          times.push(performance.now() - began);
          reader.heard = () => undefined;
          left -= 1;
          if (left === 0) resolve();
        };
      }
    });
    // From the click: its commit counts too.
    began = performance.now();
    await publish(bench.db, incident, headline);
    await all;
    peak = Math.max(peak, memoryOf(web.pid).now);
    await pause(300 + ((n * 37) % 250));
  }
  for (const reader of readers) reader.close();
  times.sort((a, b) => a - b);
  const ms = (part: number) => quantile(times, part);
  const seen = `p50 ${ms(0.5).toFixed(0)} ms, p95 ${ms(0.95).toFixed(0)} ms, most ${ms(1).toFixed(0)} ms; ${updates} updates, ${count} readers`;
  return [
    result({
      ...{ name: 'live status, memory for the readers', unit: 'MB', limit: goals.memoryMb, goal: 1 },
      ...{ figure: Math.max(1, peak - before), smallerIsBetter: true },
      note: `the whole process: ${before} MB before, ${peak} MB at most`,
    }),
    result({
      ...{ name: 'live status, update seen (p99)', unit: 'ms', limit: goals.seenMs, goal: 1, figure: ms(0.99) },
      ...{ smallerIsBetter: true, note: seen },
    }),
  ];
}
