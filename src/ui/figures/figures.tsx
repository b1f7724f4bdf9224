import type { Markup } from '../content.ts';
import type { TagKind } from '../tag/tag.tsx';

export type FiguresProps = { items: { value: string | number; text: string; href?: string; kind?: TagKind }[] };

export function Figures({ items }: FiguresProps): Markup {
  return (
    <dl class="figures">
      {items.map((item) => (
        <div class={item.kind}>
          <dt>{item.href ? <a href={item.href}>{item.text}</a> : item.text}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
