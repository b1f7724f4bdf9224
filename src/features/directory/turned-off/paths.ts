/** Address of the list of contact points that were turned off. */
export const turnedOffPattern = '/desk/directory/turned-off';
export const turnedOffPath = (values: { after?: number; class?: number } = {}) => {
  const query = new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
  return query ? `${turnedOffPattern}?${query}` : turnedOffPattern;
};
