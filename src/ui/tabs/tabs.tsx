import type { Markup } from '../content.ts';

export type TabsProps = {
  label: string;
  items: { href: string; text: string; current?: boolean; count?: number | string }[];
};

/** Plain links between pages of one thing: they work without scripts and each has its address. */
export function Tabs({ label, items }: TabsProps): Markup {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {items.map((item) => (
          <li>
            <a href={item.href} aria-current={item.current ? 'page' : undefined}>
              {item.text}
              {item.count !== undefined && <span class="count"> {item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
