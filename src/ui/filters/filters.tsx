import { Button } from '../button/button.tsx';
import type { Content, Link, Markup } from '../content.ts';

export type FilterFormProps = {
  label: string;
  action: string;
  submitText: string;
  clear?: Link;
  children: Content;
};

/** Filters stand in the address, so that a filtered list can be sent to a colleague. */
export function FilterForm({ label, action, submitText, clear, children }: FilterFormProps): Markup {
  return (
    <search aria-label={label}>
      <form class="filters" method="get" action={action}>
        {children}
        <div class="filters-end">
          <Button kind="second" text={submitText} />
          {clear && <a href={clear.href}>{clear.text}</a>}
        </div>
      </form>
    </search>
  );
}
