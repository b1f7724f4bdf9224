/** Addresses of the new school year. */
const root = '/desk/directory';

export const yearPatterns = {
  year: `${root}/organisations/:organisation/new-year`,
  undo: `${root}/years/:step/undo`,
} as const;

export const yearPaths = {
  year: (organisationId: number, values: { leaving?: string } = {}) =>
    `${root}/organisations/${organisationId}/new-year${values.leaving === undefined ? '' : `?leaving=${values.leaving}`}`,
  undo: (stepId: number) => `${root}/years/${stepId}/undo`,
} as const;
