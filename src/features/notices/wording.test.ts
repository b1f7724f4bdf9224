/** Words around a Tibetan text: the operator's in mail, page and document, whole or not at all; without them the fallback. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { framedLanguages, loadWording, phrasesToTranslate } from '../../platform/wording.ts';
import { composeDigest } from '../delivery/compose/digest.ts';
import { withUnsubscribe } from '../delivery/compose/footer.ts';
import { composeContents } from './compose.ts';
import { officialDocument } from './documents/compose.ts';
import { makePublished } from './factory.ts';
import type { Notice } from './model/notice.ts';
import { noticeById, wholeOf } from './queries/notices.ts';

const { db, app, services, spec, cast, linkOf, clock } = await noticeScene();
let data = '';

/** A language that nobody speaks: each phrase in Chinese between brackets. */
const pseudo = () => Object.fromEntries(phrasesToTranslate().map((one) => [one.name, `⟦${one['zh-CN']}⟧`]));

function supply(content: unknown, name = 'bo.json'): string[] {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(data, 'wording', name), text);
  return loadWording(data);
}

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'belfry-wording-'));
  mkdirSync(join(data, 'wording'));
});
afterEach(() => {
  expect(loadWording(join(data, 'none'))).toEqual([]);
});

async function contentIn(language: string) {
  const { id } = await makePublished(services, spec);
  const whole = await wholeOf(db, (await noticeById(db, id)) as Notice);
  const contents = composeContents(whole, { office: '教育局', publicUrl: 'https://x.org', purpose: 'notice' });
  const found = contents.find((one) => one.language === language);
  if (!found) throw new Error(`nothing in ${language}`);
  return found;
}

describe('what is wrong with a file', () => {
  test('is said by name, and the whole of it is left aside', async () => {
    const phrases = pseudo();
    const first = phrasesToTranslate()[0]?.name as string;
    expect(supply({ phrases: { ...phrases, 'mail.subject': '⟦{title}⟧' } })).toEqual([
      'bo.json: mail.subject: {office} is missing',
    ]);
    expect(supply({ phrases: { ...phrases, 'mail.subject': '⟦{office}{title}{name}⟧' } })).toEqual([
      'bo.json: mail.subject: there is no {name}',
    ]);
    expect(supply({ phrases: { ...phrases, 'mail.short': '⟦{office}{title}⟧' } })).toEqual([
      'bo.json: mail.short: {{link}} is missing',
    ]);
    expect(supply({ phrases: { ...phrases, 'mail.subject': '⟦{office⟧' } })).toEqual([
      'bo.json: mail.subject: its brackets { } or apostrophes do not close',
    ]);
    expect(supply({ phrases: { ...phrases, 'page.nonsense': '⟦⟧' } })).toEqual([
      'bo.json: page.nonsense: there is no such phrase',
    ]);
    expect(supply({ phrases: { ...phrases, [first]: ' ' } })).toEqual([`bo.json: ${first}: is missing`]);
    expect(supply({ phrases: {} })).toHaveLength(phrasesToTranslate().length);
    expect(supply('{')).toEqual(['bo.json: not JSON']);
    expect(supply({ fallback: 'fr' })[0]).toMatch(/^bo\.json: fallback: /);
    expect(supply({ words: {} })[0]).toMatch(/^bo\.json: file: /);
    expect((await contentIn('bo')).text).toContain('发布单位');
  });

  test('a file of another name is named; no folder is no trouble', () => {
    expect(supply({ phrases: {} }, 'fr.json')).toEqual(['fr.json: not one of bo.json, qxs.json']);
    expect(framedLanguages).toEqual(['bo', 'qxs']);
  });

  test('every phrase of the pseudo-language is taken', () => {
    expect(phrasesToTranslate().length).toBeGreaterThan(80);
    expect(new Set(phrasesToTranslate().map((one) => one.name)).size).toBe(phrasesToTranslate().length);
    expect(supply({ phrases: pseudo() })).toEqual([]);
  });
});

describe('with the words there', () => {
  test('mail, text message and the line to unsubscribe speak them; other languages are as before', async () => {
    const before = [await contentIn('zh-CN'), await contentIn('en')].map((one) => one.text.replaceAll(/\/\d+/g, ''));
    supply({ phrases: pseudo() });
    const { subject, text, html, short } = await contentIn('bo');
    expect(subject).toMatch(/^⟦【教育局】.*⟧$/);
    expect(text).toContain('⟦发布单位：教育局⟧');
    expect(text).toContain('⟦请于⟦2026年11月27日⟧前打开下面的链接确认收到');
    expect(html).toContain('<div lang="bo" style="font:17px/2.1');
    expect(html).toContain('⟦查看并确认收到⟧');
    // Nothing of the frame is left in Chinese.
    const outside = text.replace(spec.number ?? '', '').replaceAll(/⟦[^⟦⟧]*(⟦[^⟦⟧]*⟧)?[^⟦⟧]*⟧/g, '');
    expect(outside).not.toMatch(/[一-鿿]{2}/);
    expect(short).toContain('{{link}}');
    const mail = withUnsubscribe({ language: 'bo', subject, text, html }, '教育局');
    expect(mail.text).toContain('⟦不再接收邮件通知⟧: {{unsubscribe}}');
    const part = { office: '教育局', language: 'bo', subject, text, html, link: 'https://x.org/m/1' };
    const digest = composeDigest('bo', [part, part], { from: 'a@x.org', fromName: null });
    expect([digest.language, digest.subject]).toEqual(['bo', `⟦2 份通知：${subject} 等⟧`]);
    const after = [await contentIn('zh-CN'), await contentIn('en')].map((one) => one.text.replaceAll(/\/\d+/g, ''));
    expect(after).toEqual(before);
  });

  test('the personal and the public page speak them around the Tibetan text, and say so to a screen reader', async () => {
    supply({ phrases: pseudo() });
    const { id, messageId } = await makePublished(services, spec);
    clock.pass(61_000);
    const link = linkOf(messageId, cast.separated.mother);
    const page = await (await app.request(`${link}?lang=bo`)).text();
    expect(page).toMatch(/<main id="main" tabindex="-1" lang="bo">/);
    expect(page).toContain('⟦我已收到⟧');
    expect(page).toContain('⟦请于⟦2026年11月27日⟧前确认。⟧');
    expect(await (await app.request(`${link}?lang=zh-CN`)).text()).not.toContain('⟦');
    const open = await (await app.request(`/notices/${id}?lang=bo`)).text();
    expect(open).toContain('⟦下载 PDF⟧');
    expect(await (await app.request(`/notices/${id}?lang=zh-CN`)).text()).not.toContain('⟦');
  });

  test('so does the document', async () => {
    supply({ phrases: pseudo() });
    const { id } = await makePublished(services, spec);
    const whole = await wholeOf(db, (await noticeById(db, id)) as Notice);
    const issue = {
      office: '教育局',
      publicUrl: 'https://x.org',
      publishedOn: '2026-11-20',
      correctedOn: null,
      today: '2026-11-20',
    };
    const text = whole.texts.find((one) => one.language === 'bo');
    const document = officialDocument(whole, text as NonNullable<typeof text>, issue);
    expect(document.date).toBe('⟦2026年11月20日⟧');
    expect(document.words.attachment).toBe('⟦附件⟧');
    expect(document.notes.every((note) => note.startsWith('⟦'))).toBe(true);
    expect(document.notes.length).toBeGreaterThan(0);
  });
});

test('without words the operator may say what stands in: English, or Chinese as it is by itself', async () => {
  expect((await contentIn('bo')).text).toContain('发布单位：教育局');
  expect(supply({ fallback: 'en' })).toEqual([]);
  const content = await contentIn('bo');
  expect(content.text).toContain('Issued by 教育局');
  expect(content.text).toContain('27 November 2026');
  const { messageId } = await makePublished(services, spec);
  clock.pass(61_000);
  const page = await (await app.request(`${linkOf(messageId, cast.separated.mother)}?lang=bo`)).text();
  expect(page).toContain('I have received it');
});
