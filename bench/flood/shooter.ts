/** A process that sends junk at a fixed rate, whether it is answered or not, each request from another address. */
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Packed, Sort } from './forms.ts';

export interface Volley {
  url: string;
  sorts: Sort[];
  perSecond: number;
  seconds: number;
}

export interface Shot {
  /** By sort, how often each status; `closed` is a connection that was closed before all was sent. */
  answers: Record<string, Record<string, number>>;
  /** How late the last one left. */
  lateMs: number;
  /** The fewest that left in one second. */
  fewest: number;
  mb: number;
}

async function shootAll({ url, sorts, perSecond, seconds }: Volley): Promise<Shot> {
  const agent = new Agent({ keepAlive: true });
  const answers: Shot['answers'] = Object.fromEntries(sorts.map(({ name }) => [name, {}]));
  const left = new Array<number>(seconds).fill(0);
  const running: Promise<void>[] = [];
  let bytes = 0;
  const began = performance.now();
  for (let n = 0; n < seconds * perSecond; n += 1) {
    const wait = began + (n * 1000) / perSecond - performance.now();
    if (wait > 1) await pause(wait);
    const second = Math.floor((performance.now() - began) / 1000);
    if (second < seconds) left[second] = (left[second] ?? 0) + 1;
    const sort = sorts[n % sorts.length] as Sort;
    const form = sort.forms[Math.floor(n / sorts.length) % sort.forms.length] as Packed;
    bytes += form.body.length;
    const counted = answers[sort.name] ?? {};
    running.push(
      shoot(agent, `${url}/ask/${sort.page}?language=zh-CN`, form).then((status) => {
        counted[status] = (counted[status] ?? 0) + 1;
      }),
    );
  }
  const lateMs = performance.now() - began - seconds * 1000;
  await Promise.all(running);
  agent.destroy();
  return { answers, lateMs: Math.max(0, lateMs), fewest: Math.min(...left), mb: bytes / 1024 ** 2 };
}

function shoot(agent: Agent, url: string, { type, body }: Packed): Promise<string> {
  const [a, b, c] = randomBytes(3);
  const headers = { 'content-type': type, 'content-length': body.length, 'x-forwarded-for': `10.${a}.${b}.${c}` };
  return new Promise((answered) => {
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('close', () => answered(String(answer.statusCode)));
    });
    sent.once('error', () => answered('closed'));
    sent.end(body);
  });
}

process.once('message', async (volley) => {
  const shot = await shootAll(volley as Volley);
  process.send?.(shot, () => process.disconnect());
});
process.send?.('ready');
