/**
 * A WeChat Official Account: an article is drafted (draft/add), then published (freepublish/submit), and asked after until
 * the platform says how it went (freepublish/get). Where the account may not publish, or the district wants it so, the
 * draft waits for a person who presses the button there. A draft vanishes when it is published, so that a second attempt
 * at the same one can't publish it twice.
 */

import { cutToBytes, cutToCharacters } from '#platform/cut.ts';
import { escapeHtml } from '#platform/escape.ts';
import type { OutgoingAnswer } from '#platform/fetch.ts';
import type { Content, Credentials, Verdict, WordKind } from '../model/channel.ts';
import { wordsOf } from '../words-around.ts';
import { type Adapter, type Ask, codeIn, httpVerdict, isAt, jsonIn } from './adapter.ts';

export const platform = 'https://api.weixin.qq.com';

/** The token ran out, or another took its place: it is asked for anew, once. */
const tokenOver = [40001, 40014, 42001];
/** Id or secret wrong, this machine not on the list, the account may not do this, the cover is not there. */
const settings = [40013, 40125, 40164, 48001, 40007, 50002, 41004];
/** Used up for the day. */
const usedUp = 45009;
const busy = -1;

interface Token {
  value: string;
  until: number;
}
/** Tokens by account: each asking uses up the day's number. */
const tokens = new Map<string, Token>();

/** Asks after a publication each half minute, the first time after ten seconds. */
const askAfter = 10;

export const wechat: Adapter = {
  // Content: under 20,000 characters and under 1 MB.
  limits: { bytes: 50_000, perMinute: 30 },
  repeatable: true,
  accepts: ({ url, appId, appSecret, cover }, anyHost) =>
    (url === platform || (anyHost && isAt(url, [], '/', true))) &&
    /^wx[0-9a-f]{16}$/.test(appId ?? '') &&
    /^[0-9a-f]{32}$/.test(appSecret ?? '') &&
    Boolean(cover),
  async send({ content, credentials, post, now, ask }) {
    const call = caller(credentials, now, ask);
    const { media, publication } = post.progress;
    if (publication)
      return outcomeOf(await call('/cgi-bin/freepublish/get', { publish_id: publication }), post.progress);
    if (media) return publish(call, media, post.progress);
    const drafted = await call('/cgi-bin/draft/add', { articles: [article(content, post.word, credentials)] });
    if (drafted.verdict) return drafted.verdict;
    const id = drafted.body.media_id;
    if (typeof id !== 'string') return { kind: 'again', code: 'NO_MEDIA_ID' };
    if (!credentials.publishes) return { kind: 'sent', code: 'draft', progress: { media: id } };
    // The draft is written down first: whoever dies here goes on from it and makes no second one.
    return { kind: 'step', code: 'draft', seconds: 0, progress: { media: id } };
  },
};

type Body = Record<string, unknown>;
/** What the platform answered, or why that is none. */
type Answered = { body: Body; verdict?: never } | { verdict: Verdict; body?: never };
type Call = (path: string, json: unknown) => Promise<Answered>;

function article(content: Content, word: WordKind, { cover }: Credentials): Body {
  const { title, office, more } = wordsOf(content, word);
  const text = cutToCharacters(content.text, 15_000);
  const paragraphs = [office, ...text.split('\n').filter((line) => line.trim() !== ''), more];
  return {
    article_type: 'news',
    title: cutToCharacters(title, 32),
    author: cutToCharacters(content.office, 16),
    digest: cutToCharacters(content.text.replace(/\s+/g, ' '), 120),
    content: cutToBytes(paragraphs.map((line) => `<p>${escapeHtml(line)}</p>`).join(''), 900_000),
    content_source_url: content.link,
    thumb_media_id: cover,
    need_open_comment: 0,
    only_fans_can_comment: 0,
  };
}

async function publish(call: Call, media: string, progress: Record<string, string>): Promise<Verdict> {
  const answer = await call('/cgi-bin/freepublish/submit', { media_id: media });
  if (answer.verdict) {
    // The draft is gone: an attempt whose answer was lost has published it.
    return answer.verdict.code === '40007' ? { kind: 'sent', code: 'published' } : answer.verdict;
  }
  const publication = String(answer.body.publish_id ?? '');
  if (publication === '') return { kind: 'again', code: 'NO_PUBLISH_ID' };
  return { kind: 'step', code: 'submitted', seconds: askAfter, progress: { ...progress, publication } };
}

/** publish_status: 0 published, 1 being published, 2 and 3 failed, 4 refused by the check, 5 and 6 taken down since. */
function outcomeOf(answer: Answered, progress: Record<string, string>): Verdict {
  if (answer.verdict) return answer.verdict;
  const status = Number(answer.body.publish_status);
  if (status === 0) return { kind: 'sent', code: 'published' };
  if (status === 1) return { kind: 'step', code: 'publishing', seconds: 30, progress };
  return { kind: 'refused', code: `publish_status ${status}` };
}

/** Calls the platform with a token, and once more with a new one if the token is over. */
function caller(credentials: Credentials, now: Date, ask: Ask): Call {
  const once = async (path: string, json: unknown, fresh: boolean): Promise<Answered> => {
    const token = await tokenOf(credentials, now, ask, fresh);
    if (typeof token !== 'string') return { verdict: token };
    const answer = await ask(`${credentials.url}${path}?access_token=${encodeURIComponent(token)}`, json);
    return bodyOrVerdict(answer);
  };
  return async (path, json) => {
    const first = await once(path, json, false);
    const over = first.verdict && tokenOver.includes(Number(first.verdict.code));
    return over ? once(path, json, true) : first;
  };
}

async function tokenOf(credentials: Credentials, now: Date, ask: Ask, fresh: boolean): Promise<string | Verdict> {
  const { url, appId = '', appSecret = '' } = credentials;
  const key = `${url} ${appId}`;
  const known = tokens.get(key);
  if (known && !fresh && known.until > now.getTime()) return known.value;
  const answer = await ask(`${url}/cgi-bin/stable_token`, {
    grant_type: 'client_credential',
    appid: appId,
    secret: appSecret,
    force_refresh: false,
  });
  const { body, verdict } = bodyOrVerdict(answer);
  if (verdict) return verdict;
  const value = body.access_token;
  if (typeof value !== 'string') return { kind: 'settings', code: 'NO_TOKEN' };
  // Five minutes before its end it is asked for anew.
  tokens.set(key, { value, until: now.getTime() + (Number(body.expires_in ?? 7200) - 300) * 1000 });
  return value;
}

function bodyOrVerdict(answer: OutgoingAnswer): Answered {
  const verdict = httpVerdict(answer);
  if (verdict) return { verdict };
  const body = answer.kind === 'answer' ? jsonIn(answer.body) : undefined;
  if (!body) return { verdict: { kind: 'settings', code: 'NO_JSON' } };
  const errcode = codeIn(answer, 'errcode') ?? 0;
  return errcode === 0 ? { body } : { verdict: verdictOf(errcode) };
}

function verdictOf(errcode: number): Verdict {
  const code = String(errcode);
  if (errcode === usedUp) return { kind: 'wait', code, seconds: 3600 };
  if (errcode === busy) return { kind: 'again', code };
  if (settings.includes(errcode) || tokenOver.includes(errcode)) return { kind: 'settings', code };
  // Among them those that failed the platform's check, or have to be saved or sent by hand there (53503 to 53505).
  return { kind: 'refused', code };
}
