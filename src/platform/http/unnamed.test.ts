import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { movableClock } from '../../features/notices/factory.ts';
import type { Env } from './context.ts';
import { unnamed } from './unnamed.ts';

const clock = movableClock('2026-11-20T01:00:00Z');

function app() {
  const made = new Hono<Env>();
  made.use(async (c, next) => {
    c.set('services', { clock } as unknown as Env['Variables']['services']);
    await next();
  });
  made.use(
    '/ask/*',
    unnamed((c) => c.req.header('x-real-ip')),
  );
  made.all('*', async (c) =>
    c.json({
      headers: Object.keys(c.req.header()).sort(),
      env: c.env ?? {},
      sender: c.var.sender ?? '',
      language: c.var.language,
    }),
  );
  return made;
}

const headers = {
  cookie: 'a=b',
  'user-agent': 'x',
  'x-real-ip': '10.0.0.1',
  'accept-language': 'en',
  'sec-ch-ua': 'y',
  dnt: '1',
};
const made = app();
const ask = async (path: string, more: Record<string, string> = {}) => {
  const answer = await made.request(
    path,
    { method: 'POST', body: new URLSearchParams({ a: 'b' }), headers: { ...headers, ...more } },
    { incoming: { socket: {} } },
  );
  return (await answer.json()) as { headers: string[]; env: object; sender: string; language: string };
};

test.each(['/ask', '/ask/case', '/ask?language=zh-CN'])('handlers of %s find nothing of who asks', async (path) => {
  const seen = await ask(path);
  expect(seen.headers).toEqual(['content-type']);
  expect(seen.env).toEqual({});
  expect(seen.sender).toHaveLength(43);
  expect(seen.language).toBe(path.includes('zh-CN') ? 'zh-CN' : 'en');
});

test('one address is the same for some minutes, another one is another, and none is nobody', async () => {
  const first = (await ask('/ask')).sender;
  expect((await ask('/ask')).sender).toBe(first);
  expect((await ask('/ask', { 'x-real-ip': '10.0.0.2' })).sender).not.toBe(first);
  clock.set('2026-11-20T01:11:00Z');
  expect((await ask('/ask')).sender).not.toBe(first);
});
