/** Addresses of following the public page of emergencies. */
export const followPaths = {
  follow: '/follow',
  push: '/follow/push',
  pushStop: '/follow/push/stop',
  confirm: (token: string) => `/follow/confirm/${token}`,
  stop: (token: string) => `/follow/stop/${token}`,
} as const;
