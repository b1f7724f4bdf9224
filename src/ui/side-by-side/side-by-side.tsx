import type { Content, Markup } from '../content.ts';

export type SideBySideProps = {
  /** Headings of the two sides; on a phone each side names itself in every pair. */
  left: string;
  right: string;
  pairs: readonly { left: Content; right: Content; marked?: boolean }[];
};

/** Two texts beside each other, pair by pair; where there is little room each pair stands one over the other. */
export function SideBySide({ left, right, pairs }: SideBySideProps): Markup {
  return (
    <div class="side-by-side">
      <div class="pair heads" aria-hidden="true">
        <div>{left}</div>
        <div>{right}</div>
      </div>
      {pairs.map((pair) => (
        <div class={pair.marked ? 'pair marked' : 'pair'}>
          <div class="original">{pair.left}</div>
          <div>{pair.right}</div>
        </div>
      ))}
    </div>
  );
}
