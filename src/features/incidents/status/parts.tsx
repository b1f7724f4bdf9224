/** What the parts of the public page share. */
import { type Language, momentInWords } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import type { Words } from '../messages.ts';
import type { StatusPage } from './model.ts';

export interface View {
  page: StatusPage;
  language: Language;
  t: Words;
}

export const base = '/status/';

export const moment = ({ page, language }: View, at: string): string =>
  momentInWords(new Date(at), language, page.timeZone);

export function Paragraphs({ text }: { text: string }): Markup {
  return (
    <>
      {text
        .split(/\n+/)
        .filter((line) => line.trim() !== '')
        .map((line) => (
          <p>{line}</p>
        ))}
    </>
  );
}
