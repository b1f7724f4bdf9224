import type { Markup } from '../content.ts';
import { fieldId } from '../field/frame.tsx';

export interface ErrorSummaryProps {
  title: string;
  /** `field` is the name of the field at which it stands; null: the form as a whole. */
  errors: readonly { field: string | null; text: string }[];
  /** The field to which an error of the whole form leads; without one it leads to the page's main part. */
  first?: string | undefined;
}

/** First thing in the page after a form was refused; the script moves the focus here. Nothing where nothing is wrong. */
export function ErrorSummary({ title, errors, first }: ErrorSummaryProps): Markup | null {
  if (errors.length === 0) return null;
  const hrefOf = (field: string | undefined) => (field ? `#${fieldId(field)}` : '#main');
  return (
    <div class="error-summary" role="alert" tabindex={-1} data-focus="">
      <h2>{title}</h2>
      <ul>
        {errors.map((error) => (
          <li>
            <a href={hrefOf(error.field || first)}>{error.text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
