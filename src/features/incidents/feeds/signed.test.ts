/** Signed warnings: certificates that two people pin, what the officer is told, rules that want a signature. */
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { feedGround, idIn } from '../../../../test/support/feed-ground.ts';
import { words } from '../messages.ts';
import { readFolder } from '../status/files.ts';
import { refresh } from '../status/refresh.ts';
import { atomIndex, capMessage, feedDouble, reference, type WrittenMessage } from './double.fixture.ts';
import {
  editFeedRoom,
  feedPath,
  newPinRoom,
  newRuleRoom,
  pinPath,
  rulePath,
  warningPath,
  warningsPath,
} from './paths.ts';
import { issuer, signed } from './signing.fixture.ts';

const ground = await feedGround();
const { db, clock, services, double, settings, ask, officer, poll, received, idOf } = ground;
const elsewhere = await feedDouble();
const [weather, stranger] = await Promise.all([issuer('ec'), issuer('ec')]);
const t = words('en');
let feed = 0;

afterAll(() => {
  double.close();
  elsewhere.close();
});
beforeEach(async () => {
  feed = await ground.begin();
  elsewhere.pages.clear();
});

const ruleWish = {
  ...{ kinds: ['flood', 'storm'], leastSeverity: 'Severe', words: '', cooldown: '30' },
  ...{ zh_headline: '请留意气象预警', zh_description: '', zh_instruction: '请勿前往河边。' },
};
const administrator = (path: string, form?: Record<string, string>) => ask('bureau.administrator', path, form);

async function pinned(pem = weather.certificate): Promise<number> {
  const made = await officer(newPinRoom.path(feed), { pem });
  expect(made.status, made.text).toBe(303);
  expect((await administrator(made.to, { act: 'confirm' })).status).toBe(303);
  return idIn(made.to);
}
async function rule(demands: string): Promise<number> {
  const made = await officer(newRuleRoom.path(feed), { ...ruleWish, demands });
  expect(made.status, made.text).toBe(303);
  expect((await administrator(made.to, { act: 'confirm' })).status).toBe(303);
  return idIn(made.to);
}
/** Signed by the weather service unless somebody else, or nobody, is named. */
async function publish(message: WrittenMessage, by: typeof weather | null = weather, change = (xml: string) => xml) {
  const xml = capMessage(message);
  double.pages.set('/feed.atom', atomIndex([message.identifier]));
  double.pages.set(`/${message.identifier}.xml`, change(by ? signed(xml, by) : xml));
  await poll();
}
const page = async () => {
  await refresh(services);
  return (await readFolder(services.config.dataDir))?.automatic ?? [];
};
const sent = '2026-11-20T08:30:00+08:00';

describe('pinning', () => {
  test('by two people; bad input is said at its field and is not lost; a private key is not shown again', async () => {
    const form = newPinRoom.path(feed);
    const wrong = await officer(form, { pem: 'not a certificate' });
    expect([wrong.status, wrong.text.includes(t('pemWrong')), wrong.text.includes('not a certificate')]).toEqual([
      ...[422, true, true],
    ]);
    const key = stranger.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const secret = await officer(form, { pem: key });
    expect([secret.status, secret.text.includes(t('pemPrivate')), secret.text.includes(key.slice(40, 80))]).toEqual([
      ...[422, true, false],
    ]);
    const made = await officer(form, { pem: weather.certificate });
    expect((await officer(form, { pem: weather.certificate })).text).toContain(t('pinThere'));
    expect((await officer(made.to)).text).toContain(t('ruleOwnText'));
    expect((await officer(made.to, { act: 'confirm' })).text).toContain(t('pinOwn'));
    expect((await administrator('/desk')).text).toContain(t('waitPin'));
    await publish({ identifier: 'early' });
    expect((await officer(warningPath(await idOf('early')))).text).toContain(t('signature_unchecked'));
    expect((await administrator(made.to, { act: 'confirm' })).status).toBe(303);
    const shown = (await officer(feedPath(feed))).text;
    for (const part of ['CN=省气象台, O=Weather', t('ruleState_active'), t('pinFingerprint')])
      expect(shown).toContain(part);
    await expect(
      sql`update warning_certificate set confirmed_by = made_by where id = ${idIn(made.to)}`.execute(db),
    ).rejects.toThrow(/check/);
    expect((await ask('bureau.safety_officer', made.to)).status).toBe(403);
    expect((await ask('north.incident_officer', form, { pem: weather.certificate })).status).toBe(403);
  });

  test('a file as well; five at most; what ends is said a month before', async () => {
    const body = new FormData();
    body.set('file', new Blob([weather.certificate]), 'weather.pem');
    body.set('pem', '');
    const made = await ground.upload('bureau.incident_officer', newPinRoom.path(feed), body);
    expect(made.status).toBe(303);
    for (let n = 0; n < 4; n += 1) await officer(newPinRoom.path(feed), { pem: (await issuer('ec')).certificate });
    const many = await officer(newPinRoom.path(feed), { pem: (await issuer('ec')).certificate });
    expect(many.text).toContain(t('pinMany', { n: 5 }));
    expect((await administrator(made.to, { act: 'confirm' })).status).toBe(303);
    clock.set('2026-12-10T01:00:00Z');
    expect((await officer('/desk')).text).toContain(t('waitPinEnds'));
    expect((await officer(made.to)).text).toContain(t('pinEndsSoon'));
  });
});

describe('at the desk', () => {
  test('each state in plain words; every one of them is a proposal', async () => {
    const pin = await pinned();
    const states: [string, typeof weather | null, ((xml: string) => string) | undefined, string][] = [
      ['s-right', weather, undefined, t('signature_verified', { who: 'CN=省气象台, O=Weather' })],
      ['s-none', null, undefined, t('signature_none')],
      ['s-other', stranger, undefined, t('signature_stranger')],
      ['s-changed', weather, (xml) => xml.replace('原文说明', '原文说名'), t('signature_changed')],
      [
        ...(['s-weak', weather, (xml: string) => xml.replace(weather.method, 'urn:x')] as const),
        t('signature_refused', { why: t('refusal_method') }),
      ],
    ];
    for (const [identifier, by, change, text] of states) {
      await publish({ identifier }, by, change);
      const shown = (await officer(warningPath(await idOf(identifier)))).text;
      expect(shown, identifier).toContain(text.replaceAll('’', '’'));
    }
    expect(Object.values(await received())).toEqual(states.map(() => 'new'));
    const list = (await officer(warningsPath)).text;
    for (const tag of ['sigTag_verified', 'sigTag_wrong', 'sigTag_weak'] as const) expect(list).toContain(t(tag));
    clock.set('2027-01-01T01:00:00Z');
    await publish({ identifier: 's-late', sent: '2027-01-01T08:00:00+08:00', expires: '2027-01-01T20:00:00+08:00' });
    const late = (await officer(warningPath(await idOf('s-late')))).text;
    expect(late).toContain(t('signature_expired', { who: 'CN=省气象台, O=Weather' }));
    await officer(pinPath(pin), { act: 'end' });
    await publish({ identifier: 's-ended', sent: '2027-01-01T08:10:00+08:00', expires: '2027-01-01T20:00:00+08:00' });
    expect((await officer(warningPath(await idOf('s-ended')))).text).toContain(t('signature_unchecked'));
  });

  test('what is signed is neither cancelled, nor kept out, by what is not', async () => {
    await pinned();
    // A forged copy under the same name comes first.
    await publish({ identifier: 'c-1', severity: 'Minor', event: '大风' }, null);
    await publish({ identifier: 'c-1b', more: '' }, null);
    double.pages.set('/x.xml', signed(capMessage({ identifier: 'c-1b' }), weather));
    double.pages.set('/feed.atom', atomIndex(['x']));
    await poll();
    const { rows } = await sql<{ id: number; signature: string }>`select id, signature from warning
      where identifier = 'c-1b' and feed_id = ${feed} order by id`.execute(db);
    expect(rows.map((row) => row.signature)).toEqual(['none', 'verified']);
    const real = rows[1]?.id ?? 0;
    const cancel = { msgType: 'Cancel', references: reference('c-1b'), sent };
    await publish({ identifier: 'c-2', ...cancel }, stranger);
    const stateOf = async () => {
      const found = await sql<{ state: string }>`select state from warning where id = ${real}`.execute(db);
      return found.rows[0]?.state;
    };
    expect(await stateOf()).toBe('new');
    const shown = (await officer(warningPath(real))).text;
    for (const text of [t('warnUnproven'), t('unproven_Cancel')]) expect(shown).toContain(text);
    await publish({ identifier: 'c-3', ...cancel });
    expect(await stateOf()).toBe('settled');
  });
});

describe('rules', () => {
  test('one that wants a signature needs a certificate, and speaks for nothing else', async () => {
    const none = await officer(newRuleRoom.path(feed), { ...ruleWish, demands: 'signature' });
    expect([none.status, none.text.includes(t('ruleNoPin'))]).toEqual([422, true]);
    expect((await officer(newRuleRoom.path(feed), { ...ruleWish, demands: 'x' })).text).toContain(t('demandsMissing'));
    const pin = await pinned();
    const id = await rule('both');
    expect((await officer(rulePath(id))).text).toContain(t('demands_both'));
    await publish({ identifier: 'r-none' }, null);
    await publish({ identifier: 'r-other' }, stranger);
    await publish({ identifier: 'r-changed' }, weather, (xml) => xml.replace('>Severe<', '>Extreme<'));
    expect(await page()).toEqual([]);
    await publish({ identifier: 'r-right' });
    expect(await page()).toMatchObject([{ event: '暴雨' }]);
    // Nobody takes it down without a signature of the same kind.
    await publish({ identifier: 'r-cancel', msgType: 'Cancel', references: reference('r-right'), sent }, null);
    expect(await page()).toHaveLength(1);
    await publish({ identifier: 'r-end', msgType: 'Cancel', references: reference('r-right'), sent });
    expect(await page()).toEqual([]);
    await officer(pinPath(pin), { act: 'end' });
    clock.pass(3_600_000);
    await publish({ identifier: 'r-after' });
    expect(await page()).toEqual([]);
  });

  test('from a site that was not named: with a signature that holds, where the feed says so; never for the pinned site', async () => {
    const index = () =>
      double.pages.set('/feed.atom', atomIndex(['a-1']).replace('href="/', `href="${elsewhere.origin}/`));
    const faults = async () => {
      const { rows } = await sql<{ fault: string }>`select fault from warning_link where feed_id = ${feed}`.execute(db);
      return rows.map((row) => row.fault);
    };
    index();
    elsewhere.pages.set('/a-1.xml', signed(capMessage({ identifier: 'a-1' }), weather));
    await poll();
    expect([await faults(), await received()]).toEqual([['elsewhere'], {}]);
    expect(
      (await officer(editFeedRoom.path(feed), { ...settings(), revision: '1', signedAnywhere: 'yes' })).status,
    ).toBe(303);
    await poll();
    expect([await faults(), await received()]).toEqual([['unproven'], {}]);
    expect((await officer(feedPath(feed))).text).toContain(t('fault_unproven'));
    // With the certificate it is read again, though nothing has changed at the source.
    await pinned();
    const origin = await rule('origin');
    await poll();
    expect([await received(), await page()]).toEqual([{ 'a-1': 'new' }, []]);
    await officer(rulePath(origin), { act: 'end' });
    await rule('signature');
    elsewhere.pages.set('/a-2.xml', signed(capMessage({ identifier: 'a-2' }), weather));
    double.pages.set('/feed.atom', atomIndex(['a-2']).replace('href="/', `href="${elsewhere.origin}/`));
    await poll();
    expect(await page()).toHaveLength(1);
  });
});
