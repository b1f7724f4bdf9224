/**
 * DingTalk's custom robot, signed (open.dingtalk.com, custom robot security): the signature stands in the address and is
 * good for an hour. Over 20 messages a minute the robot is silenced for ten minutes.
 */
import { createHmac } from 'node:crypto';
import { bytesOf, cutToBytes, cutToCharacters } from '#platform/cut.ts';
import { wordsOf } from '../words-around.ts';
import { type Adapter, codeIn, httpVerdict, isAt } from './adapter.ts';

const tooFast = [130101, 90030, 410100];
/** Signature, key word or address list; the token is unknown; the group is gone. */
const settings = [310000, 300001, 300005, 400101, 400102, 400105, 40035];
const busy = [-1, 400013];

export function signedAddress(url: string, secret: string, now: Date): string {
  const timestamp = String(now.getTime());
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  const address = new URL(url);
  address.searchParams.set('timestamp', timestamp);
  address.searchParams.set('sign', sign);
  return address.href;
}

export const dingtalk: Adapter = {
  // Bodies of 20,000 bytes are refused; the rest of the room is the shell around the text and its escapes.
  limits: { bytes: 6000, perMinute: 18 },
  repeatable: false,
  accepts: ({ url, secret }, anyHost) =>
    isAt(url, ['oapi.dingtalk.com'], '/robot/send', anyHost) &&
    new URL(url).searchParams.has('access_token') &&
    Boolean(secret),
  async send({ content, credentials, post, now, ask }) {
    const { title, office, foot } = wordsOf(content, post.word);
    const room = this.limits.bytes - bytesOf(title + office + foot);
    const parts = [`### ${plain(title)}`, plain(office), plain(cutToBytes(content.text, room)), foot];
    const json = {
      msgtype: 'markdown',
      markdown: { title: cutToCharacters(title, 60), text: parts.filter(Boolean).join('\n\n') },
      at: { isAtAll: false },
    };
    const answer = await ask(signedAddress(credentials.url, credentials.secret ?? '', now), json);
    const verdict = httpVerdict(answer);
    if (verdict) return verdict;
    const errcode = codeIn(answer, 'errcode');
    if (errcode === undefined) return { kind: 'settings', code: 'NO_ROBOT' };
    const code = String(errcode);
    if (errcode === 0) return { kind: 'sent', code };
    if (tooFast.includes(errcode)) return { kind: 'wait', code, seconds: 600 };
    if (busy.includes(errcode)) return { kind: 'again', code };
    if (settings.includes(errcode)) return { kind: 'settings', code };
    return { kind: 'refused', code };
  },
};

/** What is written is no Markdown here: each sign stands for itself, and lines stay lines. */
function plain(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~]/g, (sign) => `\\${sign}`)
    .replace(/^(\s*)([-+]|\d+[.)])(\s)/gm, '$1\\$2$3')
    .replace(/\n/g, '  \n');
}
