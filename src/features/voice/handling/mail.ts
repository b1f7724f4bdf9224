/** The daily mail to handlers: counts alone. */
import type { Config } from '#platform/config.ts';
import type { Language } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';
import { words } from '../messages.ts';
import { casesPath } from './paths.ts';

export interface Told {
  late: number;
  /** Late at offices below, which have handlers of their own. */
  below: number;
  soon: number;
  toAccept: number;
  unassigned: number;
}

export function countsMail(
  { siteName, publicUrl }: Pick<Config, 'siteName' | 'publicUrl'>,
  reader: { address: string; language: Language },
  told: Told,
): DirectMail {
  const t = words(reader.language);
  const lines = (['late', 'below', 'soon', 'toAccept', 'unassigned'] as const)
    .filter((key) => told[key] > 0)
    .map((key) => t(`mail_${key}`, { n: told[key] }));
  const href = `${publicUrl}${casesPath}`;
  return {
    ...reader,
    subject: t('mailSubject', { site: siteName || 'Belfry' }),
    text: `${lines.join('\n')}\n\n${href}\n\n${t('mailCountsOnly')}\n`,
    html: `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>\n<p><a href="${href}">${href}</a></p>\n<p>${t('mailCountsOnly')}</p>`,
  };
}
