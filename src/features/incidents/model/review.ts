/** The review afterwards: what happened, what went well, what is to be changed by whom until when. Pure. */

export const lessonStates = ['waiting', 'done', 'dropped'] as const;
export type LessonState = (typeof lessonStates)[number];

export interface Lesson {
  id: number;
  incidentId: number;
  text: string;
  ownerId: number | null;
  dueOn: string;
  state: LessonState;
  /** How it was done, or why it was dropped. */
  outcome: string;
  doneAt: Date | null;
}

export interface Review {
  course: string;
  wentWell: string;
}

export const longestReview = 5000;
export const longestLesson = 500;

export function isOverdue(lesson: Pick<Lesson, 'state' | 'dueOn'>, today: string): boolean {
  return lesson.state === 'waiting' && lesson.dueOn < today;
}
