/** A mail server that delivers nowhere: it keeps what it gets in memory and shows it in the browser, on this machine only. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { systemClock } from '#platform/clock.ts';
import { type CaughtMail, Inbox } from './mail-catcher/inbox.ts';
import { frameHeaders, listPage, mailFrame, mailPage, missingPage, pageHeaders, style } from './mail-catcher/pages.ts';

export type { CaughtMail } from './mail-catcher/inbox.ts';

export interface MailCatcher {
  smtpUrl: string;
  inboxUrl: string;
  /** What is kept, newest first. */
  messages(): CaughtMail[];
  stop(): Promise<void>;
}

/** A mail provider that refuses its first recipients for good: so many. */
export interface Refusing {
  domain: string;
  times: number;
}

/** Starts both servers on loopback; port 0 takes a free one. */
export async function startMailCatcher(options: {
  smtpPort: number;
  httpPort: number;
  refuses?: Refusing | undefined;
}): Promise<MailCatcher> {
  const inbox = new Inbox();
  const smtp = smtpServer(inbox, options.refuses);
  const http = createServer((request, response) => answer(inbox, request, response));
  await listen((done) => smtp.listen(options.smtpPort, '127.0.0.1', done), smtp);
  await listen((done) => http.listen(options.httpPort, '127.0.0.1', done), http);
  const smtpPort = (smtp.server.address() as AddressInfo).port;
  const httpPort = (http.address() as AddressInfo).port;
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    inboxUrl: `http://127.0.0.1:${httpPort}`,
    messages: () => inbox.all(),
    async stop() {
      http.closeAllConnections();
      await Promise.all([
        new Promise((done) => http.close(done)),
        new Promise<void>((done) => smtp.close(() => done())),
      ]);
    },
  };
}

function smtpServer(inbox: Inbox, refuses: Refusing | undefined): SMTPServer {
  let refused = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1000,
    onRcptTo({ address }, _session, callback) {
      if (!refuses || refused >= refuses.times || !address.endsWith(`@${refuses.domain}`)) return callback();
      refused += 1;
      callback(Object.assign(new Error('5.1.1 Mailbox unavailable'), { responseCode: 550 }));
    },
    onData(stream, session, callback) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('error', callback);
      stream.on('end', () => {
        inbox.add(
          Buffer.concat(pieces),
          session.envelope.rcptTo.map((recipient) => recipient.address),
          systemClock.now(),
        );
        callback();
      });
    },
  });
  // A sender that was killed breaks its connection: nothing to do about it here.
  server.on('error', () => undefined);
  return server;
}

async function listen(
  start: (done: () => void) => void,
  server: { once(event: 'error', listener: (error: Error) => void): unknown },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    start(resolve);
  });
}

async function answer(inbox: Inbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://inbox');
  const send = (status: number, headers: Record<string, string>, body: string) => {
    response.writeHead(status, headers).end(body);
  };
  try {
    // Another page in the same browser may not read it by a name that leads to this machine.
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? ''))
      return send(403, pageHeaders, '');
    if (request.method !== 'GET') return send(405, pageHeaders, '');
    if (url.pathname === '/style.css') return send(200, { 'content-type': 'text/css; charset=utf-8' }, style);
    if (url.pathname === '/') {
      const search = url.searchParams.get('q') ?? '';
      const before = Number(url.searchParams.get('before')) || Number.POSITIVE_INFINITY;
      return send(200, pageHeaders, listPage(inbox.find(search, before, 50), search, inbox.count));
    }
    const match = /^\/mail\/(\d+)(\/html|\/raw)?$/.exec(url.pathname);
    const mail = match && inbox.get(Number(match[1]));
    if (!mail) return send(404, pageHeaders, missingPage());
    if (match[2] === '/raw')
      return send(200, { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8' }, mail.raw);
    const parsed = await simpleParser(mail.raw);
    if (match[2] === '/html') return send(200, frameHeaders, mailFrame(parsed.html || ''));
    return send(200, pageHeaders, mailPage(mail, parsed));
  } catch {
    send(500, pageHeaders, missingPage());
  }
}
