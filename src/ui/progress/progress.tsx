import type { Markup } from '../content.ts';

export type ProgressProps = { label: string; value: number; max: number; text: string };

export function Progress({ label, value, max, text }: ProgressProps): Markup {
  return (
    <div class="progress">
      <progress aria-label={label} value={value} max={max}>
        {text}
      </progress>
      <p>{text}</p>
    </div>
  );
}
