/** Addresses of the register of rules. */
import { noticePath, noticePattern } from '../paths.ts';

export const rulesPath = '/rules';
export const rulesCsvPath = '/rules.csv';
export const rulePattern = `${noticePattern}/rule`;
export const rulePath = (id: number): string => `${noticePath(id)}/rule`;
