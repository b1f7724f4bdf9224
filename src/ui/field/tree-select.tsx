import type { Markup } from '../content.ts';
import { Select, type SelectProps } from './field.tsx';

/** A place of a tree, in the tree's order; `depth` 0 is the top of those shown. */
export type TreePlace = { id: number; name: string; depth: number };

export type TreeSelectProps = Omit<SelectProps, 'options'> & {
  places: readonly TreePlace[];
  /** Words for none of them, where that is a choice. */
  none?: string;
};

/** One place of a tree: what lies below another is indented by a full width each level, which every browser shows. */
export function TreeSelect({ places, none, ...props }: TreeSelectProps): Markup {
  const options = places.map(({ id, name, depth }) => ({
    value: String(id),
    text: `${'\u3000'.repeat(depth)}${name}`,
  }));
  const all = none === undefined ? options : [{ value: '', text: none }, ...options];
  return <Select {...props} options={all} />;
}
