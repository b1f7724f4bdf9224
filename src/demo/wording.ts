/** Puts dates and names into the demo's texts. */
import { addDays } from '#platform/days.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Wording } from './contents/content.ts';

/** The text as it came out on a day. */
export function worded({ title, body }: Wording, language: ContentLanguage, day: string, office: string): Wording {
  const year = Number(day.slice(0, 4));
  const fill = (text: string) =>
    text
      .replace(/\{\+(\d+)\}/g, (_, days) => dayInWords(addDays(day, Number(days)), language))
      .replaceAll('{year}', String(year))
      .replaceAll('{next}', String(year + 1))
      .replaceAll('{office}', office);
  return { title: fill(title), body: fill(body) };
}

function dayInWords(day: string, language: ContentLanguage): string {
  const [, month, date] = day.split('-').map(Number);
  if (language === 'bo') return `ཟླ་${month}ཚེས་${date}`;
  const at = Date.parse(`${day}T00:00:00Z`);
  const parts = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'zh-CN' ? 'zh-CN' : 'en-GB', { ...options, timeZone: 'UTC' }).format(at);
  if (language !== 'zh-CN') return parts({ weekday: 'long', day: 'numeric', month: 'long' });
  return `${month}月${date}日（${parts({ weekday: 'long' })}）`;
}
