import type { Link, Markup } from '../content.ts';

export type ErrorSummaryProps = { title: string; errors: Link[] };

/** First thing in the page after a form was refused; the script moves the focus here. */
export function ErrorSummary({ title, errors }: ErrorSummaryProps): Markup {
  return (
    <div class="error-summary" role="alert" tabindex={-1} data-focus="">
      <h2>{title}</h2>
      <ul>
        {errors.map((error) => (
          <li>
            <a href={error.href}>{error.text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
