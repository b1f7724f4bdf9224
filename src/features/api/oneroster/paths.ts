/** Addresses of the roster service and of the pages of its clients. */
export const rosterRoot = '/ims/oneroster/rostering/v1p2';
export const rosterTokenPath = '/ims/oneroster/token';
export const rosterClientPaths = {
  list: '/desk/roster-clients',
  add: '/desk/roster-clients/new',
  end: (client: number | ':client') => `/desk/roster-clients/${client}/end`,
} as const;
