/** What a token may be used for: narrows its roles, never widens them. */
export const apiScopes = [
  'directory.read',
  'directory.addresses',
  'notices.read',
  'notices.write',
  'notices.publish',
  'cases.report',
] as const;
export type ApiScope = (typeof apiScopes)[number];
