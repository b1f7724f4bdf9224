import type { Markup } from '../content.ts';

export type CopyTextProps = { label: string; value: string; copyText: string; copiedText: string };

/** A value to take along, such as a tracking code. The button shows itself only where scripts run. */
export function CopyText({ label, value, copyText, copiedText }: CopyTextProps): Markup {
  return (
    <div class="copy">
      <span class="copy-label">{label}</span>
      <code>{value}</code>
      <button type="button" class="button second" hidden data-copy={value} data-copied={copiedText}>
        {copyText}
        <span class="hidden"> {label}</span>
      </button>
    </div>
  );
}
