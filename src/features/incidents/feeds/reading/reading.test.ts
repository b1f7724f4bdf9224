/** Reading strangers' documents: what is refused and why, what is passed over. */
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { expectValidCaps } from '../../../../../test/support/cap.ts';
import { capXml } from '../../status/cap.ts';
import { capMessage, reference } from '../double.fixture.ts';
import { codesMeet, concerns } from '../model/area.ts';
import { nextPoll, type Read } from '../model/feed.ts';
import { endOf } from '../model/message.ts';
import { isAtLeast, kindFor, levelFor } from '../model/severity.ts';
import { readCap } from './cap.ts';
import { readIndex } from './links.ts';
import { decode } from './text.ts';
import { readXml } from './xml.ts';

const capOf = (xml: string) => {
  const root = readXml(xml);
  return root.ok ? readCap(root.value) : root;
};
const faultOf = (read: Read<unknown>) => (read.ok ? 'none' : read.fault);

describe('a message', () => {
  test('is read whole: who, what, where, until when', () => {
    const area = `<areaDesc>青溪县</areaDesc><polygon>31.5,103.5 31.5,103.9
      31.8,103.9 31.5,103.5</polygon><circle>31.6,103.6 5</circle>
      <geocode><valueName>GB/T 2260</valueName><value>513221</value></geocode>`;
    const read = capOf(capMessage({ identifier: 'a-1', area }));
    if (!read.ok) throw new Error(read.fault);
    expect(read.value).toMatchObject({ identifier: 'a-1', sent: '2026-11-20T00:00:00.000Z', signed: false });
    expect(read.value.infos[0]).toMatchObject({ severity: 'Severe', expires: '2026-11-20T12:00:00.000Z' });
    expect(read.value.infos[0]?.areas[0]).toEqual({
      text: '青溪县',
      polygons: ['31.5,103.5 31.5,103.9 31.8,103.9 31.5,103.5'],
      circles: ['31.6,103.6 5'],
      codes: [{ name: 'GB/T 2260', value: '513221' }],
    });
    expect(endOf(read.value).toISOString()).toBe('2026-11-20T12:00:00.000Z');
  });

  test('what the standard does not know is passed over: signatures, elements of others', () => {
    const more = '<x:odd xmlns:x="urn:x"><status>Draft</status></x:odd>';
    const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/></ds:Signature>';
    const read = capOf(capMessage({ identifier: 'a-2', more }).replace('</alert>', `${signature}</alert>`));
    expect(read).toMatchObject({ ok: true, value: { status: 'Actual', signed: true } });
  });

  test('what the standard needs is asked for', () => {
    const wrong: [string, Partial<Parameters<typeof capMessage>[0]>][] = [
      ['time', { sent: '2026-11-20T08:00:00' }],
      ['time', { sent: '2026-11-20T08:00:00Z' }],
      ['time', { sent: '2026-11-20T08:00:00.5+08:00' }],
      ['time', { sent: '2026-13-40T08:00:00+08:00' }],
      ['time', { expires: 'tomorrow' }],
      ['value', { status: 'Real' }],
      ['value', { severity: 'severe' }],
      ['value', { category: 'Weather' }],
      ['value', { sender: 'a b' }],
      ['value', { identifier: 'a,b' }],
      ['element', { identifier: '' }],
      ['element', { event: '' }],
      ['element', { area: '' }],
      ['references', { msgType: 'Update' }],
      ['references', { msgType: 'Cancel', references: 'x' }],
      ['self', { msgType: 'Update', references: reference('a-3') }],
      ['scope', { scope: 'Restricted' }],
      ['scope', { scope: 'Private' }],
    ];
    for (const [fault, given] of wrong)
      expect(faultOf(capOf(capMessage({ identifier: 'a-3', ...given }))), fault).toBe(fault);
    const right = capMessage({ identifier: 'a-3' });
    expect(faultOf(capOf(right.replace('cap:1.2', 'cap:1.1')))).toBe('namespace');
    expect(faultOf(capOf(right.replace(' xmlns="urn:oasis:names:tc:emergency:cap:1.2"', '')))).toBe('namespace');
    expect(faultOf(capOf(right.replace('</info>', '')))).toBe('xml');
    expect(faultOf(capOf(right.replace('<sender>', '<sender>x</sender><sender>')))).toBe('element');
  });

  test('a shape that can’t be used is left out, the warning is not', () => {
    const area = '<areaDesc>青溪县</areaDesc><polygon>31.5,103.5 31.5,103.9</polygon><circle>here</circle>';
    const read = capOf(capMessage({ identifier: 'a-4', area }));
    expect(read).toMatchObject({ ok: true, value: { infos: [{ areas: [{ polygons: [], circles: [] }] }] } });
  });

  test('entities: bombs and files are refused with the document type, unknown ones as broken', () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
    const type = (inside: string) => capMessage({ identifier: 'a-5' }).replace('?>', `?><!DOCTYPE alert [${inside}]>`);
    expect(faultOf(capOf(type(`<!ENTITY l0 "ha">${laughs}`).replace('原文说明', '&l9;')))).toBe('doctype');
    expect(faultOf(capOf(type('<!ENTITY f SYSTEM "file:///etc/passwd">').replace('原文说明', '&f;')))).toBe('doctype');
    expect(faultOf(capOf(type('').replace('[]', 'SYSTEM "http://127.0.0.1/x.dtd"')))).toBe('doctype');
    expect(faultOf(capOf(capMessage({ identifier: 'a-6', moreInfo: '<contact>&unknown;</contact>' })))).toBe('xml');
    const deep = `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`;
    expect(faultOf(readXml(deep))).toBe('tooMany');
    expect(faultOf(readXml(`<a>${'<b/>'.repeat(60_000)}</a>`))).toBe('tooMany');
  });

  test('nothing that comes makes it throw', () => {
    const whole = capMessage({ identifier: 'a-7' });
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(40), fc.string({ unit: 'binary', maxLength: 40 }), (at, cut, junk) => {
        const read = capOf(whole.slice(0, at) + junk + whole.slice(at + cut));
        expect(typeof read.ok).toBe('boolean');
      }),
      { numRuns: 400 },
    );
  });

  test('what Belfry itself writes is read again', async () => {
    const at = new Date('2026-11-20T01:00:00Z');
    const texts = { 'zh-CN': { headline: '水库泄洪 <&>', description: '说明', instruction: '请避开河道' } };
    const xml = capXml(
      {
        ...{ id: 1, incidentId: 2, identifier: 'belfry.test-2-1', sender: 'belfry.test', kind: 'alert', sentAt: at },
        ...{ expiresAt: new Date(at.getTime() + 3_600_000), level: 2, texts, refersTo: '' },
        areas: [{ name: '甲', circle: '31.6,103.6 5' }],
      },
      { kind: 'flood', exercise: true, declaredAt: at },
      { publicUrl: 'https://belfry.test', timeZone: 'Asia/Shanghai', office: '教育局' },
    );
    await expectValidCaps([xml]);
    const read = capOf(xml);
    expect(read).toMatchObject({ ok: true, value: { status: 'Exercise', infos: [{ severity: 'Severe' }] } });
  });
});

describe('an index', () => {
  const linksOf = (xml: string) => {
    const root = readXml(xml);
    if (!root.ok) throw new Error(root.fault);
    const index = readIndex(root.value, 'https://cap.example.org/feeds/all.xml');
    return index.ok && index.value.kind === 'links' ? index.value.links.map((link) => link.href) : faultOf(index);
  };

  test('Atom: the link with CAP’s type, else any link, else the id', () => {
    const entry = (inner: string) => `<entry>${inner}<updated>2026-11-20T00:00:00Z</updated></entry>`;
    const xml = `<feed xmlns="http://www.w3.org/2005/Atom">
      ${entry('<id>u:1</id><link type="text/html" href="/1.html"/><link type="application/cap+xml" href="1.xml#x"/>')}
      ${entry('<id>u:2</id><link href="/2.xml"/>')}${entry('<id>https://cap.example.org/3.xml</id>')}
      ${entry('<id>u:4</id><link href="javascript:alert(1)"/>')}${entry('<id>u:1</id><link href="1.xml"/>')}</feed>`;
    const paths = ['feeds/1.xml', '2.xml', '3.xml'];
    expect(linksOf(xml)).toEqual(paths.map((path) => `https://cap.example.org/${path}`));
  });

  test('RSS: the enclosure with CAP’s type, else the link, else the guid; other documents are none', () => {
    const xml = `<rss version="2.0"><channel><title>x</title>
      <item><link>/page</link><enclosure url="/1.xml" type="application/cap+xml"/></item>
      <item><link>https://cap.example.org/2.xml</link></item><item><guid>https://cap.example.org/3.xml</guid></item>
      </channel></rss>`;
    expect(linksOf(xml)).toEqual([1, 2, 3].map((n) => `https://cap.example.org/${n}.xml`));
    expect(linksOf('<html xmlns="http://www.w3.org/1999/xhtml"/>')).toBe('notFeed');
    expect(linksOf('<feed/>')).toBe('notFeed');
  });
});

describe('encodings', () => {
  const xml = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>预警</a>`;
  const as = (body: Buffer, type?: string) => {
    const read = decode(body, type);
    return read.ok ? read.value.includes('预警') : read.fault;
  };

  test('UTF-8, GBK and UTF-16 are read as they say; whoever contradicts or breaks it is refused', () => {
    expect(as(Buffer.from(xml('UTF-8')), 'application/xml')).toBe(true);
    expect(as(Buffer.from(`\ufeff${xml('utf-8')}`), 'application/xml; charset="UTF-8"')).toBe(true);
    expect(as(iconv.encode(xml('GBK'), 'gbk'), 'text/xml; charset=gb2312')).toBe(true);
    expect(as(iconv.encode(xml('utf-16'), 'utf-16le', { addBOM: true }))).toBe(true);
    expect(as(Buffer.from(xml('GBK')), 'application/xml; charset=utf-8')).toBe('encoding');
    expect(as(Buffer.from(`\ufeff${xml('GBK')}`))).toBe('encoding');
    expect(as(Buffer.from(xml('EBCDIC')))).toBe('encoding');
    expect(as(iconv.encode(xml('UTF-8'), 'gbk'))).toBe('encodingBroken');
  });
});

describe('filters', () => {
  const info = (area: object) => ({
    infos: [{ areas: [{ text: '', polygons: [], circles: [], codes: [], ...area }] }] as never,
  });
  const none = { words: [], codes: [], shapes: false };

  test('codes: one division holds the other', () => {
    expect(codesMeet('510000', '513221')).toBe(true);
    expect(codesMeet('513221000000', '513221')).toBe(true);
    expect(codesMeet('513200', '513221')).toBe(true);
    expect(codesMeet('513222', '513221')).toBe(false);
    expect(codesMeet('', '513221')).toBe(false);
    expect(codesMeet('NYZ072', 'NYZ072')).toBe(true);
  });

  test('words, codes or shapes: any of them; without a filter all; a message without areas concerns everybody', () => {
    const square = '31.5,103.5 31.5,103.9 31.8,103.9 31.8,103.5 31.5,103.5';
    const places = [{ polygon: '31.6,103.6 31.6,103.7 31.7,103.7 31.6,103.6', circle: '' }];
    const shapes = { ...none, shapes: true };
    expect(concerns(info({ text: '甘孜州' }), none, [])).toBe(true);
    expect(concerns({ infos: [] }, { ...none, words: ['青溪'] }, [])).toBe(true);
    expect(concerns(info({ text: '青溪县东部' }), { ...none, words: ['青溪'] }, [])).toBe(true);
    expect(concerns(info({ text: '甘孜州' }), { ...none, words: ['青溪'] }, [])).toBe(false);
    expect(concerns(info({ polygons: [square] }), shapes, places)).toBe(true);
    expect(concerns(info({ polygons: [square] }), shapes, [{ polygon: '', circle: '31.9,103.6 20' }])).toBe(true);
    expect(concerns(info({ polygons: [square] }), shapes, [{ polygon: '', circle: '35,110 5' }])).toBe(false);
    expect(concerns(info({ circles: ['31.65,103.65 1'] }), shapes, places)).toBe(true);
    expect(concerns(info({ circles: ['31.65,103.65 0'] }), shapes, [])).toBe(false);
  });

  test('severity: at least; unknown is never too light', () => {
    expect(isAtLeast('Severe', 'Moderate')).toBe(true);
    expect(isAtLeast('Minor', 'Moderate')).toBe(false);
    expect(isAtLeast('Unknown', 'Extreme')).toBe(true);
    expect([levelFor('Extreme'), levelFor('Minor'), levelFor('Unknown')]).toEqual([1, 4, null]);
  });

  test('kinds by the words of the event within its category; an attack is never guessed', () => {
    const seen = [
      kindFor('暴雨', ['Met']),
      kindFor('地质灾害气象风险', ['Geo', 'Met']),
      kindFor('Earthquake', ['Geo']),
      kindFor('森林火险', ['Met']),
      kindFor('Shooting', ['Security']),
      kindFor('道路结冰', ['Met']),
      kindFor('something', ['Geo']),
    ];
    expect(seen).toEqual(['flood', 'landslide', 'earthquake', 'fire', null, 'storm', null]);
  });

  test('after faults it waits longer and longer, two hours at most, and as long as it is asked to', () => {
    const now = new Date('2026-11-20T01:00:00Z');
    const minutes = (faults: number, asked = 0, every = 5) =>
      (nextPoll(now, { everyMinutes: every }, faults, asked).getTime() - now.getTime()) / 60_000;
    expect([0, 1, 2, 3, 10, 2000].map((n) => minutes(n))).toEqual([5, 10, 20, 40, 120, 120]);
    expect(minutes(0, 3600)).toBe(60);
    expect(minutes(0, 0, 1)).toBe(2);
  });
});
