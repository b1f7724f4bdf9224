/** Addresses of audit. */
export const paths = {
  list: () => '/desk/audit',
} as const;
