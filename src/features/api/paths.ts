/** Addresses of the pages about the API. */
export const apiPaths = {
  reference: '/api',
  group: (group: string) => `/api/reference/${group}`,
  description: '/api/v1/openapi.json',
  tokens: '/desk/api-tokens',
  newToken: '/desk/api-tokens/new',
  revokeToken: (token: number | ':token') => `/desk/api-tokens/${token}/revoke`,
  webhooks: '/desk/webhooks',
  newWebhook: '/desk/webhooks/new',
  webhook: (webhook: number | ':webhook') => `/desk/webhooks/${webhook}`,
  webhookAct: (webhook: number | ':webhook', act: 'test' | 'enable' | 'replay') => `/desk/webhooks/${webhook}/${act}`,
  rotateWebhook: (webhook: number | ':webhook') => `/desk/webhooks/${webhook}/secret`,
  removeWebhook: (webhook: number | ':webhook') => `/desk/webhooks/${webhook}/remove`,
} as const;
