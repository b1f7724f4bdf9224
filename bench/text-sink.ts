/**
 * A text message gateway that takes everything: `node bench/text-sink.ts` prints its port and answers the lines total and
 * first on stdin. A process of its own, as the sink of mail is.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface TextSink {
  url: string;
  total(): Promise<number>;
  /** When the first message came, in milliseconds since 1970; 0: none yet. */
  first(): Promise<number>;
  stop(): Promise<void>;
}

export async function startTextSink(): Promise<TextSink> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const next = () => new Promise<string>((resolve) => lines.once('line', resolve));
  const port = Number(await next());
  let turn: Promise<unknown> = Promise.resolve();
  const ask = (question: string): Promise<number> => {
    const asked = turn.then(() => {
      const answer = next();
      child.stdin.write(`${question}\n`);
      return answer;
    });
    turn = asked;
    return asked.then(Number);
  };
  return {
    url: `http://127.0.0.1:${port}/sms`,
    total: () => ask('total'),
    first: () => ask('first'),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await ended;
    },
  };
}

function serve(): void {
  let total = 0;
  let first = 0;
  const server = createServer({ keepAlive: true }, (request, response) => {
    request.resume().on('end', () => {
      first ||= Date.now();
      total += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"accepted"}');
    });
  });
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
  createInterface({ input: process.stdin })
    .on('line', (question) => process.stdout.write(`${question === 'total' ? total : first}\n`))
    .on('close', () => process.exit(0));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) serve();
