/** The daily mail with the head, which auditors keep. */
import { localDate } from '#platform/clock.ts';
import { dateInWords, type Language } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';
import type { Services } from '#platform/services.ts';
import { words } from './messages.ts';
import { lastLink } from './queries.ts';

/** Composes it for one address; null while nothing is sealed. */
export async function headMail(
  services: Services,
): Promise<((reader: { address: string; language: Language }) => DirectMail) | null> {
  const head = await lastLink(services.db);
  if (!head) return null;
  const line = `${head.position}:${head.hash.toString('hex')}`;
  return ({ address, language }) => {
    const t = words(language);
    const day = dateInWords(localDate(services.clock.now(), services.config.timeZone), language);
    const site = services.config.siteName || 'Belfry';
    return {
      address,
      language,
      subject: t('mailSubject', { site, day }),
      text: `${t('mailText', { day })}\n\n${line}\n\n${t('mailHow')}\n`,
      html: `<p>${t('mailText', { day })}</p>\n<p><code>${line}</code></p>\n<p>${t('mailHow')}</p>`,
    };
  };
}
