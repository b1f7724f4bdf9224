/** Address of the export. */
export const exportPath = '/desk/directory/export';
