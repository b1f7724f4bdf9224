import type { Markup } from '../content.ts';

export type StepsProps = {
  label: string;
  /** `stateText` says the state to screen readers. */
  items: { text: string; state: 'done' | 'current' | 'todo'; stateText: string; href?: string }[];
};

export function Steps({ label, items }: StepsProps): Markup {
  return (
    <ol class="steps" aria-label={label}>
      {items.map((item) => (
        <li class={item.state} aria-current={item.state === 'current' ? 'step' : undefined}>
          {item.href ? <a href={item.href}>{item.text}</a> : item.text}
          <span class="hidden"> {item.stateText}</span>
        </li>
      ))}
    </ol>
  );
}
