/** Addresses of the corrections that families propose. */
const root = '/desk/directory/corrections';

export const correctionPatterns = { queue: root, one: `${root}/:correction` } as const;
export const correctionPaths = {
  queue: (values: { after?: number } = {}) => (values.after ? `${root}?after=${values.after}` : root),
  one: (id: number) => `${root}/${id}`,
} as const;
