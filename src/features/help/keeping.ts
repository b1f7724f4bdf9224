/** Help keeps nothing. */
import type { Keeping } from '#platform/keeping.ts';

export const keeping: Keeping = {
  rules: [],
  aboutNobody: {},
  parts: [],
  notCopied: {},
  erasures: [],
  notErased: {},
  kept: [],
};
