import { Button } from '../button/button.tsx';
import type { Markup } from '../content.ts';

export type EmptyStateProps = { title: string; text: string; action?: { href: string; text: string } };

export function EmptyState({ title, text, action }: EmptyStateProps): Markup {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      <p>{text}</p>
      {action && <Button kind="second" href={action.href} text={action.text} />}
    </div>
  );
}
