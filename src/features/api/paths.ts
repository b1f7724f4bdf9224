/** Addresses of the pages about the API. */
export const apiPaths = {
  reference: '/api',
  group: (group: string) => `/api/reference/${group}`,
  description: '/api/v1/openapi.json',
  tokens: '/desk/api-tokens',
  newToken: '/desk/api-tokens/new',
  revokeToken: (token: number | ':token') => `/desk/api-tokens/${token}/revoke`,
} as const;
