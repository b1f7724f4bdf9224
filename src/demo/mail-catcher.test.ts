import { createTransport } from 'nodemailer';
import { afterAll, expect, it } from 'vitest';
import { startMailCatcher } from './mail-catcher.ts';

const catcher = await startMailCatcher({ smtpPort: 0, httpPort: 0 });
const transport = createTransport(catcher.smtpUrl, { from: '县教育局 <office@belfry.test>' });
afterAll(() => catcher.stop());

const page = async (path: string) => (await fetch(catcher.inboxUrl + path)).text();

it('keeps what it gets and shows it, newest first', async () => {
  await transport.sendMail({
    to: 'a@mail.test',
    subject: '第一个通知',
    text: '请看 http://x.test/m/abc',
    html: '<script>x</script><a href="http://x.test/m/abc">看</a>',
  });
  await transport.sendMail({ to: 'b@mail.test', subject: '<b>Second</b>', text: 'hello' });
  expect(catcher.messages().map((mail) => mail.subject)).toEqual(['<b>Second</b>', '第一个通知']);
  expect(catcher.messages()[1]?.from).toContain('县教育局');
  const list = await page('/');
  expect(list.indexOf('b@mail.test')).toBeLessThan(list.indexOf('a@mail.test'));
  expect(list).not.toContain('<b>Second</b>');
  expect(await page('/?q=第一个')).not.toContain('b@mail.test');
  const mail = await page('/mail/1');
  expect(mail).toContain('<a href="http://x.test/m/abc"');
  expect(mail).toContain('sandbox="allow-popups');
  const frame = await fetch(`${catcher.inboxUrl}/mail/1/html`);
  expect(frame.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox(?!.*allow-scripts)/);
  expect((await fetch(`${catcher.inboxUrl}/mail/99`)).status).toBe(404);
});

it('stands for a provider that refuses its first recipients, and takes all others', async () => {
  const strict = await startMailCatcher({ smtpPort: 0, httpPort: 0, refuses: { domain: 'mail.test', times: 2 } });
  const sender = createTransport(strict.smtpUrl, { from: 'office@belfry.test' });
  const send = (to: string) => sender.sendMail({ to, subject: to, text: 'x' });
  try {
    await expect(send('a@mail.test')).rejects.toMatchObject({ responseCode: 550 });
    await send('b@other.test');
    await expect(send('c@mail.test')).rejects.toMatchObject({ responseCode: 550 });
    await send('d@mail.test');
    expect(strict.messages().map(({ subject }) => subject)).toEqual(['d@mail.test', 'b@other.test']);
  } finally {
    await strict.stop();
  }
});
