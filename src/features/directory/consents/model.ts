/** Consents of guardians for children under fourteen: what is asked, and what counts. */
import { gradeIn } from '../year/model.ts';

export const purposeFields = ['name', 'data', 'necessity', 'effect'] as const;
export type PurposeField = (typeof purposeFields)[number];
export type PurposeText = Record<PurposeField, string>;
/** Chinese always; English where the office wrote it. */
export type PurposeTexts = { 'zh-CN': PurposeText; en?: PurposeText };

export interface Purpose {
  id: number;
  version: number;
  texts: PurposeTexts;
}

export function textIn(purpose: Pick<Purpose, 'texts'>, language: string): PurposeText {
  return (language === 'en' ? purpose.texts.en : undefined) ?? purpose.texts['zh-CN'];
}

/**
 * The last grade in which somebody may still be under fourteen. Birth dates are not kept (ADR 18): who may be younger is
 * treated as younger, and so is a pupil of a class whose name says no grade.
 */
const lastGradeUnder14 = 8;

export function mayBeUnder14(className: string, gradeName: string): boolean {
  const grade = gradeIn(className) ?? gradeIn(gradeName);
  return grade === null || grade <= lastGradeUnder14;
}

/** What one guardian said of the present version; null: nothing yet. */
export interface Decision {
  guardianId: number;
  guardian: string;
  given: boolean | null;
  on: string | null;
}

export type Standing = 'given' | 'refused' | 'open';

/** What counts for a child: if guardians differ, the stricter; nothing said is no consent. */
export function standingOf(decisions: readonly Pick<Decision, 'given'>[]): Standing {
  if (decisions.some((one) => one.given === false)) return 'refused';
  return decisions.some((one) => one.given === true) ? 'given' : 'open';
}
