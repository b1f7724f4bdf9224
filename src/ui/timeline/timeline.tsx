import type { Content, Markup } from '../content.ts';

export type TimelineProps = {
  items: { time: string; datetime?: string; text: Content; meta?: Content }[];
};

export function Timeline({ items }: TimelineProps): Markup {
  return (
    <ol class="timeline">
      {items.map((item) => (
        <li>
          {item.datetime ? <time datetime={item.datetime}>{item.time}</time> : <span class="time">{item.time}</span>}
          <div>{item.text}</div>
          {item.meta && <div class="meta">{item.meta}</div>}
        </li>
      ))}
    </ol>
  );
}
