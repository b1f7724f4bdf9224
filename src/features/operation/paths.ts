/** Addresses of the operator's own pages; the overview at /desk/operations is delivery's. */
export const backupsPath = '/desk/operations/backups';
export const releasePath = '/desk/operations/release';
export const metricsPath = '/metrics';
