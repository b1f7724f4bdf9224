/** Debian's nginx with the sample before what stands for Belfry: of a visitor below /ask nothing goes on, and nothing is written. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { request } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Nginx, startNginx } from '../support/nginx.ts';

let nginx: Nginx;
let backend: Server;
let seen: { headers: IncomingHttpHeaders; bytes: number }[] = [];
let onFirstBytes: (() => void) | undefined;

beforeAll(async () => {
  backend = createServer((incoming, outgoing) => {
    const one = { headers: incoming.headers, bytes: 0 };
    seen.push(one);
    incoming.on('data', (chunk: Buffer) => {
      one.bytes += chunk.length;
      onFirstBytes?.();
    });
    incoming.on('end', () => outgoing.end('done'));
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const address = backend.address();
  nginx = await startNginx(typeof address === 'object' && address ? address.port : 0);
});

afterAll(async () => {
  await nginx.stop();
  await new Promise((resolve) => backend.close(resolve));
});

const marks = {
  'user-agent': 'MarkerBrowser',
  cookie: 'session=markercookie',
  referer: 'https://example.org/marker',
  authorization: 'Bearer marker',
  'x-forwarded-for': '203.0.113.77',
  forwarded: 'for=203.0.113.77',
  'x-real-ip': '203.0.113.77',
  'sec-ch-ua-platform': 'marker',
};

/** `pieces` are sent one after the other: the next one when Belfry has got something of the one before. */
function send(path: string, pieces: readonly Buffer[] = []): Promise<number> {
  return new Promise((resolve, reject) => {
    const method = pieces.length > 0 ? 'POST' : 'GET';
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const body =
      pieces.length > 0 ? { 'content-type': 'multipart/form-data; boundary=x', 'content-length': length } : {};
    const headers = { host: nginx.name, 'accept-language': 'en', ...marks, ...body };
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: nginx.httpsPort,
        path,
        method,
        headers,
        rejectUnauthorized: false,
        servername: nginx.name,
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    outgoing.on('error', reject);
    const [first, ...rest] = pieces;
    if (!first) return outgoing.end();
    onFirstBytes = () => {
      onFirstBytes = undefined;
      for (const piece of rest) outgoing.write(piece);
      outgoing.end();
    };
    outgoing.write(first);
  });
}

test('nothing of the visitor goes on; elsewhere it does as before', async () => {
  seen = [];
  expect(await send('/ask?language=en')).toBe(200);
  expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual(['accept-language', 'host', 'x-forwarded-proto']);
  expect(JSON.stringify(seen[0]?.headers)).not.toMatch(/marker|203\.0\.113|127\.0\.0\.1/i);
  expect(await send('/notices')).toBe(200);
  expect(seen[1]?.headers['user-agent']).toBe('MarkerBrowser');
});

test('a form goes on while it comes: it waits in no temporary file', async () => {
  seen = [];
  // The second part is sent only when Belfry has seen the first: a server that kept it all first would wait for ever.
  const pieces = [Buffer.alloc(100_000, 'a'), Buffer.alloc(200_000, 'b')];
  expect(await send('/ask/preview?language=en', pieces)).toBe(200);
  expect(seen[0]?.bytes).toBe(300_000);
  expect(seen[0]?.headers['content-type']).toBe('multipart/form-data; boundary=x');
});

test('who asks without end is slowed down, and no log has a line of it', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 80; n += 1) statuses.push(await send('/ask'));
  expect(statuses).toContain(429);
  backend.closeAllConnections();
  expect(nginx.logs()).not.toMatch(/\/ask|127\.0\.0\.1|marker/i);
});
