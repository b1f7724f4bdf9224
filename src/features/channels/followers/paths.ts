/** Addresses of following the public page of emergencies. */
export const followPaths = {
  follow: '/follow',
  app: '/follow/app.webmanifest',
  push: '/follow/push',
  pushStop: '/follow/push/stop',
  confirm: (token: string) => `/follow/confirm/${token}`,
  stop: (token: string) => `/follow/stop/${token}`,
} as const;
