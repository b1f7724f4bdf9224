/** Addresses of sheets. */
import type { SheetKind } from './fields.ts';

const root = '/desk/directory/sheet';

export const sheetPatterns = {
  home: root,
  school: `${root}/:organisation`,
  upload: `${root}/:organisation/:kind{pupils|staff}`,
  pupilTemplate: `${root}/pupils.xlsx`,
  staffTemplate: `${root}/staff.xlsx`,
  columns: `${root}/columns/:upload`,
} as const;

export const sheetPaths = {
  home: () => root,
  school: (organisationId: number) => `${root}/${organisationId}`,
  upload: (organisationId: number, kind: SheetKind) => `${root}/${organisationId}/${kind}`,
  template: (kind: SheetKind) => `${root}/${kind}.xlsx`,
  columns: (uploadId: number) => `${root}/columns/${uploadId}`,
} as const;
