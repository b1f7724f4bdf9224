/** What public pages of published answers have in common. */
import type { Shell } from '#platform/http/context.ts';
import { dateInWords, type Language } from '#platform/i18n.ts';
import type { Content, Markup } from '#ui/content.ts';
import type { Words } from '../../messages.ts';
import { answersAtomPath } from '../paths.ts';

export interface PublicView {
  shell: Shell;
  t: Words;
  language: Language;
}

export function day({ language }: PublicView, on: string): string {
  return dateInWords(on, language);
}

export function titleIn({ language }: PublicView, titles: Record<string, string>): string {
  return titles[language] ?? titles['zh-CN'] ?? '';
}

export function feedLink({ t }: PublicView): Content {
  return <link rel="alternate" type="application/atom+xml" title={t('answersTitle')} href={answersAtomPath} />;
}

/** A written text in its own language and direction, never as markup. */
export function Written({ text, lang }: { text: string; lang: string }): Markup {
  return (
    <div lang={lang} dir="auto" class="prose">
      {text.split(/\n{2,}/).map((block) => (
        <p>
          {block.split('\n').map((line, n) => (
            <>
              {n > 0 && <br />}
              {line}
            </>
          ))}
        </p>
      ))}
    </div>
  );
}
