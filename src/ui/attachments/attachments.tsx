import type { Markup } from '../content.ts';

export type AttachmentListProps = { items: { href: string; name: string; meta: string; lang?: string }[] };

export function AttachmentList({ items }: AttachmentListProps): Markup {
  return (
    <ul class="attachments">
      {items.map((item) => (
        <li>
          <a href={item.href} lang={item.lang}>
            {item.name}
          </a>{' '}
          <span class="meta">{item.meta}</span>
        </li>
      ))}
    </ul>
  );
}
