/** A mail server for tests, over real sockets, that behaves as badly as it is told to. */
import { SMTPServer } from 'smtp-server';

export interface Received {
  to: string;
  messageId: string;
  raw: string;
}

export interface SmtpDouble {
  port: number;
  url: string;
  received: Received[];
  /** What the server does; may be changed while it runs. */
  behaviour: Behaviour;
  stop(): Promise<void>;
}

export interface Behaviour {
  /** A reply to RCPT TO other than 250, such as `{ code: 550, text: '5.1.1 no such user' }`. */
  recipient?: (address: string) => { code: number; text: string } | undefined;
  /** The same to the sender, and to the text. */
  sender?: () => { code: number; text: string } | undefined;
  data?: (address: string) => { code: number; text: string } | undefined;
  /** Milliseconds before each recipient is answered, or before some are. */
  slow?: number | ((address: string) => number);
  /** The connection is cut when the text of this recipient has come in, before or after it was kept. */
  cut?: (address: string) => 'before' | 'after' | undefined;
  user?: { name: string; password: string };
}

export async function startSmtpDouble(
  behaviour: Behaviour = {},
  options: { port?: number; pipelining?: boolean } = {},
): Promise<SmtpDouble> {
  const received: Received[] = [];
  const double: SmtpDouble = { port: 0, url: '', received, behaviour, stop: async () => undefined };
  const server = new SMTPServer({
    authOptional: !behaviour.user,
    hidePIPELINING: options.pipelining === false,
    disabledCommands: behaviour.user ? [] : ['AUTH', 'STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onAuth(auth, _session, callback) {
      const good = auth.username === double.behaviour.user?.name && auth.password === double.behaviour.user?.password;
      callback(good ? null : new Error('wrong password'), { user: auth.username });
    },
    onMailFrom(_address, _session, callback) {
      callback(asError(double.behaviour.sender?.()));
    },
    onRcptTo(address, _session, callback) {
      const answer = () => callback(asError(double.behaviour.recipient?.(address.address)));
      const { slow = 0 } = double.behaviour;
      const wait = typeof slow === 'number' ? slow : slow(address.address);
      if (wait > 0) setTimeout(answer, wait).unref();
      else answer();
    },
    onData(stream, session, callback) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const raw = Buffer.concat(pieces).toString('latin1');
        const to = session.envelope.rcptTo[0]?.address ?? '';
        const refusal = double.behaviour.data?.(to);
        if (refusal) return callback(asError(refusal));
        const cut = double.behaviour.cut?.(to);
        if (cut !== 'before') {
          received.push({ to, messageId: /^Message-ID: <(.*)>/im.exec(raw)?.[1] ?? '', raw });
        }
        if (cut) return destroy(session.id);
        callback();
      });
    },
  });
  const destroy = (id: string) => {
    for (const connection of (server as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> })
      .connections) {
      if (connection.id === id) connection._socket.destroy();
    }
  };
  // Connections that are cut are part of the game.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const address = server.server.address();
  double.port = typeof address === 'object' && address ? address.port : 0;
  const user = behaviour.user ? `${behaviour.user.name}:${behaviour.user.password}@` : '';
  double.url = `smtp://${user}127.0.0.1:${double.port}`;
  double.stop = () =>
    new Promise((resolve) => {
      for (const connection of (server as unknown as { connections: Set<{ _socket: { destroy(): void } }> })
        .connections) {
        connection._socket.destroy();
      }
      server.close(() => resolve());
    });
  return double;
}

function asError(reply: { code: number; text: string } | undefined): Error | undefined {
  return reply && Object.assign(new Error(reply.text), { responseCode: reply.code });
}
