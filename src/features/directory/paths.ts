/** The directory's addresses. */
export const paths = {
  home: () => '/desk/directory',
} as const;
