/**
 * A mail server that takes everything and keeps only the Message-IDs: `node bench/sink.ts` prints its port and answers
 * the lines count, total and forget on stdin. A process of its own, so that it costs the sender nothing.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Mails by Message-ID: how often each came. */
export type SinkCount = Record<string, number>;

export interface Sink {
  url: string;
  /** All Message-IDs so far with how often each came. */
  count(): Promise<SinkCount>;
  /** How many different Message-IDs. */
  total(): Promise<number>;
  forget(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSink(): Promise<Sink> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> });
  const next = () => new Promise<string>((resolve) => lines.once('line', resolve));
  const port = Number(await next());
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
    url: `smtp://127.0.0.1:${port}?tls=none`,
    count: async () => JSON.parse(await ask('count')) as SinkCount,
    total: async () => Number(await ask('total')),
    forget: async () => void (await ask('forget')),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.end();
      await ended;
    },
  };
}

function serve(): void {
  const seen = new Map<string, number>();
  const server = createServer((socket) => converse(socket, seen));
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
  createInterface({ input: process.stdin })
    .on('line', (question) => {
      if (question === 'forget') seen.clear();
      const answer = question === 'count' ? JSON.stringify(Object.fromEntries(seen)) : String(seen.size);
      process.stdout.write(`${answer}\n`);
    })
    .on('close', () => process.exit(0));
}

function converse(socket: Socket, seen: Map<string, number>): void {
  let rest = '';
  let inText = false;
  socket.on('error', () => socket.destroy());
  socket.write('220 sink ESMTP\r\n');
  socket.on('data', (chunk) => {
    rest = rest === '' ? chunk.toString('latin1') : rest + chunk.toString('latin1');
    let answer = '';
    for (;;) {
      if (inText) {
        const end = rest.indexOf('\r\n.\r\n');
        if (end < 0) break;
        const from = rest.indexOf('Message-ID: <');
        const id = from < 0 || from > end ? 'none' : rest.slice(from + 13, rest.indexOf('>', from));
        seen.set(id, (seen.get(id) ?? 0) + 1);
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
      } else if (verb === 'EHLO') answer += '250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n';
      else if (verb === 'QUIT') answer += '221 bye\r\n';
      else answer += '250 2.1.0 ok\r\n';
    }
    if (answer) socket.write(answer);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) serve();
