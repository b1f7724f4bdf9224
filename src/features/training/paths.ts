/** Addresses of the training record: at the desk, and of the public. */
export const recordPath = '/desk/training';
/** `after`: the school after which the list goes on. */
export const recordOf = (values: { year?: string | undefined; after?: number | undefined } = {}): string =>
  withQuery(recordPath, values);
export const recordCsvPath = `${recordPath}/record.csv`;
export const recordCsvOf = (year: string): string => withQuery(recordCsvPath, { year });

export const schoolPattern = `${recordPath}/schools/:organisation{[0-9]+}`;
export const schoolPath = (organisation: number, year?: string): string =>
  withQuery(`${recordPath}/schools/${organisation}`, { year });
export const newDrillPattern = `${schoolPattern}/new`;
export const newDrillPath = (organisation: number): string => `${recordPath}/schools/${organisation}/new`;
export const withdrawPattern = `${recordPath}/drills/:drill{[0-9]+}/withdraw`;
export const withdrawPath = (drill: number): string => `${recordPath}/drills/${drill}/withdraw`;

export const requirementsPath = `${recordPath}/requirements`;
export const newRequirementPath = `${requirementsPath}/new`;
export const endRequirementPattern = `${requirementsPath}/:requirement{[0-9]+}/end`;
export const endRequirementPath = (requirement: number): string => `${requirementsPath}/${requirement}/end`;

/** For everybody: how often it was practised, and how many schools did as they have to. */
export const publicPath = '/training';
export const publicOf = (year: string): string => withQuery(publicPath, { year });

function withQuery(path: string, values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value ? [[name, String(value)]] : []));
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}
