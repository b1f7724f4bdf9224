/**
 * A mail of which the common part is built once, by nodemailer's composer, and only what differs per recipient is put
 * in when it is sent. Knows nothing of SMTP and nothing of the outbox.
 */
import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import { EncodedBody, type Values } from './encoded-body.ts';

export interface CommonPart {
  /** The configured sender, an address or `Name <address>`. */
  from: string;
  /** Shown instead of the configured name: the issuing office. */
  fromName: string | null;
  subject: string;
  text: string;
  html: string;
  language: string;
  /** With headers by which a mail program can unsubscribe with one click (RFC 8058). */
  unsubscribable: boolean;
  /** Marked as urgent for mail programs. */
  important?: boolean;
  /** An answer to mails before, named by `references`. */
  threaded?: boolean;
}

/** What differs per recipient. */
export interface Leaves {
  to: string;
  messageId: string;
  /** In the form of RFC 5322; see `mailDate`. */
  date: string;
  link: string;
  unsubscribe: string;
  /** Message-IDs of the mails before in the thread, the oldest first. */
  references?: readonly string[];
}

export interface MailTemplate {
  /** The envelope's sender. */
  from: string;
  /** The part after the @ of Message-IDs. */
  domain: string;
  /** The whole mail, pure ASCII with CRLF, its lines never starting with a dot. */
  render(leaves: Leaves): string;
}

const bodyNames = ['link', 'unsubscribe'] as const;
const marks = {
  to: 'to@marks.invalid',
  messageId: '<id@marks.invalid>',
  references: '<thread@marks.invalid>',
  inReplyTo: '<last@marks.invalid>',
  unsubscribe: 'https://marks.invalid/u',
  // With a letter that is not ASCII: otherwise the composer sees no reason for base64.
  text: '==正文 text==',
  html: '==正文 html==',
};
const someDate = new Date(0);

/** Builds the common part. */
export async function compileTemplate(common: CommonPart): Promise<MailTemplate> {
  const sender = addressparser(common.from)[0];
  if (!sender || !('address' in sender) || !sender.address) throw new Error('The sender of mail has no address.');
  const address = sender.address;
  const built = await build(common, { name: common.fromName ?? sender.name ?? '', address });
  const text = new EncodedBody(common.text, bodyNames);
  const html = new EncodedBody(common.html, bodyNames);
  const fill: Record<string, (leaves: Leaves, values: Values) => string> = {
    [marks.to]: (leaves) => leaves.to,
    [marks.messageId]: (leaves) => `<${leaves.messageId}>`,
    // Folded: twenty of them are longer than a line may be.
    [marks.references]: (leaves) => (leaves.references ?? []).map((id) => `<${id}>`).join('\r\n '),
    [marks.inReplyTo]: (leaves) => `<${leaves.references?.at(-1) ?? ''}>`,
    [marks.unsubscribe]: (leaves) => leaves.unsubscribe,
    [`Date: ${mailDate(someDate)}`]: (leaves) => `Date: ${leaves.date}`,
    [`${base64(marks.text)}\r\n`]: (_, values) => text.render(values),
    [`${base64(marks.html)}\r\n`]: (_, values) => html.render(values),
  };
  const parts = splitAt(built, Object.keys(fill));
  const steps = parts.map((part) => fill[part] ?? part);
  return {
    from: address,
    domain: address.slice(address.lastIndexOf('@') + 1),
    render(leaves) {
      const values = { link: leaves.link, unsubscribe: leaves.unsubscribe };
      let out = '';
      for (const step of steps) out += typeof step === 'string' ? step : step(leaves, values);
      return out;
    },
  };
}

async function build(common: CommonPart, from: { name: string; address: string }): Promise<string> {
  const composer = new MailComposer({
    from,
    to: marks.to,
    subject: common.subject,
    date: someDate,
    messageId: marks.messageId,
    ...(common.threaded ? { references: marks.references, inReplyTo: marks.inReplyTo } : {}),
    text: marks.text,
    html: marks.html,
    textEncoding: 'base64',
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': common.language,
      ...(common.important ? { Importance: 'high', 'X-Priority': '1' } : {}),
      ...(common.unsubscribable
        ? {
            'List-Unsubscribe': { prepared: true, value: `<${marks.unsubscribe}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }
        : {}),
    },
    xMailer: false,
  } as ConstructorParameters<typeof MailComposer>[0]);
  return (await composer.compile().build()).toString('latin1').replace(/\r?\n/g, '\r\n');
}

// Cuts the text at each mark and keeps the marks as parts of their own.
function splitAt(text: string, wanted: readonly string[]): string[] {
  const pattern = new RegExp(`(${wanted.map((mark) => mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`);
  return text.split(pattern);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** A moment as mail headers write it. */
export function mailDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}

/** The address as it may stand in an envelope and a header (its domain in ASCII), or null: it can't be mailed to. */
export function mailable(address: string): string | null {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = domainToASCII(address.slice(at + 1));
  const fits = at > 0 && local.length <= 64 && address.length <= 254;
  return fits && /^[\w.!#$%&'*+/=?^`{|}~-]+$/.test(local) && /^[a-z0-9.-]+$/i.test(domain)
    ? `${local}@${domain}`
    : null;
}
