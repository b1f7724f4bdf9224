import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startRobots } from '../../../../test/support/robots.ts';
import { bytesOf, cutToBytes, cutToCharacters } from '../../../platform/cut.ts';
import { outgoingOutside } from '../../../platform/fetch-outside.ts';
import { secretInWords } from '../../../platform/standard-webhooks.ts';
import type { Content, Credentials, Kind, Verdict, WordKind } from '../model/channel.ts';
import { adapters } from './register.ts';

const robots = await startRobots();
afterAll(() => robots.stop());
const signing = Buffer.alloc(32, 5);
robots.webhookSecret = secretInWords(signing);
beforeEach(() => {
  robots.said = [];
  robots.requests = [];
  robots.published = [];
  robots.drafts.clear();
  robots.behaviour = () => 'take';
  robots.mayPublish = true;
});

const content: Content = {
  language: 'zh-CN',
  title: '关于冬季作息时间的通知',
  text: '各位家长：\n12月1日起，早读改为8:20。',
  office: '清溪县教育局',
  link: 'https://belfry.test/notices/12',
  exercise: false,
};
const { addresses, keys, account } = robots;
const credentials: Record<Kind, Credentials> = {
  wecom: { url: addresses.wecom },
  dingtalk: { url: addresses.dingtalk, secret: keys.dingtalkSecret },
  feishu: { url: addresses.feishu, secret: keys.feishuSecret },
  wechat: { url: robots.origin, ...account, publishes: true },
  webhook: { url: addresses.webhook },
};

function send(
  kind: Kind,
  more: {
    content?: Content;
    word?: WordKind;
    credentials?: Credentials;
    now?: Date;
    timeout?: number;
    progress?: Record<string, string>;
  } = {},
): Promise<Verdict> {
  return adapters[kind].send({
    post: { id: 'a1b2', word: more.word ?? 'published', subject: 'notice:12', progress: more.progress ?? {} },
    content: more.content ?? content,
    credentials: more.credentials ?? credentials[kind],
    signing,
    now: more.now ?? new Date(),
    ask: (url, json, headers = {}) =>
      outgoingOutside(url, {
        body: JSON.stringify(json),
        headers: { 'content-type': 'application/json', ...headers },
        timeout: more.timeout ?? 2000,
        allowPrivate: true,
      }),
  });
}

const robotKinds = ['wecom', 'dingtalk', 'feishu', 'webhook'] as const;

it('WeCom calls nobody by name, and a long text that tries still fits', async () => {
  const calling = { ...content, text: '<@all>请'.repeat(600) };
  expect(await send('wecom', { content: calling })).toMatchObject({ kind: 'sent' });
  expect(robots.said[0]?.text).toContain('＜@all>请＜@all>');
  expect(robots.said[0]?.text).not.toContain('<@');
});

describe.each(robotKinds)('%s', (kind) => {
  it('is believed by the platform: key, signature, clock; and says title, office, text and link', async () => {
    expect(await send(kind)).toMatchObject({ kind: 'sent' });
    const [said] = robots.said;
    expect(said?.title).toBe(content.title);
    for (const part of ['冬季作息', '早读改为8:20', 'belfry.test/notices/12']) expect(said?.text).toContain(part);
    expect(JSON.stringify(said?.body)).toContain('清溪县教育局');
  });

  it('cuts what is too long between characters, and leaves the link', async () => {
    const long = { ...content, text: '家长朋友们：“请”\n'.repeat(6000), title: '长'.repeat(90) };
    expect(await send(kind, { content: long })).toMatchObject({ kind: 'sent' });
    const [said] = robots.said;
    expect(said?.text).toContain('……');
    expect(said?.text).toContain(long.link);
    expect(said?.text).not.toContain('\ufffd');
  });

  it('waits when it is told that it is too fast', async () => {
    robots.behaviour = () => 'http-429';
    expect(await send(kind)).toEqual({ kind: 'wait', code: 'HTTP 429', seconds: 7 });
    if (kind === 'webhook') return;
    robots.behaviour = () => 'too-fast';
    expect(await send(kind)).toMatchObject({ kind: 'wait', seconds: kind === 'dingtalk' ? 600 : 60 });
  });

  it('knows what was perhaps said from what was not', async () => {
    robots.behaviour = () => 'hang';
    expect(await send(kind, { timeout: 200 })).toEqual({ kind: 'unknown', code: 'timeout' });
    robots.behaviour = () => 'cut';
    expect(await send(kind)).toMatchObject({ kind: 'unknown', code: 'ECONNRESET' });
    robots.behaviour = () => 'broken';
    expect(await send(kind)).toEqual({ kind: 'again', code: 'HTTP 502' });
    const gone = await startRobots();
    await gone.stop();
    const url = credentials[kind].url.replace(robots.origin, gone.origin);
    expect(await send(kind, { credentials: { ...credentials[kind], url } })).toEqual({
      kind: 'again',
      code: 'ECONNREFUSED',
    });
  });

  it('marks what it takes back, and an exercise before all else', async () => {
    const exercise = { ...content, title: '【演练】洪水', exercise: true };
    await send(kind, { content: exercise, word: 'ended' });
    expect(robots.said[0]?.title).toBe('【演练】【解除】洪水');
    await send(kind, { content: { ...exercise, title: '无标签的标题' }, word: 'update' });
    expect(robots.said[1]?.title).toBe('【演练】无标签的标题');
  });
});

describe('settings that are wrong are told from messages that are', () => {
  it.each([
    ['wecom', { url: addresses.wecom.replace(/key=.*/, 'key=other') }, '93000'],
    ['dingtalk', { url: addresses.dingtalk, secret: 'SECother' }, '310000'],
    ['dingtalk', { url: addresses.dingtalk.replace(/token=.*/, 'token=other'), secret: keys.dingtalkSecret }, '300001'],
    ['feishu', { url: addresses.feishu, secret: 'other' }, '19021'],
    ['feishu', { url: `${addresses.feishu}x`, secret: keys.feishuSecret }, '19001'],
    ['webhook', { url: `${robots.origin}/nowhere` }, 'HTTP 404'],
  ] as const)('%s', async (kind, wrong, code) => {
    expect(await send(kind, { credentials: wrong })).toEqual({ kind: 'settings', code });
    expect(robots.said).toEqual([]);
  });

  it('a clock that is wrong by more than an hour', async () => {
    const now = new Date(Date.now() - 2 * 3_600_000);
    expect(await send('dingtalk', { now })).toEqual({ kind: 'settings', code: '310000' });
    expect(await send('feishu', { now })).toEqual({ kind: 'settings', code: '19021' });
  });

  it('an address of another host, or without its key, is not accepted', () => {
    const { wecom, dingtalk, feishu, webhook, wechat } = adapters;
    expect(wecom.accepts({ url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a' }, false)).toBe(true);
    for (const url of [
      'https://qyapi.weixin.qq.com.evil.test/cgi-bin/webhook/send?key=a',
      'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a',
      'https://qyapi.weixin.qq.com/cgi-bin/webhook/send',
      'qyapi',
      addresses.wecom,
    ]) {
      expect(wecom.accepts({ url }, false), url).toBe(false);
    }
    const robot = 'https://oapi.dingtalk.com/robot/send?access_token=a';
    expect(dingtalk.accepts({ url: robot, secret: 'SEC1' }, false)).toBe(true);
    expect(dingtalk.accepts({ url: robot }, false)).toBe(false);
    expect(feishu.accepts({ url: 'https://open.feishu.cn/open-apis/bot/v2/hook/a', secret: 's' }, false)).toBe(true);
    expect(webhook.accepts({ url: 'http://register.test/hook' }, false)).toBe(false);
    expect(wechat.accepts({ url: 'https://evil.test', ...account }, false)).toBe(false);
    expect(wechat.accepts({ url: 'https://api.weixin.qq.com', ...account }, false)).toBe(true);
  });
});

describe('nobody is called by name, and nothing written becomes a format', () => {
  it('wecom', async () => {
    await send('wecom', { content: { ...content, text: '请看 <@all> 和 <@wangfang>' } });
    expect(robots.said[0]?.text).not.toContain('<@');
  });

  it('dingtalk', async () => {
    await send('dingtalk', { content: { ...content, text: '# 标题\n[点我](http://evil.test)\n- 一\n1. 二\n**粗**' } });
    expect(robots.said[0]?.text).toContain('\\# 标题');
    expect(robots.said[0]?.text).toContain('\\[点我\\](http://evil.test)');
    expect(robots.said[0]?.text).toContain('\\- 一');
    expect(robots.said[0]?.text).toContain('\\*\\*粗\\*\\*');
    expect(robots.said[0]?.body.at).toEqual({ isAtAll: false });
  });
});

describe('the Official Account', () => {
  it('drafts, publishes, and asks how it went', async () => {
    const first = await send('wechat', { content: { ...content, title: '长'.repeat(40) } });
    expect(first).toMatchObject({ kind: 'step', code: 'draft', progress: { media: expect.any(String) } });
    const second = await send('wechat', { progress: 'progress' in first ? first.progress : {} });
    expect(second).toMatchObject({ kind: 'step', code: 'submitted', seconds: 10 });
    const progress = 'progress' in second && second.progress ? second.progress : {};
    expect(await send('wechat', { progress })).toMatchObject({ kind: 'step', code: 'publishing' });
    expect(await send('wechat', { progress })).toEqual({ kind: 'sent', code: 'published' });
    expect(robots.published).toHaveLength(1);
    expect(robots.published[0]).toMatchObject({ content_source_url: content.link, author: '清溪县教育局' });
    expect(String(robots.published[0]?.content)).toContain('<p>12月1日起，早读改为8:20。</p>');
  });

  it('leaves the draft to a person where it is to', async () => {
    const drafts = { ...credentials.wechat, publishes: false };
    expect(await send('wechat', { credentials: drafts })).toMatchObject({ kind: 'sent', code: 'draft' });
    expect(robots.drafts.size).toBe(1);
    expect(robots.published).toEqual([]);
  });

  it('publishes nothing twice when the answer to the first attempt was lost', async () => {
    const first = await send('wechat');
    const progress = 'progress' in first && first.progress ? first.progress : {};
    robots.behaviour = () => 'hang';
    expect(await send('wechat', { progress, timeout: 200 })).toEqual({ kind: 'unknown', code: 'timeout' });
    robots.behaviour = () => 'take';
    expect(await send('wechat', { progress })).toEqual({ kind: 'sent', code: 'published' });
    expect(robots.published).toHaveLength(1);
  });

  it('asks for a new token once when the old one is over, and not for each message', async () => {
    await send('wechat');
    const calls = robots.tokenCalls;
    await send('wechat');
    expect(robots.tokenCalls).toBe(calls);
    robots.endToken();
    expect(await send('wechat')).toMatchObject({ kind: 'step' });
    expect(robots.tokenCalls).toBe(calls + 1);
  });

  it('says what is wrong with account, cover and rights', async () => {
    const wrong = (more: Partial<Credentials>) => send('wechat', { credentials: { ...credentials.wechat, ...more } });
    expect(await wrong({ appId: `wx${'f'.repeat(16)}` })).toEqual({ kind: 'settings', code: '40013' });
    expect(await wrong({ cover: 'OTHER' })).toEqual({ kind: 'settings', code: '40007' });
    robots.mayPublish = false;
    const first = await send('wechat');
    const progress = 'progress' in first && first.progress ? first.progress : {};
    expect(await send('wechat', { progress })).toEqual({ kind: 'settings', code: '48001' });
    robots.behaviour = () => 'too-fast';
    expect(await send('wechat')).toMatchObject({ kind: 'wait', seconds: 3600 });
  });
});

describe('cutting', () => {
  it('keeps to the bytes and never divides a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 6, max: 300 }), (text, most) => {
        const cut = cutToBytes(text, most);
        expect(bytesOf(cut)).toBeLessThanOrEqual(most);
        if (cut !== text) expect(text.startsWith(cut.slice(0, -2))).toBe(true);
        expect(Buffer.from(cut).toString('utf8')).toBe(cut);
      }),
    );
    expect(cutToBytes('👨‍👩‍👧'.repeat(3), 26)).toBe('👨‍👩‍👧……');
    expect(cutToCharacters('一二三四', 3)).toBe('一二…');
  });

  it('an exercise says so in every channel, whatever is written and however much is cut', async () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 3000 });
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.constantFrom(...robotKinds),
        fc.constantFrom('zh-CN', 'en', 'bo'),
        async (text, kind, language) => {
          robots.said = [];
          await send(kind, {
            content: { ...content, language, title: `${text.slice(0, 100)}x`, text, exercise: true },
            word: 'update',
          });
          expect(robots.said[0]?.title).toMatch(language === 'en' ? /^\[EXERCISE\] / : /^【演练】/);
        },
      ),
      { numRuns: 60 },
    );
  });
});
