import type { Markup } from '../content.ts';

export type TagKind = 'ok' | 'wait' | 'late' | 'neutral' | 'info';

export type TagProps = { kind: TagKind; text: string };

/** A state in words; the colour only repeats what the words say. */
export function Tag({ kind, text }: TagProps): Markup {
  return <strong class={`tag ${kind}`}>{text}</strong>;
}
