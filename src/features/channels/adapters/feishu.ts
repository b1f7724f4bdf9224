/**
 * Feishu's custom robot, signed (open.feishu.cn, custom bot guide): the signature stands in the body; key and message are
 * the other way round than DingTalk's. At most 20 KB, 100 a minute and 5 a second.
 */
import { createHmac } from 'node:crypto';
import { bytesOf, cutToBytes } from '#platform/cut.ts';
import { wordsOf } from '../words-around.ts';
import { type Adapter, codeIn, httpVerdict, isAt } from './adapter.ts';

const tooFast = [11232, 99991400];
/** Signature, address list, key word; the robot is not in the group any more. */
const settings = [19021, 19022, 19024, 19001, 19007, 9499];
const busy = [11202, 1000, 190001];

/** Over an empty message: timestamp and secret are the key. */
export function signature(timestamp: string, secret: string): string {
  return createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64');
}

export const feishu: Adapter = {
  // In JSON a line end is two bytes and a quotation mark as well: half of the 20 KB is room enough for all of it.
  limits: { bytes: 9000, perMinute: 90 },
  repeatable: false,
  accepts: ({ url, secret }, anyHost) =>
    isAt(url, ['open.feishu.cn', 'open.larksuite.com'], '/open-apis/bot/v2/hook/', anyHost) && Boolean(secret),
  async send({ content, credentials, post, now, ask }) {
    const { title, office, more } = wordsOf(content, post.word);
    const text = cutToBytes(content.text, this.limits.bytes - bytesOf(title + office + more + content.link));
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const line = (value: string) => [{ tag: 'text', text: value }];
    const rows = [
      line(office),
      ...text.split('\n').filter(Boolean).map(line),
      [{ tag: 'a', text: more, href: content.link }],
    ];
    const answer = await ask(credentials.url, {
      timestamp,
      sign: signature(timestamp, credentials.secret ?? ''),
      msg_type: 'post',
      content: { post: { [content.language === 'en' ? 'en_us' : 'zh_cn']: { title, content: rows } } },
    });
    const verdict = httpVerdict(answer);
    // Their gateway answers 400 with a code of its own in the body.
    const errcode = codeIn(answer, 'code', 'StatusCode');
    if (errcode === undefined) return verdict ?? { kind: 'settings', code: 'NO_ROBOT' };
    const code = String(errcode);
    if (errcode === 0) return verdict ?? { kind: 'sent', code };
    if (tooFast.includes(errcode)) return { kind: 'wait', code, seconds: 60 };
    if (busy.includes(errcode)) return { kind: 'again', code };
    if (settings.includes(errcode)) return { kind: 'settings', code };
    return { kind: 'refused', code };
  },
};
