/**
 * The platforms' side of broadcast channels, for tests and the demonstration: checks keys, signatures, clocks and sizes
 * as the platforms document them, counts what comes in a minute, and keeps what it takes.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Said {
  platform: 'wecom' | 'dingtalk' | 'feishu' | 'wechat' | 'webhook';
  /** The text as a reader sees it. */
  text: string;
  title: string;
  bytes: number;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
}

type Behaviour = 'take' | 'refuse' | 'too-fast' | 'http-429' | 'broken' | 'hang' | 'hang-unseen' | 'cut';

export interface Robots {
  origin: string;
  said: Said[];
  requests: string[];
  /** What it does with the next message; may be changed while it runs. */
  behaviour: () => Behaviour;
  keys: { wecom: string; dingtalk: string; dingtalkSecret: string; feishu: string; feishuSecret: string };
  account: { appId: string; appSecret: string; cover: string };
  webhookSecret: string;
  /** Its clock, against which timestamps are judged. */
  now: () => number;
  /** Of the Official Account. */
  drafts: Map<string, Record<string, unknown>>;
  published: Record<string, unknown>[];
  mayPublish: boolean;
  tokenCalls: number;
  /** Makes the token that is known invalid. */
  endToken: () => void;
  addresses: { wecom: string; dingtalk: string; feishu: string; webhook: string };
  stop(): Promise<void>;
}

export async function startRobots(): Promise<Robots> {
  const keys = {
    wecom: '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa',
    dingtalk: 'd1'.repeat(32),
    dingtalkSecret: 'SECtest0000000000000000000000000000',
    feishu: '0f7a1c2e-aaaa-bbbb-cccc-1234567890ab',
    feishuSecret: 'feishusecret1234567890',
  };
  const account = { appId: `wx${'0123456789abcdef'}`, appSecret: 'a0'.repeat(16), cover: 'COVER_MEDIA_ID' };
  let token = 1;
  const publications = new Map<string, number>();
  const robots: Robots = {
    origin: '',
    said: [],
    requests: [],
    behaviour: () => 'take',
    keys,
    account,
    webhookSecret: '',
    now: () => Date.now(),
    drafts: new Map(),
    published: [],
    mayPublish: true,
    tokenCalls: 0,
    endToken: () => {
      token += 1;
    },
    addresses: { wecom: '', dingtalk: '', feishu: '', webhook: '' },
    stop: async () => undefined,
  };

  const wecom = (url: URL, body: Body): Reply => {
    if (url.searchParams.get('key') !== keys.wecom) return [200, { errcode: 93000, errmsg: 'invalid webhook url' }];
    const text = (body.text as { content?: string } | undefined)?.content ?? '';
    if (body.msgtype !== 'text' || text === '') return [200, { errcode: 44004, errmsg: 'empty content' }];
    if (Buffer.byteLength(text) > 2048) return [200, { errcode: 40058, errmsg: 'content exceed max length' }];
    keep('wecom', text.split('\n')[0] ?? '', text, Buffer.byteLength(text), body);
    return [200, { errcode: 0, errmsg: 'ok' }];
  };

  const dingtalk = (url: URL, body: Body, size: number): Reply => {
    if (url.searchParams.get('access_token') !== keys.dingtalk)
      return [200, { errcode: 300001, errmsg: 'token is not exist' }];
    const timestamp = url.searchParams.get('timestamp') ?? '';
    const sign = createHmac('sha256', keys.dingtalkSecret)
      .update(`${timestamp}\n${keys.dingtalkSecret}`)
      .digest('base64');
    const late = Math.abs(robots.now() - Number(timestamp)) > 3_600_000;
    if (late || !same(url.searchParams.get('sign') ?? '', sign))
      return [200, { errcode: 310000, errmsg: 'sign not match' }];
    const markdown = body.markdown as { title?: string; text?: string } | undefined;
    if (body.msgtype !== 'markdown' || !markdown?.title || !markdown.text)
      return [200, { errcode: 400402, errmsg: 'shape' }];
    if (size > 20_000) return [200, { errcode: 460101, errmsg: 'message too long' }];
    keep('dingtalk', markdown.title, markdown.text, size, body);
    return [200, { errcode: 0, errmsg: 'ok' }];
  };

  const feishu = (url: URL, body: Body, size: number): Reply => {
    if (!url.pathname.endsWith(keys.feishu))
      return [400, { code: 19001, msg: 'param invalid: incoming webhook access token invalid' }];
    const timestamp = String(body.timestamp ?? '');
    const sign = createHmac('sha256', `${timestamp}\n${keys.feishuSecret}`).update('').digest('base64');
    const late = Math.abs(robots.now() / 1000 - Number(timestamp)) > 3600;
    if (late || !same(String(body.sign ?? ''), sign))
      return [400, { code: 19021, msg: 'sign match fail or timestamp is not within one hour' }];
    if (size > 20_480) return [400, { code: 9499, msg: 'Bad Request' }];
    const post = (
      body.content as { post?: Record<string, { title?: string; content?: { text?: string; href?: string }[][] }> }
    )?.post;
    const shown = post?.zh_cn ?? post?.en_us;
    if (body.msg_type !== 'post' || !shown?.title || !shown.content) return [400, { code: 9499, msg: 'Bad Request' }];
    const lines = shown.content.map((row) =>
      row.map((part) => [part.text, part.href].filter(Boolean).join(' ')).join(''),
    );
    keep('feishu', shown.title, [shown.title, ...lines].join('\n'), size, body);
    return [200, { code: 0, msg: 'success', data: {}, StatusCode: 0 }];
  };

  const webhook = (_: URL, body: Body, size: number, request: IncomingMessage, raw: string): Reply => {
    const key = Buffer.from(robots.webhookSecret.replace(/^whsec_/, ''), 'base64');
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given } = request.headers;
    const sign = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${raw}`).digest('base64')}`;
    if (Math.abs(robots.now() / 1000 - Number(timestamp)) > 300) return [401, { error: 'timestamp' }];
    if (!String(given).split(' ').includes(sign)) return [401, { error: 'signature' }];
    const data = body.data as { title: string; text: string; link: string };
    keep('webhook', data.title, [data.title, data.text, data.link].join('\n'), size, body, request.headers);
    return [204, {}];
  };

  const wechat = (url: URL, body: Body): Reply => {
    if (url.pathname === '/cgi-bin/stable_token') {
      robots.tokenCalls += 1;
      if (body.appid !== account.appId) return [200, { errcode: 40013, errmsg: 'invalid appid' }];
      if (body.secret !== account.appSecret) return [200, { errcode: 40125, errmsg: 'invalid appsecret' }];
      return [200, { access_token: `TOKEN-${token}`, expires_in: 7200 }];
    }
    if (url.searchParams.get('access_token') !== `TOKEN-${token}`)
      return [200, { errcode: 40001, errmsg: 'invalid credential' }];
    if (url.pathname === '/cgi-bin/draft/add') {
      const [article] = (body.articles as Record<string, unknown>[] | undefined) ?? [];
      const count = (name: string) => Array.from(String(article?.[name] ?? '')).length;
      if (!article || count('title') === 0 || count('title') > 32 || count('author') > 16 || count('digest') > 128) {
        return [200, { errcode: 45003, errmsg: 'title size out of limit' }];
      }
      if (count('content') >= 20_000) return [200, { errcode: 45002, errmsg: 'content size out of limit' }];
      if (article.thumb_media_id !== account.cover) return [200, { errcode: 40007, errmsg: 'invalid media_id' }];
      const id = `MEDIA-${robots.drafts.size + robots.published.length + 1}`;
      robots.drafts.set(id, article);
      return [200, { media_id: id }];
    }
    if (url.pathname === '/cgi-bin/freepublish/submit') {
      if (!robots.mayPublish) return [200, { errcode: 48001, errmsg: 'api unauthorized' }];
      const id = String(body.media_id);
      const article = robots.drafts.get(id);
      if (!article) return [200, { errcode: 40007, errmsg: 'invalid media_id' }];
      robots.drafts.delete(id);
      robots.published.push(article);
      const publication = `PUB-${robots.published.length}`;
      publications.set(publication, 1);
      return [200, { errcode: 0, errmsg: 'ok', publish_id: publication, msg_data_id: '1' }];
    }
    if (url.pathname === '/cgi-bin/freepublish/get') {
      const id = String(body.publish_id);
      const left = publications.get(id);
      if (left === undefined) return [200, { errcode: 53600, errmsg: 'Article ID is invalid' }];
      publications.set(id, 0);
      return [200, { publish_id: id, publish_status: left }];
    }
    return [404, {}];
  };

  const rooms: [
    string,
    (url: URL, body: Body, size: number, request: IncomingMessage, raw: string) => Reply,
    object,
  ][] = [
    ['/cgi-bin/webhook/send', wecom, { errcode: 45009, errmsg: 'api freq out of limit' }],
    ['/robot/send', dingtalk, { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' }],
    ['/open-apis/bot/v2/hook/', feishu, { code: 11232, msg: 'frequency limited psm' }],
    ['/hook', webhook, { error: 'slow down' }],
    ['/cgi-bin/', wechat, { errcode: 45009, errmsg: 'reach max api daily quota limit' }],
  ];

  function keep(
    platform: Said['platform'],
    title: string,
    text: string,
    bytes: number,
    body: Body,
    headers: IncomingMessage['headers'] = {},
  ): void {
    robots.said.push({ platform, title, text, bytes, headers, body });
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://robots.test');
    robots.requests.push(url.pathname);
    let raw = '';
    for await (const piece of request) raw += piece;
    const what = robots.behaviour();
    if (what === 'hang-unseen') return;
    if (what === 'cut') return void request.socket.destroy();
    if (what === 'http-429') return void response.writeHead(429, { 'retry-after': '7' }).end();
    if (what === 'broken') return void response.writeHead(502).end('<html>bad gateway</html>');
    const found = rooms.find(([path]) => url.pathname.startsWith(path));
    if (!found) return void response.writeHead(404).end();
    if (what === 'refuse') return void response.writeHead(200).end(JSON.stringify({ errcode: 44004, code: 44004 }));
    if (what === 'too-fast') return void response.writeHead(200).end(JSON.stringify(found[2]));
    const [status, body] = found[1](url, JSON.parse(raw) as Body, Buffer.byteLength(raw), request, raw);
    if (what === 'hang') return;
    response.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? '' : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  robots.origin = origin;
  robots.addresses = {
    wecom: `${origin}/cgi-bin/webhook/send?key=${keys.wecom}`,
    dingtalk: `${origin}/robot/send?access_token=${keys.dingtalk}`,
    feishu: `${origin}/open-apis/bot/v2/hook/${keys.feishu}`,
    webhook: `${origin}/hook`,
  };
  robots.stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return robots;
}

type Body = Record<string, unknown>;
type Reply = [number, object];

function same(given: string, right: string): boolean {
  return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right));
}
