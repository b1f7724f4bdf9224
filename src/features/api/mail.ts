/** Mails to administrators about tokens and webhooks. */
import { escapeHtml } from '#platform/escape.ts';
import { dateInWords, type Language, languages } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';
import type { Services } from '#platform/services.ts';
import { words } from './messages.ts';
import type { TokenRow } from './model.ts';
import { apiPaths } from './paths.ts';

interface Reader {
  name: string;
  language: string | null;
  email: string | null;
}

export function tokenEndsMail(services: Services, reader: Reader, token: TokenRow): DirectMail {
  const day = dateInWords(token.expiresOn, languageOf(reader));
  const values = { token: token.name, part: token.publicPart, organisation: token.organisation, day };
  return compose(services, reader, 'tokenEnds', values, apiPaths.tokens);
}

export function webhookDisabledMail(
  services: Services,
  reader: Reader,
  webhook: { id: number; url: string; organisation: string },
): DirectMail {
  const { url, organisation } = webhook;
  return compose(services, reader, 'webhookDisabled', { url, organisation }, apiPaths.webhook(webhook.id));
}

type MailKind = 'tokenEnds' | 'webhookDisabled';

function compose(
  services: Services,
  reader: Reader,
  kind: MailKind,
  values: Record<string, string | number>,
  path: string,
): DirectMail {
  const language = languageOf(reader);
  const t = words(language);
  const all = { ...values, name: reader.name, site: services.config.siteName || t('belfry') };
  const link = services.config.publicUrl + path;
  const paragraphs = [t('mail_greeting', all), t(`mail_${kind}`, all), link, t('mail_footer', all)];
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

function languageOf(reader: Reader): Language {
  return (languages as readonly string[]).includes(reader.language ?? '') ? (reader.language as Language) : 'zh-CN';
}
