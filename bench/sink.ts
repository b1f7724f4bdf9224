/**
 * A mail server that takes everything and keeps only the Message-IDs: `node bench/sink.ts` prints its port and answers
 * the lines count, total, first and forget on stdin. A process of its own, so that it costs the sender nothing. With
 * `tls` it offers STARTTLS with a certificate of its own; with `tally` it keeps how many and not which, for millions.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Mails by Message-ID: how often each came. */
export type SinkCount = Record<string, number>;

export interface Sink {
  /** As a setting of Belfry. */
  url: string;
  /** All Message-IDs so far with how often each came. */
  count(): Promise<SinkCount>;
  /** How many different Message-IDs; with `tally` how many mails. */
  total(): Promise<number>;
  /** When the first mail came since the start or `forget`, in milliseconds since 1970; 0: none yet. */
  first(): Promise<number>;
  forget(): Promise<void>;
  stop(): Promise<void>;
}

export interface SinkOptions {
  tls?: boolean;
  tally?: boolean;
}

export async function startSink({ tls = false, tally = false }: SinkOptions = {}): Promise<Sink> {
  const folder = tls ? await certificate() : '';
  const words = [...(tls ? [`tls=${folder}`] : []), ...(tally ? ['tally'] : [])];
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> });
  const next = () => new Promise<string>((resolve) => lines.once('line', resolve));
  const port = Number(await next());
  if (folder) rmSync(folder, { recursive: true });
  let turn: Promise<unknown> = Promise.resolve();
  // One question at a time: answers carry no name.
  const ask = (question: string): Promise<string> => {
    const asked = turn.then(() => {
      const answer = next();
      child.stdin?.write(`${question}\n`);
      return answer;
    });
    turn = asked;
    return asked;
  };
  return {
    url: `smtp://127.0.0.1:${port}?${tls ? 'tls=required&insecure=true' : 'tls=none'}`,
    count: async () => JSON.parse(await ask('count')) as SinkCount,
    total: async () => Number(await ask('total')),
    first: async () => Number(await ask('first')),
    forget: async () => void (await ask('forget')),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.end();
      await ended;
    },
  };
}

/** Made anew for each run, in a folder that is deleted as soon as the sink has read it. */
async function certificate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-sink-'));
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  const how = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=localhost'];
  await promisify(execFile)('openssl', ['req', '-x509', '-days', '2', ...how, ...files]);
  return folder;
}

/** What came in. */
class Arrivals {
  readonly #seen = new Map<string, number>();
  readonly #tally: boolean;
  #total = 0;
  first = 0;

  constructor(tally: boolean) {
    this.#tally = tally;
  }

  add(id: string): void {
    this.first ||= Date.now();
    if (this.#tally) this.#total += 1;
    else this.#seen.set(id, (this.#seen.get(id) ?? 0) + 1);
  }

  get total(): number {
    return this.#tally ? this.#total : this.#seen.size;
  }

  get counts(): SinkCount {
    return Object.fromEntries(this.#seen);
  }

  forget(): void {
    this.#seen.clear();
    this.#total = 0;
    this.first = 0;
  }
}

function serve(words: readonly string[]): void {
  const arrivals = new Arrivals(words.includes('tally'));
  const folder = words.find((word) => word.startsWith('tls='))?.slice(4);
  const context =
    folder &&
    createSecureContext({
      key: readFileSync(join(folder, 'key.pem')),
      cert: readFileSync(join(folder, 'cert.pem')),
    });
  const server = createServer((socket) => converse(socket, arrivals, context || undefined));
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
  const answers: Record<string, () => string | number> = {
    count: () => JSON.stringify(arrivals.counts),
    total: () => arrivals.total,
    first: () => arrivals.first,
    forget: () => {
      arrivals.forget();
      return 0;
    },
  };
  createInterface({ input: process.stdin })
    .on('line', (question) => process.stdout.write(`${answers[question]?.() ?? ''}\n`))
    .on('close', () => process.exit(0));
}

/** One session; `context` where it may still go over to TLS. */
function converse(socket: Socket, arrivals: Arrivals, context?: SecureContext, secured = false): void {
  let rest = '';
  let inText = false;
  socket.on('error', () => socket.destroy());
  if (!secured) socket.write('220 sink ESMTP\r\n');
  const read = (chunk: Buffer) => {
    rest = rest === '' ? chunk.toString('latin1') : rest + chunk.toString('latin1');
    let answer = '';
    for (;;) {
      if (inText) {
        const end = rest.indexOf('\r\n.\r\n');
        if (end < 0) break;
        const from = rest.indexOf('Message-ID: <');
        arrivals.add(from < 0 || from > end ? 'none' : rest.slice(from + 13, rest.indexOf('>', from)));
        rest = rest.slice(end + 5);
        inText = false;
        answer += '250 2.0.0 kept\r\n';
        continue;
      }
      const end = rest.indexOf('\r\n');
      if (end < 0) break;
      const verb = rest.slice(0, 4).toUpperCase();
      rest = rest.slice(end + 2);
      if (verb === 'DATA') {
        inText = true;
        answer += '354 go on\r\n';
      } else if (verb === 'EHLO') {
        answer += `250-sink\r\n${context ? '250-STARTTLS\r\n' : ''}250-PIPELINING\r\n250 8BITMIME\r\n`;
      } else if (verb === 'STAR' && context) {
        socket.off('data', read);
        socket.write('220 2.0.0 go on\r\n');
        converse(new TLSSocket(socket, { isServer: true, secureContext: context }), arrivals, undefined, true);
        return;
      } else if (verb === 'QUIT') answer += '221 bye\r\n';
      else answer += '250 2.1.0 ok\r\n';
    }
    if (answer) socket.write(answer);
  };
  socket.on('data', read);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) serve(process.argv.slice(2));
