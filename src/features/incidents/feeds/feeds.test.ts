/** Feeds that behave in every way: what is refused and said, what is read and how often, what becomes a proposal. */
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readOutside } from '#platform/fetch-outside.ts';
import { feedGround } from '../../../../test/support/feed-ground.ts';
import { words } from '../messages.ts';
import { pollDue } from './actions/poll.ts';
import { atomIndex, type Behaviour, capMessage, reference } from './double.fixture.ts';
import { feedPath, warningsListPath, warningsPath } from './paths.ts';

const ground = await feedGround();
const { db, clock, services, double, officer, publish, poll, received } = ground;
const t = words('en');
let feed = 0;

afterAll(() => double.close());
beforeEach(async () => {
  feed = await ground.begin();
});

async function health() {
  const { rows } = await sql<{ fault: string | null; detail: string; row: number; wait: number; etag: string | null }>`
    select fault, fault_detail as detail, faults_in_row as row, etag,
      (extract(epoch from next_poll_at - ${clock.now()}::timestamptz) / 60)::float as wait
    from warning_feed where id = ${feed}`.execute(db);
  return rows[0];
}
async function refused(): Promise<Record<string, string>> {
  const { rows } = await sql<{ href: string; fault: string }>`select href, fault from warning_link
    where feed_id = ${feed} and fault is not null`.execute(db);
  return Object.fromEntries(rows.map((row) => [new URL(row.href).pathname, row.fault]));
}

describe('a feed that misbehaves', () => {
  const answer =
    (status: number, headers: Record<string, string>, body: string | Buffer = ''): Behaviour =>
    (_, response) =>
      response.writeHead(status, headers).end(body);
  const endless: Behaviour = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' });
    const piece = Buffer.alloc(256 * 1024, 'x');
    let sent = 0;
    const more = () => {
      while (sent < 50 * 1024 * 1024 && !response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) return response.once('drain', more);
      }
      return response.end();
    };
    more();
  };
  const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024, ' '));
  const cases: [string, string, Behaviour | string | Buffer][] = [
    ['hangs', 'timeout', () => undefined],
    [
      'drips for ever',
      'timeout',
      (_, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('<'), 50);
        response.on('close', () => clearInterval(timer));
      },
    ],
    ['breaks off', 'unreachable', (request) => request.socket.destroy()],
    [
      'breaks off in the middle',
      'unreachable',
      (request, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('<feed');
        setImmediate(() => request.socket.destroy());
      },
    ],
    ['sends 50 MB', 'tooLarge', endless],
    ['says that it sends 50 MB', 'tooLarge', answer(200, { 'content-length': String(50 * 1024 * 1024) })],
    ['sends a bomb', 'tooLarge', answer(200, { 'content-encoding': 'gzip' }, bomb)],
    ['says gzip and is none', 'compression', answer(200, { 'content-encoding': 'gzip' }, '<feed/>')],
    ['says what nobody knows', 'compression', answer(200, { 'content-encoding': 'x-own' }, '<feed/>')],
    [
      'lies about its encoding',
      'encoding',
      answer(200, { 'content-type': 'text/xml; charset=gbk' }, '<?xml version="1.0" encoding="UTF-8"?><a/>'),
    ],
    ['is not in its encoding', 'encodingBroken', answer(200, {}, Buffer.from([0x3c, 0x61, 0xff, 0xfe, 0xc3]))],
    ['leads into the house', 'elsewhere', answer(302, { location: 'http://10.0.0.1/feed.atom' })],
    ['leads elsewhere', 'elsewhere', answer(301, { location: 'https://other.example.org/feed.atom' })],
    ['leads round and round', 'redirects', answer(302, { location: '/feed.atom' })],
    ['leads nowhere', 'redirects', answer(302, { location: 'http://' })],
    ['answers 500', 'status', answer(500, {})],
    ['is a page', 'notFeed', '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['is no XML', 'xml', 'hello'],
    ['is empty', 'xml', ''],
    [
      'names files',
      'doctype',
      '<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed>&x;</feed>',
    ],
    ['is CAP of another version', 'notFeed', '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.1"/>'],
  ];
  test.for(cases)('%s: %s, said in words, asked again later', async ([, fault, page]) => {
    double.pages.set('/feed.atom', page);
    await poll();
    expect(await health()).toMatchObject({ fault, row: 1, wait: 10 });
    const shown = (await officer(feedPath(feed))).text;
    expect(shown).toContain(t(`fault_${fault}` as 'fault_xml'));
    expect(await received()).toEqual({});
    await publish({ identifier: 'well-again' });
    expect(await health()).toMatchObject({ fault: null, row: 0, wait: 5 });
    expect(await received()).toEqual({ 'well-again': 'new' });
  });

  test('a private address is refused where the connection is made, whatever the name says', async () => {
    const given = { headers: {}, timeout: 2000, mostBytes: 1000, allowed: ['127.0.0.1'] };
    const read = (url: string) => readOutside(url, given);
    const secret = { kind: 'unreachable', error: 'PRIVATE' };
    for (const url of ['https://10.0.0.1/', 'https://169.254.169.254/latest', 'https://[::1]/', 'https://127.0.0.2/'])
      expect(await read(url), url).toEqual(secret);
    expect(await readOutside('https://localhost:9/', { ...given, allowed: [] })).toEqual(secret);
    for (const url of [
      'http://10.0.0.1/',
      'http://example.org/',
      'ftp://example.org/',
      'https://u:p@example.org/',
      'x',
    ])
      expect(await read(url), url).toEqual({ kind: 'unreachable', error: 'ADDRESS' });
  });

  test('when it says so it is left alone for so long; three faults double the wait', async () => {
    double.pages.set('/feed.atom', answer(429, { 'retry-after': '7200' }));
    await poll();
    expect(await health()).toMatchObject({ fault: 'status', detail: '429', wait: 120 });
    double.pages.set('/feed.atom', answer(500, {}));
    await poll();
    await poll();
    expect(await health()).toMatchObject({ row: 3, wait: 40 });
  });

  test('one that has given nothing for six hours is shown to whoever looks after it', async () => {
    await publish({ identifier: 's-1' });
    double.pages.set('/feed.atom', answer(500, {}));
    await poll();
    expect((await officer('/desk')).text).not.toContain(t('waitSilent'));
    clock.pass(7 * 3_600_000);
    await poll();
    expect((await officer('/desk')).text).toContain(t('waitSilent'));
  });
});

describe('polling', () => {
  test('it asks whether something has changed, and never twice for the same message', async () => {
    const etag = '"7"';
    const index: Behaviour = (request, response) => {
      if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
      response.writeHead(200, { etag, 'last-modified': 'Fri, 20 Nov 2026 00:00:00 GMT' });
      return response.end(atomIndex(['p-1', 'p-2']));
    };
    double.pages.set('/feed.atom', index);
    for (const name of ['p-1', 'p-2']) double.pages.set(`/${name}.xml`, capMessage({ identifier: name }));
    await poll();
    await poll();
    const paths = double.asked.map(({ path }) => path);
    expect(paths).toEqual(['/feed.atom', '/p-1.xml', '/p-2.xml', '/feed.atom']);
    expect(double.asked.at(-1)?.headers).toMatchObject({ 'if-none-match': etag });
    expect(double.asked.at(-1)?.headers['if-modified-since']).toBeDefined();
    expect(await health()).toMatchObject({ fault: null, wait: 5 });
  });

  test('a message that can’t be had is asked for again though the index has not changed', async () => {
    let gone = true;
    double.pages.set('/feed.atom', (_, response) => response.writeHead(200, { etag: '"1"' }).end(atomIndex(['q-1'])));
    double.pages.set('/q-1.xml', (_, response) =>
      gone ? response.writeHead(503).end() : response.writeHead(200).end(capMessage({ identifier: 'q-1' })),
    );
    await poll();
    expect([await refused(), (await health())?.etag]).toEqual([{ '/q-1.xml': 'status' }, null]);
    gone = false;
    await poll();
    expect([await refused(), await received(), (await health())?.etag]).toEqual([{}, { 'q-1': 'new' }, '"1"']);
  });

  test('a bad message is named with its reason and keeps no other from being read', async () => {
    double.pages.set('/bad.xml', capMessage({ identifier: 'bad', sent: '2026-11-20T08:00:00Z' }));
    double.pages.set('/bomb.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>');
    double.pages.set('/good.xml', capMessage({ identifier: 'good' }));
    double.pages.set('/feed.atom', atomIndex(['bad', 'bomb', 'good']));
    await poll();
    expect(await refused()).toEqual({ '/bad.xml': 'time', '/bomb.xml': 'doctype' });
    expect(await received()).toEqual({ good: 'new' });
    const shown = (await officer(feedPath(feed))).text;
    expect(shown).toContain(t('fault_time'));
    expect(shown).toContain(t('fault_doctype'));
  });

  test('never before its time; two processes share what is due; a paused one rests; “now” keeps the limit', async () => {
    await publish({ identifier: 'n-1' });
    expect(await pollDue(services)).toBe(0);
    clock.pass(5 * 60_000);
    const both = await Promise.all([pollDue(services), pollDue(services)]);
    expect(both.sort()).toEqual([0, 1]);
    await officer(feedPath(feed), { act: 'look' });
    expect((await health())?.wait).toBe(2);
    await officer(feedPath(feed), { act: 'pause' });
    clock.pass(3_600_000);
    expect(await pollDue(services)).toBe(0);
    await officer(feedPath(feed), { act: 'resume' });
    expect(await pollDue(services)).toBe(1);
  });

  test('an address that is one message itself', async () => {
    double.pages.set('/feed.atom', capMessage({ identifier: 'alone' }));
    await poll();
    expect(await received()).toEqual({ alone: 'new' });
  });
});

describe('what is proposed', () => {
  test('by area and severity; tests, drafts and what has ended are passed over', async () => {
    await publish(
      { identifier: 'ours' },
      { identifier: 'elsewhere', area: '<areaDesc>甘孜州</areaDesc>' },
      { identifier: 'light', severity: 'Minor' },
      { identifier: 'unknown', severity: 'Unknown' },
      { identifier: 'ended', expires: '2026-11-20T08:30:00+08:00' },
      { identifier: 'test', status: 'Test' },
      { identifier: 'draft', status: 'Draft' },
      { identifier: 'system', status: 'System' },
      { identifier: 'drill', status: 'Exercise' },
      { identifier: 'ack', msgType: 'Ack', references: reference('ours') },
    );
    expect(await received()).toEqual({ ours: 'new', unknown: 'new', drill: 'new' });
    clock.set('2026-11-20T13:00:00Z');
    const open = (await officer(warningsPath)).text;
    expect(open).toContain(t('noWarnings_open'));
    expect((await officer(warningsListPath('ended'))).text).toContain('暴雨预警');
  });

  test('updates and cancellations take the place of what they name, also when they come first', async () => {
    await publish({ identifier: 'c-1' });
    const later = '2026-11-20T08:30:00+08:00';
    await publish({ identifier: 'c-2', msgType: 'Update', references: reference('c-1'), sent: later });
    expect(await received()).toEqual({ 'c-1': 'settled < c-2', 'c-2': 'new' });
    const cancel = { msgType: 'Cancel', sent: '2026-11-20T08:45:00+08:00' };
    await publish({ identifier: 'c-3', ...cancel, references: `${reference('c-1')} ${reference('c-2', later)}` });
    expect(await received()).toMatchObject({ 'c-1': 'settled < c-3', 'c-2': 'settled < c-3', 'c-3': 'settled' });
    // The cancelled one stands further down in the index.
    await publish({ identifier: 'd-2', ...cancel, references: reference('d-1') }, { identifier: 'd-1' });
    expect(await received()).toMatchObject({ 'd-2': 'settled' });
    expect(await received()).not.toHaveProperty('d-1', 'new');
    // Of another sender's message nobody can take anything back; the same moment may be written with another offset.
    await publish({ identifier: 'e-1' });
    await publish({
      identifier: 'e-2',
      ...cancel,
      sender: 'x.example',
      references: 'x.example,e-1,2026-11-20T08:00:00+08:00',
    });
    expect(await received()).toMatchObject({ 'e-1': 'new' });
    await publish({ identifier: 'e-3', ...cancel, references: reference('e-1', '2026-11-20T00:00:00-00:00') });
    expect(await received()).toMatchObject({ 'e-1': 'settled < e-3' });
  });

  test('an update that has become light or gone elsewhere ends the proposal', async () => {
    await publish({ identifier: 'f-1' });
    const sent = '2026-11-20T08:30:00+08:00';
    await publish({ identifier: 'f-2', msgType: 'Update', references: reference('f-1'), severity: 'Minor', sent });
    expect(await received()).toEqual({ 'f-1': 'settled < f-2', 'f-2': 'settled' });
  });
});
