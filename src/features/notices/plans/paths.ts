/** The address of the plan of reminders. */
import { noticePath, noticePattern } from '../paths.ts';

export const planPattern = `${noticePattern}/reminders`;
export const planPath = (id: number): string => `${noticePath(id)}/reminders`;
