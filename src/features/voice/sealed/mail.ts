/** "There is news": the same words for everybody, in the language of the case, without number, matter or name. */
import type { Config } from '#platform/config.ts';
import type { Language } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';
import { askPath } from '../ask/paths.ts';
import { words } from '../messages.ts';
import { namesPath } from './paths.ts';

export function newsMail(
  { siteName, publicUrl }: Pick<Config, 'siteName' | 'publicUrl'>,
  address: string,
  language: Language,
): DirectMail {
  const t = words(language);
  const href = `${publicUrl}${askPath('case', language)}`;
  const site = siteName || 'Belfry';
  const lines = [t('newsText', { site }), t('newsHow')];
  const link = href.replaceAll('&', '&amp;');
  return {
    ...{ address, language, subject: t('newsSubject', { site }) },
    text: `${lines.join('\n')}\n${href}\n\n${t('newsNoAnswer')}\n`,
    html: `${lines.map((line) => `<p>${line}</p>`).join('\n')}\n<p><a href="${link}">${link}</a></p>\n<p>${t('newsNoAnswer')}</p>`,
  };
}

/** To an ombudsperson: that word waits to be sent. Counts alone, as in the mail to handlers. */
export function waitingMail(
  { siteName, publicUrl }: Pick<Config, 'siteName' | 'publicUrl'>,
  reader: { address: string; language: Language },
  waiting: number,
): DirectMail {
  const t = words(reader.language);
  const href = `${publicUrl}${namesPath({ show: 'asked' })}`;
  const line = t('keeperMailText', { n: waiting });
  return {
    ...reader,
    subject: t('keeperMailSubject', { site: siteName || 'Belfry' }),
    text: `${line}\n\n${href}\n\n${t('mailCountsOnly')}\n`,
    html: `<p>${line}</p>\n<p><a href="${href}">${href}</a></p>\n<p>${t('mailCountsOnly')}</p>`,
  };
}
