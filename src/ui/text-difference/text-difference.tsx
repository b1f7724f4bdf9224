import type { Markup } from '../content.ts';

export type TextPart = { kind: 'same' | 'added' | 'removed'; text: string };

export type TextDifferenceProps = {
  parts: readonly TextPart[];
  lang?: string;
  /** For screen readers, before what was added or removed. */
  addedText: string;
  removedText: string;
};

/** A text and what it became, in one flow: removed words struck through, added ones underlined. */
export function TextDifference({ parts, lang, addedText, removedText }: TextDifferenceProps): Markup {
  return (
    <div class="text-difference" lang={lang}>
      {parts.map(({ kind, text }) => {
        if (kind === 'same') return text;
        const said = <span class="hidden">{kind === 'added' ? addedText : removedText} </span>;
        if (kind === 'added') {
          return (
            <ins>
              {said}
              {text}
            </ins>
          );
        }
        return (
          <del>
            {said}
            {text}
          </del>
        );
      })}
    </div>
  );
}
