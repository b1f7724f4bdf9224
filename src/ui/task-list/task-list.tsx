import type { Content, Markup } from '../content.ts';
import { Tag, type TagProps } from '../tag/tag.tsx';

export type TaskListProps = {
  items: { text: string; lang?: string; href?: string; hint?: Content; status: TagProps | string }[];
};

/** Without an address a task can't be started yet; a status in plain words needs no attention any more. */
export function TaskList({ items }: TaskListProps): Markup {
  return (
    <ul class="tasks">
      {items.map((item) => (
        <li>
          <div>
            {item.href ? (
              <a href={item.href} lang={item.lang}>
                {item.text}
              </a>
            ) : (
              item.text
            )}
            {item.hint && <div class="hint">{item.hint}</div>}
          </div>
          <div class="status">{typeof item.status === 'string' ? item.status : <Tag {...item.status} />}</div>
        </li>
      ))}
    </ul>
  );
}
