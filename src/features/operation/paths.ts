/** Addresses of the operator's own pages; the overview at /desk/operations is delivery's. */
export const backupsPath = '/desk/operations/backups';
export const releasePath = '/desk/operations/release';
export const hostsPath = '/desk/operations/hosts';
export const forgetHostPattern = '/desk/operations/hosts/:process/forget';
export const forgetHostPath = (process: number): string => `${hostsPath}/${process}/forget`;
export const metricsPath = '/metrics';
