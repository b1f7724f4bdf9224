/** Addresses of document numbers. */
import { deskPath, noticePath, noticePattern } from '../paths.ts';

export const numberPattern = `${noticePattern}/number`;
export const numberPath = (id: number): string => `${noticePath(id)}/number`;

export const numbersPath = `${deskPath}/numbers`;
export const numbersCsvPath = `${numbersPath}/export.csv`;
export const codesPath = `${numbersPath}/codes`;
export const endCodePattern = `${codesPath}/:code/end`;
export const endCodePath = (code: number): string => `${codesPath}/${code}/end`;
export const elsewherePattern = `${codesPath}/:code/elsewhere`;
export const elsewherePath = (code: number): string => `${codesPath}/${code}/elsewhere`;
