/** What came into the catchers, read as its readers read it. */
import { type ParsedMail, simpleParser } from 'mailparser';
import { expect } from 'vitest';
import type { TestBelfry } from '../../support/belfry.ts';

export interface Mail {
  to: string;
  subject: string;
  messageId: string;
  text: string;
  parsed: ParsedMail;
}

/** All mails whose subject holds the words, in the order of their coming. */
export async function mailsAbout(inbox: TestBelfry['inbox'], subject: string): Promise<Mail[]> {
  const caught = inbox
    .messages()
    .filter((mail) => mail.subject.includes(subject))
    .reverse();
  return Promise.all(
    caught.map(async (mail) => {
      const parsed = await simpleParser(mail.raw);
      expect(mail.to).toHaveLength(1);
      return {
        to: mail.to[0] as string,
        subject: mail.subject,
        messageId: mail.messageId,
        text: parsed.text ?? '',
        parsed,
      };
    }),
  );
}

/** The one mail to this address with that subject, as soon as it is there. */
export async function mailTo(inbox: TestBelfry['inbox'], to: string, subject: string): Promise<Mail> {
  await expect
    .poll(() => inbox.messages().filter((mail) => mail.to.includes(to) && mail.subject.includes(subject)).length, {
      timeout: 20_000,
      message: `a mail to ${to} about ${subject}`,
    })
    .toBe(1);
  const [mail] = (await mailsAbout(inbox, subject)).filter((one) => one.to === to);
  return mail as Mail;
}

export interface Sent {
  to: string;
  by: 'email' | 'sms';
  /** The message's own identifier: Message-ID, or the gateway's key. */
  id: string;
  link: string;
}

/** Everything with a personal link in it that went to guardians, in the order in which each channel got it. */
export async function sentWithLinks({ inbox, texts, url }: TestBelfry): Promise<Sent[]> {
  const mails = (await mailsAbout(inbox, '')).filter((mail) => mail.text.includes(`${url}/m/`));
  return [
    ...mails.map((mail) => ({ to: mail.to, by: 'email' as const, id: mail.messageId, text: mail.text })),
    ...texts.sent.map(({ to, key, body }) => ({ to, by: 'sms' as const, id: key, text: body })),
  ].map(({ text, ...sent }) => ({ ...sent, link: linkIn(text, `${url}/m/`) }));
}

/** The first address in a text that begins so. */
export function linkIn(text: string, start: string): string {
  const found = text.match(/https?:\/\/[^\s，。<>"]+/g)?.find((link) => link.startsWith(start));
  if (!found) throw new Error(`No link ${start} in: ${text}`);
  return found;
}
