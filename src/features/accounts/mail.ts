/** Mails of accounts, in the reader's language where it is known. The words are in messages.ts. */

import type { Role } from '#platform/access.ts';
import { escapeHtml } from '#platform/escape.ts';
import { dateInWords, type Language, languages, momentInWords } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';
import type { Services } from '#platform/services.ts';
import { words } from './messages.ts';
import { paths } from './paths.ts';

type MailKind =
  | 'invitation'
  | 'reset'
  | 'resetNotice'
  | 'adminLink'
  | 'changed'
  | 'newDevice'
  | 'standInGiven'
  | 'standInEnded'
  | 'emergency'
  | 'review'
  | 'lapsed';

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

/** Tells the owner that somebody signed in from a device that was not seen before. */
export function newDeviceMail(services: Services, reader: Reader, device: string, at: Date): DirectMail {
  const t = words(readerLanguage(reader.language));
  const values = { device: device || t('deviceUnknown'), at: moment(services, reader, at) };
  return compose(services, reader, 'newDevice', values, services.config.publicUrl + paths.own());
}

/** Tells a colleague that they stand in for somebody, or no longer do. */
export function standInMail(
  services: Services,
  reader: Reader,
  kind: 'standInGiven' | 'standInEnded',
  values: { giver: string; organisation: string; from: string; to: string },
): DirectMail {
  const language = readerLanguage(reader.language);
  const days = { from: dateInWords(values.from, language), to: dateInWords(values.to, language) };
  return compose(services, reader, kind, { ...values, ...days });
}

/** Tells an administrator that somebody took emergency access. */
export function emergencyMail(
  services: Services,
  reader: Reader,
  taken: { by: string; role: Role; organisation: string; reason: string; until: Date },
): DirectMail {
  const { by, organisation, reason } = taken;
  const role = words(readerLanguage(reader.language))(`role_${taken.role}`);
  const values = { by, organisation, reason, role, until: moment(services, reader, taken.until) };
  return compose(services, reader, 'emergency', values, services.config.publicUrl + paths.emergency());
}

/** Asks an administrator to look through the grants. */
export function reviewMail(services: Services, reader: Reader, open: number, dueOn: string): DirectMail {
  const values = { open, due: dateInWords(dueOn, readerLanguage(reader.language)) };
  return compose(services, reader, 'review', values, services.config.publicUrl + paths.review());
}

/** Tells somebody that a role of theirs lapsed because nobody confirmed it. */
export function lapsedMail(services: Services, reader: Reader, role: Role, organisation: string): DirectMail {
  const t = words(readerLanguage(reader.language));
  return compose(services, reader, 'lapsed', { role: t(`role_${role}`), organisation });
}

function compose(
  services: Services,
  reader: Reader,
  kind: MailKind,
  values: Record<string, string | number>,
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
