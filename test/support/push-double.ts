/**
 * A push service for tests, with browsers that it serves: verifies the VAPID signature, its audience and its end, the
 * headers that RFC 8030 wants and the size, and decrypts as the browser does.
 */
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import ece from 'http_ece';
import type { Subscription } from '../../src/features/directory/feature.ts';

export interface Pushed {
  browser: string;
  payload: Record<string, string>;
  headers: Record<string, string | string[] | undefined>;
  bytes: number;
}

export interface PushDouble {
  origin: string;
  came: Pushed[];
  /** What is wrong with requests, if anything: a good sender leaves it empty. */
  complaints: string[];
  requests: number;
  answers: (browser: string) => number | 'hang';
  now: () => number;
  browser(name: string): Subscription;
  stop(): Promise<void>;
}

/** `publicKey`: with which subscriptions were made; a message signed by another is refused with 403. */
export async function startPushDouble(publicKey: string): Promise<PushDouble> {
  const browsers = new Map<string, { pair: ReturnType<typeof createECDH>; auth: Buffer }>();
  const double: PushDouble = {
    ...{ origin: '', came: [], complaints: [], requests: 0, answers: () => 201, now: () => Date.now() },
    browser(name) {
      const pair = createECDH('prime256v1');
      pair.generateKeys();
      const auth = randomBytes(16);
      browsers.set(name, { pair, auth });
      const p256dh = pair.getPublicKey().toString('base64url');
      return { endpoint: `${double.origin}/push/${name}`, p256dh, auth: auth.toString('base64url') };
    },
    stop: async () => undefined,
  };
  const server = createServer(async (request, response) => {
    double.requests += 1;
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const name = request.url?.split('/').at(-1) ?? '';
    const answer = double.answers(name);
    if (answer === 'hang') return;
    if (answer !== 201) return void response.writeHead(answer, { 'retry-after': '120' }).end();
    const known = browsers.get(name);
    if (!known) return void response.writeHead(404).end();
    const trouble = [
      ...vapidTroubles(request.headers.authorization ?? '', publicKey, double),
      ...headerTroubles(request.headers, body),
    ];
    double.complaints.push(...trouble);
    if (trouble.length > 0) return void response.writeHead(403).end();
    const { pair: privateKey, auth: authSecret } = known;
    const text = ece.decrypt(body, { version: 'aes128gcm', privateKey, authSecret }).toString('utf8');
    double.came.push({ browser: name, payload: JSON.parse(text), headers: request.headers, bytes: body.length });
    response.writeHead(201, { location: `${double.origin}/message/1` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  double.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  double.stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return double;
}

function vapidTroubles(authorization: string, publicKey: string, double: PushDouble): string[] {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  if (key !== publicKey) return ['another key'];
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const good = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; exp: number; sub: string };
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string };
  const left = said.exp - double.now() / 1000;
  return [
    !good && 'the signature is wrong',
    alg !== 'ES256' && `signed by ${alg}`,
    said.aud !== double.origin && `for ${said.aud}`,
    (left <= 0 || left > 86_400) && `ends in ${left} s`,
    !/^(https:|mailto:)/.test(said.sub) && `sub ${said.sub}`,
  ].filter((one): one is string => Boolean(one));
}

function headerTroubles(headers: Record<string, string | string[] | undefined>, body: Buffer): string[] {
  return [
    headers['content-encoding'] !== 'aes128gcm' && 'no aes128gcm',
    !/^\d+$/.test(String(headers.ttl)) && 'no TTL',
    !/^(high|normal)$/.test(String(headers.urgency)) && 'no urgency',
    !/^[\w-]{1,32}$/.test(String(headers.topic)) && 'no topic',
    body.length > 4096 && `${body.length} bytes`,
  ].filter((one): one is string => Boolean(one));
}
