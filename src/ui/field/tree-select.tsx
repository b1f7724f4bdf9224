import type { Markup } from '../content.ts';
import { Select, type SelectProps } from './field.tsx';

/** A place of a tree, in the tree's order; `depth` 0 is the top of those shown. */
export type TreePlace = { id: number; name: string; depth: number };

export type TreeSelectProps = Omit<SelectProps, 'options'> & { places: readonly TreePlace[] };

/** One place of a tree: what lies below another is indented by a full width each level, which every browser shows. */
export function TreeSelect({ places, ...props }: TreeSelectProps): Markup {
  const options = places.map(({ id, name, depth }) => ({
    value: String(id),
    text: `${'\u3000'.repeat(depth)}${name}`,
  }));
  return <Select {...props} options={options} />;
}
