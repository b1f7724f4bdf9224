import type { Markup } from '../content.ts';

type Count = { value: number | string; text: string; href?: string };

export type DifferenceProps = { added: Count; changed: Count; left: Count; refused: Count };

/** What an import would do, before it does it. */
export function Difference({ added, changed, left, refused }: DifferenceProps): Markup {
  return (
    <dl class="figures difference">
      <Item kind="ok" sign="+" {...added} />
      <Item kind="info" sign="±" {...changed} />
      <Item kind="wait" sign="−" {...left} />
      <Item kind="late" sign="×" {...refused} />
    </dl>
  );
}

function Item({ kind, sign, value, text, href }: Count & { kind: string; sign: string }): Markup {
  return (
    <div class={kind}>
      <dt>{href ? <a href={href}>{text}</a> : text}</dt>
      <dd>
        <span class="sign" aria-hidden="true">
          {sign}
        </span>
        {value}
      </dd>
    </div>
  );
}

export type ChangeProps = { before: string; beforeText: string; after: string; afterText: string };

/** One value and what it becomes; the two words are for screen readers. */
export function Change({ before, beforeText, after, afterText }: ChangeProps): Markup {
  return (
    <span class="change">
      <del>
        <span class="hidden">{beforeText} </span>
        {before}
      </del>{' '}
      <ins>
        <span class="hidden">{afterText} </span>
        {after}
      </ins>
    </span>
  );
}
