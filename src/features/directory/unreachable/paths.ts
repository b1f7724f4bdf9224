/** Address of the list of families whom nobody can reach. */
export const unreachablePattern = '/desk/directory/organisations/:organisation/unreachable';
export const unreachablePath = (organisationId: number, after?: number) =>
  `/desk/directory/organisations/${organisationId}/unreachable${after ? `?after=${after}` : ''}`;
