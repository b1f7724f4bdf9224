/** Translations beside the main text: pairs of paragraphs, and the mark of what changed since. */
import { describe, expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { saveCorrection, startCorrection } from '../actions/correct.ts';
import { saveText } from '../actions/draft.ts';
import { publish } from '../actions/publish.ts';
import { approve, submit } from '../actions/review.ts';
import { makeDraft, makePublished, troublesOf, value } from '../factory.ts';
import { stopWindow } from '../model/states.ts';
import { noticeById, textsOf } from '../queries/notices.ts';
import { joined, pairsOf, paragraphsOf } from './model/paragraphs.ts';

describe('pairs', () => {
  test('paragraphs are what blank lines part, but for those in a fence', () => {
    expect(paragraphsOf('一\n二\n\n\n三\n\n```\na\n\nb\n```\n')).toEqual(['一\n二', '三', '```\na\n\nb\n```']);
    expect(paragraphsOf('')).toEqual([]);
    expect(joined([' 一\r\n二 ', '', '三'])).toBe('一\n二\n\n三');
  });

  test('a translation follows its paragraph: changed, added, taken out', () => {
    const pairs = pairsOf('甲\n\n乙\n\n丙\n\n丁', '甲\n\n乙二\n\n新\n\n丁', 'A\n\nB\n\nC\n\nD');
    expect(pairs).toEqual([
      { main: '甲', before: null, translation: 'A', change: 'same' },
      { main: '乙二', before: '乙', translation: 'B', change: 'changed' },
      { main: '新', before: '丙', translation: 'C', change: 'changed' },
      { main: '丁', before: null, translation: 'D', change: 'same' },
    ]);
    expect(pairsOf('甲\n\n乙', '新\n\n甲', 'A\n\nB').map((pair) => [pair.change, pair.translation])).toEqual([
      ['added', ''],
      ['same', 'A'],
      ['removed', 'B'],
    ]);
  });

  test('nothing of a translation is lost, whatever its number of paragraphs', () => {
    for (const translation of ['A', 'A\n\nB\n\nC\n\nD\n\nE']) {
      expect(
        joined(pairsOf('甲\n\n乙\n\n丙', '甲\n\n丙', translation).map((pair) => pair.translation))
          .split('\n\n')
          .sort(),
      ).toEqual(translation.split('\n\n'));
    }
  });
});

const { db, clock, services, app, cookie, spec, staff } = await noticeScene();
const chinese = { language: 'zh-CN' as const, title: '关于作息的通知', body: '各位家长：\n\n推迟二十分钟。' };
const english = { language: 'en' as const, title: 'On school hours', body: 'Dear parents,\n\n20 minutes later.' };
const both = { ...spec, texts: [chinese, english] };
const later = { ...chinese, body: '各位家长：\n\n推迟三十分钟。' };
const olderOf = async (id: number) =>
  (await textsOf(db, id)).filter((text) => text.isOlder).map((text) => text.language);
const revisionOf = async (id: number) => (await noticeById(db, id))?.revision as number;

describe('the mark', () => {
  test('comes with a change of the main text and goes when the translator has looked', async () => {
    const { id, revision } = await makeDraft(services, both);
    expect(await olderOf(id)).toEqual([]);
    let now = value(await saveText(services, spec.author, id, revision, later)).revision;
    expect(await olderOf(id)).toEqual(['en']);
    now = value(await saveText(services, spec.author, id, now, { ...english, body: 'Half done' })).revision;
    expect(await olderOf(id), 'saved, not said to agree').toEqual(['en']);
    now = value(await saveText(services, spec.author, id, now, { ...english, agrees: true })).revision;
    expect(await olderOf(id)).toEqual([]);
    value(await saveText(services, spec.author, id, now, chinese));
    expect(await olderOf(id), 'back again is a change too').toEqual(['en']);
  });

  test('a text that is written for the first time agrees by itself', async () => {
    const { id, revision } = await makeDraft(services, { ...spec, texts: [chinese] });
    value(await saveText(services, spec.author, id, revision, english));
    expect(await olderOf(id)).toEqual([]);
  });

  test('submission warns and goes on when somebody says so; the reviewer sees it', async () => {
    const { id, revision } = await makeDraft(services, both);
    const now = value(await saveText(services, spec.author, id, revision, later)).revision;
    expect(troublesOf(await submit(services, spec.author, id, now))).toEqual(['translationsOlder']);
    const editor = await staff('bureau.editor', 'zh-CN');
    const check = await (await editor(`/desk/notices/${id}/check`)).text();
    expect(check).toContain('译文依据的是修改前的原文');
    const refused = await editor(`/desk/notices/${id}/check`, { revision: String(now) });
    expect(refused.status).toBe(422);
    const sent = await editor(`/desk/notices/${id}/check`, { revision: String(now), older: 'yes' });
    expect(sent.status).toBe(303);
    const review = await (await (await staff('bureau.approver', 'zh-CN'))(`/desk/notices/${id}/review`)).text();
    expect(review).toContain('译文依据的是修改前的原文');
    expect(review).toMatch(/<del>.*二十.*<\/del>/s);
  });

  test('a correction of the main text marks the translation, for readers too', async () => {
    const { id } = await makePublished(services, both);
    const { id: draft } = value(await startCorrection(services, spec.author, id));
    expect(await olderOf(draft)).toEqual([]);
    let now = value(await saveText(services, spec.author, draft, await revisionOf(draft), later)).revision;
    expect(await olderOf(draft)).toEqual(['en']);
    const plan = { reason: '时间写错', told: 'nobody' as const, renews: false, deadlineOn: spec.deadlineOn ?? null };
    now = value(await saveCorrection(services, spec.author, draft, now, plan)).revision;
    expect(troublesOf(await submit(services, spec.author, draft, now))).toEqual(['translationsOlder']);
    value(await submit(services, spec.author, draft, now, { olderConfirmed: true }));
    value(await approve(services, spec.approver, draft, now, ''));
    value(await publish(services, spec.author, draft));
    clock.pass(stopWindow + 1000);
    expect(await olderOf(id)).toEqual(['en']);
    const page = await app.request(`/notices/${id}?lang=en`, { headers: { 'accept-language': 'en' } });
    expect(await page.text()).toContain('made from an earlier text');
  });
});

describe('the page', () => {
  test('shows pairs; what is saved is joined; a wrong form keeps what was typed', async () => {
    const { id, revision } = await makeDraft(services, both);
    const now = value(await saveText(services, spec.author, id, revision, later)).revision;
    const editor = await staff('bureau.editor', 'zh-CN');
    const page = await (await editor(`/desk/notices/${id}/text/en`)).text();
    // Two, and one for what the original has no place for.
    expect(page.match(/name="paragraph\[\]"/g)?.length).toBe(3);
    expect(page).toMatch(/<del>.*二十.*<\/del>.*<ins>.*三十/s);
    const own = await app.request(`/desk/notices/${id}/text/en`, {
      method: 'POST',
      body: new URLSearchParams([
        ['revision', String(now)],
        ['title', ''],
        ['paragraph[]', 'Dear all,'],
        ['paragraph[]', '30 minutes later.'],
        ['agrees', 'yes'],
      ]),
      headers: { cookie: await cookie('bureau.editor'), 'sec-fetch-site': 'same-origin' },
    });
    expect(own.status).toBe(422);
    expect(await own.text()).toContain('30 minutes later.');
    const saved = await app.request(`/desk/notices/${id}/text/en`, {
      method: 'POST',
      body: new URLSearchParams([
        ['revision', String(now)],
        ['title', 'On school hours'],
        ['paragraph[]', 'Dear all,'],
        ['paragraph[]', '30 minutes later.'],
        ['agrees', 'yes'],
      ]),
      headers: { cookie: await cookie('bureau.editor'), 'sec-fetch-site': 'same-origin' },
    });
    expect(saved.status).toBe(303);
    const texts = await textsOf(db, id);
    expect(texts.find((text) => text.language === 'en')?.body).toBe('Dear all,\n\n30 minutes later.');
    expect(await olderOf(id)).toEqual([]);
  });

  test('as one text it is there too, for whoever parts paragraphs otherwise', async () => {
    const { id, revision } = await makeDraft(services, both);
    const editor = await staff('bureau.editor');
    expect(await (await editor(`/desk/notices/${id}/text/en?whole=1`)).text()).toContain('name="body"');
    const saved = await editor(`/desk/notices/${id}/text/en?whole=1`, {
      revision: String(revision),
      ...english,
      body: 'One',
    });
    expect(saved.status).toBe(303);
    expect((await textsOf(db, id)).find((text) => text.language === 'en')?.body).toBe('One');
  });
});
