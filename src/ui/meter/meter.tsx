import type { Markup } from '../content.ts';
import type { TagKind } from '../tag/tag.tsx';

export type MeterProps = {
  label: string;
  /** Shares of one whole, 0 to 1; what they leave over stays grey. */
  parts: { kind: TagKind; share: number; text: string }[];
  /** Shows what each colour means below the bar. */
  legend?: boolean;
};

// Drawn in SVG because the security policy forbids style attributes.
export function Meter({ label, parts, legend }: MeterProps): Markup {
  let start = 0;
  const bars = parts.map((part) => {
    const width = Math.max(0, Math.min(part.share, 1 - start));
    const bar = <rect class={part.kind} x={percent(start)} width={percent(width)} height="100%" />;
    start += width;
    return bar;
  });
  return (
    <div class="meter">
      <svg role="img" aria-label={`${label}: ${parts.map((part) => part.text).join(', ')}`} width="100%" height="10">
        {bars}
      </svg>
      {legend && (
        <ul>
          {parts.map((part) => (
            <li class={part.kind}>{part.text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
