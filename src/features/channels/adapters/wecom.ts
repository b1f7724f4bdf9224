/**
 * WeCom's group robot (developer.work.weixin.qq.com/document/path/99110): the key in the address is the secret. The
 * answer is always 200 and says by errcode how it went. Text, not Markdown: families read it in WeChat, which shows none.
 */
import { bytesOf, cutToBytes } from '#platform/cut.ts';
import { wordsOf } from '../words-around.ts';
import { type Adapter, codeIn, httpVerdict, isAt } from './adapter.ts';

/** Too many a minute: 20 are let through. */
const tooFast = 45009;
/** The robot is gone, or its key is wrong. */
const noRobot = [93000, 40058, 40001];
const busy = [-1, 45033];

export const wecom: Adapter = {
  // 2,048 bytes of text; of 20 a minute two are left for whoever else uses the robot.
  limits: { bytes: 2048, perMinute: 18 },
  repeatable: false,
  accepts: ({ url }, anyHost) =>
    isAt(url, ['qyapi.weixin.qq.com'], '/cgi-bin/webhook/send', anyHost) && new URL(url).searchParams.has('key'),
  async send({ content, credentials, post, ask }) {
    const around = wordsOf(content, post.word);
    const [head, foot] = [calm(around.head), calm(around.foot)];
    const room = this.limits.bytes - bytesOf(`${head}\n\n\n\n${foot}`);
    const text = [head, cutToBytes(calm(content.text), room), foot].filter(Boolean).join('\n\n');
    const answer = await ask(credentials.url, { msgtype: 'text', text: { content: text } });
    const verdict = httpVerdict(answer);
    if (verdict) return verdict;
    const errcode = codeIn(answer, 'errcode');
    if (errcode === undefined) return { kind: 'settings', code: 'NO_ROBOT' };
    const code = String(errcode);
    if (errcode === 0) return { kind: 'sent', code };
    if (errcode === tooFast) return { kind: 'wait', code, seconds: 60 };
    if (busy.includes(errcode)) return { kind: 'again', code };
    if (noRobot.includes(errcode)) return { kind: 'settings', code };
    return { kind: 'refused', code };
  },
};

/** <@…> would call somebody by name: nobody who writes a notice means that. Before it is cut: the sign that stays is longer. */
function calm(text: string): string {
  return text.replaceAll('<@', '＜@');
}
