/** What the map keeps: places that everybody sees, about nobody. */
import type { Keeping } from '#platform/keeping.ts';

export const keeping: Keeping = {
  rules: [],
  aboutNobody: { map_landmark: 'Places that everybody sees, for the map.' },
  parts: [],
  notCopied: {},
  erasures: [],
  notErased: {},
  kept: [],
};
