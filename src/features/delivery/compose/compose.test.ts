import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { EncodedBody } from './encoded-body.ts';
import { compileTemplate, mailable, mailDate } from './template.ts';

const decode = (body: string) => Buffer.from(body, 'base64').toString('utf8');
const filled = (text: string, values: Record<string, string>) =>
  `${text.replace(/\r?\n/g, '\r\n')}\r\n\r\n`.replace(/\{\{(link|unsubscribe)\}\}/g, (_, name) => values[name] ?? '');

describe('EncodedBody', () => {
  it('decodes to the text with its values, whatever the lengths before, between and in them', () => {
    for (let before = 0; before < 9; before += 1) {
      for (let between = 0; between < 9; between += 1) {
        for (let length = 0; length < 5; length += 1) {
          const text = `${'知x'.repeat(before)}{{link}}${'y'.repeat(between)}{{unsubscribe}}ཡིག {{other}}`;
          const values = { link: 'l'.repeat(length), unsubscribe: `u\u77e5${'u'.repeat(length)}` };
          const body = new EncodedBody(text, ['link', 'unsubscribe']).render(values);
          // A strict decoder stops at padding inside: only the end may have it.
          expect(body.replace(/\r\n/g, '').slice(0, -4)).not.toContain('=');
          expect(decode(body)).toBe(filled(text, values));
        }
      }
    }
  });

  it('has lines of at most 76 characters', () => {
    const body = new EncodedBody(`${'长'.repeat(300)}{{link}}${'文'.repeat(300)}`, ['link']).render({
      link: 'x'.repeat(200),
    });
    expect(Math.max(...body.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76);
  });

  it('keeps a text without marks', () => {
    expect(decode(new EncodedBody('短', ['link']).render({}))).toBe('短\r\n\r\n');
  });
});

describe('compileTemplate', () => {
  const common = {
    from: 'Belfry <noreply@example.org>',
    fromName: '示例县教育局办公室',
    subject: '关于调整冬季作息时间的通知——请各位家长务必知悉并确认',
    text: '各位家长：\n.\n{{link}}\n退订 {{unsubscribe}}',
    html: '<p>བོད་ཡིག <a href="{{link}}">{{link}}</a> <a href="{{unsubscribe}}">x</a></p>',
    language: 'zh-CN',
    unsubscribable: true,
  };
  const leaves = (n: number) => ({
    to: `guardian${n}@mail.test`,
    messageId: `id${n}@example.org`,
    date: mailDate(new Date('2026-11-22T01:02:03Z')),
    link: `https://belfry.test/m/token${n}`,
    unsubscribe: `https://belfry.test/u/token${n}`,
  });

  it('gives each recipient a mail of their own that a parser reads as it was written', async () => {
    const template = await compileTemplate(common);
    for (const n of [1, 22, 333]) {
      const mail = await simpleParser(template.render(leaves(n)));
      expect(mail.subject).toBe(common.subject);
      expect(mail.from?.value[0]).toEqual({ name: common.fromName, address: 'noreply@example.org' });
      expect(mail.to).toMatchObject({ text: `guardian${n}@mail.test` });
      expect(mail.messageId).toBe(`<id${n}@example.org>`);
      expect(mail.date?.toISOString()).toBe('2026-11-22T01:02:03.000Z');
      expect(mail.text).toContain(
        `各位家长：\n.\nhttps://belfry.test/m/token${n}\n退订 https://belfry.test/u/token${n}`,
      );
      expect(mail.html).toContain(
        `བོད་ཡིག <a href="https://belfry.test/m/token${n}">https://belfry.test/m/token${n}</a>`,
      );
      expect(mail.headers.get('list')).toMatchObject({
        unsubscribe: { url: `https://belfry.test/u/token${n}` },
        'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
      });
      expect(mail.replyTo).toBeUndefined();
    }
  });

  it('is pure ASCII in CRLF lines of which none starts with a dot', async () => {
    const mail = (await compileTemplate(common)).render(leaves(1));
    expect(mail).toMatch(/^[\t\r\n\x20-\x7e]+$/);
    expect(mail.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    expect(mail).not.toMatch(/^\./m);
  });

  it('has no unsubscribe header where there is nothing to unsubscribe from', async () => {
    const template = await compileTemplate({ ...common, unsubscribable: false });
    expect(template.render(leaves(1))).not.toMatch(/list-unsubscribe/i);
  });
});

describe('mailable', () => {
  it('takes usual addresses, turns domains into ASCII and refuses what would break out of a command', () => {
    expect(mailable('a.b+c@mail.test')).toBe('a.b+c@mail.test');
    expect(mailable('a@学校.中国')).toBe('a@xn--48s290a.xn--fiqs8s');
    for (const bad of [
      '',
      'a',
      '@b.test',
      'a@b.test>\r\nRCPT TO:<x@y.test',
      'a b@c.test',
      '王@c.test',
      'a@b c.test',
      'a@',
    ]) {
      expect(mailable(bad)).toBeNull();
    }
  });
});
