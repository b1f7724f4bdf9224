/** Addresses of the pages about channels. */
export const channelPaths = {
  list: '/desk/channels',
  choose: '/desk/channels/new',
  add: (kind: string) => `/desk/channels/new/${kind}`,
  channel: (channel: number | ':broadcast') => `/desk/channels/${channel}`,
  change: (channel: number | ':broadcast') => `/desk/channels/${channel}/change`,
  credentials: (channel: number | ':broadcast') => `/desk/channels/${channel}/credentials`,
  pause: (channel: number | ':broadcast') => `/desk/channels/${channel}/pause`,
  resume: (channel: number | ':broadcast') => `/desk/channels/${channel}/resume`,
  test: (channel: number | ':broadcast') => `/desk/channels/${channel}/test`,
  again: (channel: number | ':broadcast') => `/desk/channels/${channel}/again`,
  remove: (channel: number | ':broadcast') => `/desk/channels/${channel}/remove`,
} as const;

/** Of one channel; its number keeps it apart from the pages beside it. */
export const channelPattern = '/desk/channels/:broadcast{[0-9]+}';
