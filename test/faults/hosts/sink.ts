/**
 * A slow mail server on a host of its own. It notes of each mail its Message-ID, recipient, sending host and time, and
 * answers each line on stdin with all of it as JSON. `node sink.ts HOST PORT MILLISECONDS`
 */
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';

/** Message-ID, recipient, address of the sending host, when it came in (milliseconds). */
export type Mail = [id: string, to: string, host: string, at: number];

const [host = '', port = '', delay = ''] = process.argv.slice(2);
const mails: Mail[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onData(stream, session, callback) {
    let raw = '';
    stream.on('data', (piece: Buffer) => (raw += piece.toString('latin1')));
    stream.on('end', () => {
      const id = /^Message-ID: <(.*)>/im.exec(raw)?.[1] ?? '';
      mails.push([id, session.envelope.rcptTo[0]?.address ?? '', session.remoteAddress, Date.now()]);
      setTimeout(callback, Number(delay));
    });
  },
});
// Connections that are cut are part of the game.
server.on('error', () => undefined);
server.listen(Number(port), host, () => process.stdout.write('ready\n'));
createInterface({ input: process.stdin })
  .on('line', () => process.stdout.write(`${JSON.stringify(mails)}\n`))
  .on('close', () => process.exit(0));
