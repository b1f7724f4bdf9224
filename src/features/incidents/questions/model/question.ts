/** Questions of the public during an incident. Pure. */

/** Why a question is not answered: a closed list, and how often each was given is public. */
export const declineReasons = ['other_matter', 'personal', 'other_authority', 'no_question', 'offensive'] as const;
export type DeclineReason = (typeof declineReasons)[number];

export type QuestionState = 'waiting' | 'answered' | 'declined' | 'ended';

export const longestQuestion = 500;
export const longestMatter = 200;
export const longestAnswer = 1500;
/** Of one incident: so many wait at most; who comes later is told that the office reads what is there. */
export const mostWaiting = 2000;
/** The words of a question are kept so long after the end of its incident; what was answered publicly stays. */
export const textsKeptDays = 30;

export interface Question {
  id: number;
  askedOn: string;
  text: string;
}

export type MatterTexts = Partial<Record<'zh-CN' | 'en', string>>;

/** What is answered once: the question in the office's words, and the answer in force. */
export interface Matter {
  id: number;
  question: MatterTexts;
  answer: MatterTexts;
  version: number;
  firstAt: Date;
  at: Date;
  /** How many asked it. */
  asked: number;
}

export interface QuestionCounts {
  received: number;
  waiting: number;
  answered: number;
  /** The incident ended before they were answered one by one. */
  ended: number;
  declined: Partial<Record<DeclineReason, number>>;
}

export const noQuestions: QuestionCounts = { received: 0, waiting: 0, answered: 0, ended: 0, declined: {} };

export function declinedIn({ declined }: Pick<QuestionCounts, 'declined'>): number {
  return Object.values(declined).reduce((sum, n) => sum + n, 0);
}
