/** Mails of accounts, in the reader's language where it is known. The words are in messages.ts. */
import { type Language, languages, momentInWords } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';
import type { Services } from '#platform/services.ts';
import { words } from './messages.ts';

interface Reader {
  name: string;
  language: string | null;
  email: string | null;
}

export function readerLanguage(language: string | null): Language {
  return (languages as readonly string[]).includes(language ?? '') ? (language as Language) : 'zh-CN';
}

/** The invitation with its link. */
export function invitationMail(services: Services, reader: Reader, link: string, expiresAt: Date): DirectMail {
  return compose(services, reader, 'invitation', { until: moment(services, reader, expiresAt) }, link);
}

/** The link of a desk reset. */
export function resetMail(services: Services, reader: Reader, link: string, expiresAt: Date): DirectMail {
  return compose(services, reader, 'reset', { until: moment(services, reader, expiresAt) }, link);
}

/** Tells the owner that the desk began a reset, so that one which nobody asked for is noticed. */
export function resetNoticeMail(services: Services, reader: Reader, at: Date): DirectMail {
  return compose(services, reader, 'resetNotice', { at: moment(services, reader, at) });
}

/** Tells an administrator that a link for a new one was made on the console. */
export function adminLinkMail(services: Services, reader: Reader, at: Date): DirectMail {
  return compose(services, reader, 'adminLink', { at: moment(services, reader, at) });
}

/** Ways in that an owner can change. */
export type OwnChange = 'password' | 'totp' | 'codes' | 'passkeyAdded' | 'passkeyRemoved' | 'signOn';

/** Tells the owner that a way in was changed. */
export function changedMail(services: Services, reader: Reader, what: OwnChange, at: Date): DirectMail {
  const t = words(readerLanguage(reader.language));
  return compose(services, reader, 'changed', { what: t(`changed_${what}`), at: moment(services, reader, at) });
}

function compose(
  services: Services,
  reader: Reader,
  kind: 'invitation' | 'reset' | 'resetNotice' | 'adminLink' | 'changed',
  values: Record<string, string>,
  link?: string,
): DirectMail {
  const language = readerLanguage(reader.language);
  const t = words(language);
  const site = services.config.siteName || t('belfry');
  const all = { ...values, name: reader.name, site };
  const paragraphs = [t('mail_greeting', all), t(`mail_${kind}`, all), ...(link ? [link] : []), t('mail_footer', all)];
  return {
    address: reader.email ?? '',
    language,
    subject: t(`mail_${kind}_subject`, all),
    text: `${paragraphs.join('\n\n')}\n`,
    html: paragraphs
      .map((text) =>
        text === link ? `<p><a href="${escapeHtml(text)}">${escapeHtml(text)}</a></p>` : `<p>${escapeHtml(text)}</p>`,
      )
      .join('\n'),
  };
}

function moment(services: Services, reader: Reader, at: Date): string {
  return momentInWords(at, readerLanguage(reader.language), services.config.timeZone);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] as string);
}
