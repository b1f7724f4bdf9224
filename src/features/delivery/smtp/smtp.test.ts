import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Behaviour, type SmtpDouble, startSmtpDouble } from '../../../../test/support/smtp-double.ts';
import { type Mail, type MailOutcome, smtpOptions } from './outcome.ts';
import { SmtpPool } from './pool.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function double(behaviour: Behaviour = {}, options = {}): Promise<SmtpDouble> {
  const started = await startSmtpDouble(behaviour, options);
  stops.push(() => started.stop());
  return started;
}

function pool(url: string, size = 3, timeout = 2000): SmtpPool {
  const made = new SmtpPool(smtpOptions(url, timeout), size);
  stops.push(() => made.close());
  return made;
}

function mails(count: number): Mail[] {
  return Array.from({ length: count }, (_, n) => ({
    from: 'office@belfry.test',
    to: `person${n}@mail.test`,
    render: () =>
      `From: office@belfry.test\r\nTo: person${n}@mail.test\r\nMessage-ID: <id${n}@belfry.test>\r\n\r\nbody ${n}\r\n`,
  }));
}

const kinds = (outcomes: MailOutcome[]) => outcomes.map((outcome) => outcome.kind);
const addressed = (server: SmtpDouble) => server.received.map((mail) => mail.to).sort();

describe.each([
  ['with pipelining', true],
  ['without pipelining', false],
])('SmtpPool %s', (_, pipelining) => {
  it('hands every mail over once, whole, over several sessions', async () => {
    const server = await double({}, { pipelining });
    const outcomes = await pool(server.url).send(mails(50));
    expect(kinds(outcomes)).toEqual(Array(50).fill('accepted'));
    expect(server.received).toHaveLength(50);
    expect(new Set(addressed(server)).size).toBe(50);
    const sample = server.received.find((mail) => mail.to === 'person7@mail.test');
    expect(sample?.raw).toContain('body 7\r\n');
    expect(sample?.messageId).toBe('id7@belfry.test');
  });

  it('tells refused recipients apart and goes on in the same session', async () => {
    const server = await double(
      {
        recipient: (address) => {
          if (/[13579]@/.test(address)) return { code: 550, text: '5.1.1 no such user' };
          if (/[4]@/.test(address)) return { code: 450, text: '4.2.0 greylisted' };
          return undefined;
        },
      },
      { pipelining },
    );
    const outcomes = await pool(server.url, 1).send(mails(10));
    expect(kinds(outcomes)).toEqual(Array.from({ length: 10 }, (_, n) => (n % 2 || n === 4 ? 'refused' : 'accepted')));
    expect(outcomes[1]).toMatchObject({ stage: 'recipient', code: 550, enhanced: '5.1.1' });
    expect(outcomes[4]).toMatchObject({ stage: 'recipient', code: 450, enhanced: '4.2.0' });
    expect(addressed(server)).toEqual([0, 2, 6, 8].map((n) => `person${n}@mail.test`));
  });

  it('tells a refused sender and a refused text', async () => {
    const server = await double(
      { data: (to) => (to.includes('person1@') ? { code: 554, text: '5.7.1 spam' } : undefined) },
      { pipelining },
    );
    expect((await pool(server.url, 1).send(mails(3)))[1]).toMatchObject({ kind: 'refused', stage: 'data', code: 554 });
    server.behaviour = { sender: () => ({ code: 553, text: '5.7.1 not yours' }) };
    expect((await pool(server.url, 1).send(mails(2)))[0]).toMatchObject({
      kind: 'refused',
      stage: 'sender',
      code: 553,
    });
  });

  it('says lost of the mail whose answer never came, and sends the rest', async () => {
    const server = await double({ cut: (to) => (to.includes('person2@') ? 'after' : undefined) }, { pipelining });
    const outcomes = await pool(server.url, 1).send(mails(6));
    expect(outcomes[2]).toMatchObject({ kind: 'lost' });
    // Also the one whose envelope went ahead in the broken session.
    expect(outcomes.filter((outcome) => outcome.kind === 'accepted')).toHaveLength(5);
    expect(new Set(addressed(server)).size).toBe(server.received.length);
  });

  it('gives up on a server that is slower than its patience', async () => {
    const server = await double({ slow: 1500 }, { pipelining });
    const outcomes = await pool(server.url, 1, 300).send(mails(1));
    expect(kinds(outcomes)).toEqual(['untried']);
  });
});

describe('SmtpPool', () => {
  it('upgrades to TLS and signs in, and gives all mails back untried if it may not', async () => {
    const user = { name: 'belfry', password: 'geheim' };
    const server = await double({ user });
    const url = `${server.url}?insecure=true`;
    expect(kinds(await pool(url).send(mails(3)))).toEqual(['accepted', 'accepted', 'accepted']);
    // Its certificate is its own: without leave, the password is not even sent.
    expect(kinds(await pool(server.url).send(mails(1)))).toEqual(['untried']);
    expect(kinds(await pool(url.replace('geheim', 'falsch')).send(mails(3)))).toEqual([
      'untried',
      'untried',
      'untried',
    ]);
  });

  it('gives all mails back untried where nobody listens', async () => {
    const port = await freePort();
    const outcomes = await pool(`smtp://127.0.0.1:${port}`).send(mails(5));
    expect(kinds(outcomes)).toEqual(Array(5).fill('untried'));
    expect(outcomes[0]).toMatchObject({ error: expect.stringContaining('ECONNREFUSED') });
  });

  it('uses a session again, and notices that an idle one was closed', async () => {
    const server = await double();
    const sender = pool(server.url, 1);
    await sender.send(mails(1));
    await server.stop();
    const again = await startSmtpDouble({}, { port: server.port });
    stops.push(() => again.stop());
    expect(kinds(await sender.send(mails(2)))).toEqual(['accepted', 'accepted']);
  });

  it('gives back what has not begun when it is closed', async () => {
    const server = await double({ slow: 100 });
    const sender = pool(server.url, 1);
    const sent = sender.send(mails(10));
    sender.close();
    const outcomes = await sent;
    expect(outcomes.filter((outcome) => outcome.kind === 'untried').length).toBeGreaterThanOrEqual(8);
    expect(outcomes.filter((outcome) => outcome.kind === 'accepted')).toHaveLength(server.received.length);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
