/** The mail that says that push was switched on: whoever has only found the link can't do it in silence. */
import { escapeHtml } from '#platform/escape.ts';
import { type ContentLanguage, defineWords, wordsLanguage } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';
import { browserWords } from './messages.ts';

const words = defineWords(browserWords);

export function switchedOnMail(
  address: string,
  wanted: ContentLanguage | null,
  office: string,
  href: string,
): DirectMail {
  const language = wordsLanguage(wanted ?? 'zh-CN');
  const t = words(language);
  const lines = [t('switchedOnText'), href, office];
  return {
    address,
    language,
    subject: t('switchedOnSubject'),
    text: lines.join('\n\n'),
    html: `<p>${escapeHtml(lines[0] ?? '')}</p><p><a href="${escapeHtml(href)}">${escapeHtml(t('browsersTitle'))}</a></p><p>${escapeHtml(office)}</p>`,
  };
}
