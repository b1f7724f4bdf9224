import { afterAll, expect, it } from 'vitest';
import { startHookCatcher } from './hook-catcher.ts';

const catcher = await startHookCatcher({ httpPort: 0 });
afterAll(() => catcher.stop());

const headers = { 'webhook-id': 'm-1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' };
const send = (body: string, more: Record<string, string> = headers) =>
  fetch(catcher.url, { method: 'POST', headers: { 'content-type': 'application/json', ...more }, body });

it('takes what is signed, once for each id, and shows it as text', async () => {
  const body = JSON.stringify({ type: 'notice.published', data: { note: '<script>x</script>' } });
  expect((await send(body)).status).toBe(204);
  expect((await send(body)).status).toBe(204);
  const page = await (await fetch(catcher.inboxUrl)).text();
  expect(page).toContain('1 条 messages');
  expect(page).toContain('notice.published');
  expect(page).not.toContain('<script>');
});

it('refuses what is not signed or no event, and other names of this machine', async () => {
  expect((await send('{"type":"test"}', {})).status).toBe(400);
  expect((await send('{"kind":"test"}')).status).toBe(400);
  await expect(send('x'.repeat(70_000))).rejects.toThrow();
  const other = await fetch(catcher.inboxUrl, { method: 'PUT' });
  expect(other.status).toBe(405);
});
