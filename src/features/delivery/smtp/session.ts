/**
 * One authenticated SMTP session. nodemailer's connection does what is hard to get right (addresses, TLS, STARTTLS,
 * authentication); afterwards its socket is ours, because it sends one command at a time around each mail and that is
 * what bounds it: with pipelining (RFC 2920) the end of one mail and the envelope of the next go in one write, four
 * times as many mails in the same time (docs/performance.md).
 */
import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Mail, MailOutcome, SmtpOptions } from './outcome.ts';

interface Reply {
  code: number;
  text: string;
}

/** The parts of nodemailer's connection that have no public name; checked when a session opens. */
interface Inside {
  _socket: Socket;
  _supportedExtensions: string[];
  _onSocketData: (chunk: Buffer) => void;
  _onSocketClose: () => void;
  _onSocketEnd: () => void;
  _onSocketError: (error: Error) => void;
  _onSocketTimeout: () => void;
}

export class SmtpSession {
  readonly #socket: Socket;
  readonly #pipelining: boolean;
  readonly #replies: Reply[] = [];
  #wanted: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | undefined;
  #partial = '';
  #text = '';
  #ended: Error | undefined;
  /** The last transaction was cut off before its mail: the server still has its sender. */
  #mustReset = false;

  private constructor(socket: Socket, pipelining: boolean) {
    this.#socket = socket;
    this.#pipelining = pipelining;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error) => this.#end(error));
    socket.on('timeout', () => this.#end(new Error('the mail server did not answer in time')));
    socket.on('close', () => this.#end(new Error('the mail server closed the connection')));
  }

  /** Connects, says EHLO, upgrades to TLS and signs in as the address says. */
  static async open(options: SmtpOptions): Promise<SmtpSession> {
    const connection = new SMTPConnection({
      ...options.connection,
      connectionTimeout: options.timeout,
      greetingTimeout: options.timeout,
      socketTimeout: options.timeout,
    });
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('the mail server closed the connection')));
      connection.connect((error) => {
        if (error) reject(error);
        else if (!options.auth) resolve();
        else connection.login(options.auth, (refusal) => (refusal ? reject(refusal) : resolve()));
      });
    }).catch((error) => {
      connection.close();
      throw error;
    });
    const inside = connection as unknown as Inside;
    const socket = inside._socket;
    if (!socket || typeof inside._onSocketData !== 'function') throw new Error('nodemailer changed inside');
    connection.removeAllListeners();
    socket.removeListener('data', inside._onSocketData);
    socket.removeListener('close', inside._onSocketClose);
    socket.removeListener('end', inside._onSocketEnd);
    socket.removeListener('error', inside._onSocketError);
    socket.removeListener('timeout', inside._onSocketTimeout);
    return new SmtpSession(socket, inside._supportedExtensions.includes('PIPELINING'));
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  /** Sends mails as long as `next` has one. Each outcome is told at once; throws never, a lost session is an outcome. */
  async deliver(next: () => Mail | undefined, settle: (mail: Mail, outcome: MailOutcome) => void): Promise<void> {
    let mail = next();
    /** The mail whose text is on its way: the server may have taken it. */
    let handedOver: Mail | undefined;
    try {
      let envelope = mail && (await this.#envelope(mail, ''));
      while (mail && envelope) {
        if (!envelope.refusal) {
          const following: Mail | undefined = next();
          const ahead = this.#pipelining && following ? envelopeOf(following) : '';
          handedOver = mail;
          this.#socket.write(`${content(mail)}${ahead}`, 'latin1');
          const reply = await this.#reply();
          handedOver = undefined;
          settle(mail, reply.code < 300 ? { kind: 'accepted' } : refusal('data', reply));
          mail = following;
          if (mail) envelope = ahead ? await this.#envelopeReplies() : await this.#envelope(mail, '');
        } else {
          settle(mail, envelope.refusal);
          mail = next();
          if (mail) envelope = await this.#envelope(mail, 'RSET\r\n');
        }
      }
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      this.#end(reason);
      if (handedOver) settle(handedOver, { kind: 'lost', error: reason.message });
      if (mail && mail !== handedOver) settle(mail, { kind: 'untried', error: reason.message });
      this.close();
    }
  }

  /** Ends the session politely. */
  close(): void {
    if (!this.#ended) this.#socket.end('QUIT\r\n');
    this.#end(new Error('closed'));
    setTimeout(() => this.#socket.destroy(), 1000).unref();
  }

  async #envelope(mail: Mail, before: string): Promise<{ refusal: MailOutcome | null }> {
    const reset = before || (this.#mustReset ? 'RSET\r\n' : '');
    this.#mustReset = false;
    if (this.#pipelining) {
      this.#socket.write(reset + envelopeOf(mail), 'latin1');
      if (reset) await this.#reply();
      return this.#envelopeReplies();
    }
    if (reset) await this.#command(reset);
    const sender = await this.#command(`MAIL FROM:<${mail.from}>\r\n`);
    if (sender.code >= 300) return { refusal: refusal('sender', sender) };
    const recipient = await this.#command(`RCPT TO:<${mail.to}>\r\n`);
    this.#mustReset = recipient.code >= 300;
    if (recipient.code >= 300) return { refusal: refusal('recipient', recipient) };
    const data = await this.#command('DATA\r\n');
    return { refusal: data.code === 354 ? null : refusal('data', data) };
  }

  async #envelopeReplies(): Promise<{ refusal: MailOutcome | null }> {
    const sender = await this.#reply();
    const recipient = await this.#reply();
    const data = await this.#reply();
    const refused =
      (sender.code >= 300 && refusal('sender', sender)) ||
      (recipient.code >= 300 && refusal('recipient', recipient)) ||
      (data.code !== 354 && refusal('data', data)) ||
      null;
    if (refused) {
      this.#mustReset = true;
      // Some servers want a text although nobody is to receive it: an empty one, whose refusal means nothing.
      if (data.code === 354) await this.#command('.\r\n');
    }
    return { refusal: refused };
  }

  #command(line: string): Promise<Reply> {
    this.#socket.write(line, 'latin1');
    return this.#reply();
  }

  #reply(): Promise<Reply> {
    const ready = this.#replies.shift();
    if (ready) return Promise.resolve(ready);
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#wanted = { resolve, reject };
    });
  }

  #read(chunk: Buffer): void {
    this.#partial += chunk.toString('latin1');
    if (this.#partial.length > 100_000) this.#end(new Error('the mail server talks without end'));
    for (let at = this.#partial.indexOf('\n'); at >= 0; at = this.#partial.indexOf('\n')) {
      const line = this.#partial.slice(0, at).trimEnd();
      this.#partial = this.#partial.slice(at + 1);
      this.#text += (this.#text ? ' ' : '') + line.slice(4);
      if (line[3] === '-') continue;
      const reply = { code: Number(line.slice(0, 3)) || 0, text: this.#text };
      this.#text = '';
      // A server that is closing down says 421 whenever it likes, also between commands (RFC 5321, 3.8).
      if (reply.code === 421) {
        this.#end(new Error(`the mail server is closing: 421 ${reply.text.slice(0, 200)}`));
        return;
      }
      const wanted = this.#wanted;
      this.#wanted = undefined;
      if (wanted) wanted.resolve(reply);
      else this.#replies.push(reply);
    }
  }

  #end(error: Error): void {
    if (this.#ended) return;
    this.#ended = error;
    const wanted = this.#wanted;
    this.#wanted = undefined;
    wanted?.reject(error);
    if (error.message !== 'closed') this.#socket.destroy();
  }
}

function envelopeOf(mail: Mail): string {
  return `MAIL FROM:<${mail.from}>\r\nRCPT TO:<${mail.to}>\r\nDATA\r\n`;
}

// Lines of our mails never start with a dot (base64 bodies), so nothing has to be doubled.
function content(mail: Mail): string {
  const text = mail.render();
  return text.endsWith('\r\n') ? `${text}.\r\n` : `${text}\r\n.\r\n`;
}

function refusal(stage: 'sender' | 'recipient' | 'data', reply: Reply): MailOutcome {
  const enhanced = /^([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply.text)?.[1] ?? null;
  return { kind: 'refused', stage, code: reply.code, enhanced, text: reply.text.slice(0, 200) };
}
