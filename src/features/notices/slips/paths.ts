/** Addresses of reply slips. */
import { classPath, classPattern, noticePath, noticePattern, personalPath, personalPattern } from '../paths.ts';

export const slipPattern = `${noticePattern}/slip`;
export const slipPath = (id: number): string => `${noticePath(id)}/slip`;
export const newQuestionPattern = `${slipPattern}/new`;
export const newQuestionPath = (id: number, kind?: string): string =>
  `${slipPath(id)}/new${kind ? `?kind=${kind}` : ''}`;
export const questionPattern = `${slipPattern}/questions/:question`;
export const questionPath = (id: number, question: number): string => `${slipPath(id)}/questions/${question}`;
export const moveQuestionPattern = `${questionPattern}/move`;
export const moveQuestionPath = (id: number, question: number): string => `${questionPath(id, question)}/move`;
export const removeQuestionPattern = `${questionPattern}/remove`;
export const removeQuestionPath = (id: number, question: number): string => `${questionPath(id, question)}/remove`;
export const slipPreviewPattern = `${slipPattern}/preview`;
export const slipPreviewPath = (id: number, language?: string): string =>
  `${slipPath(id)}/preview${language ? `?language=${language}` : ''}`;

export type Export = 'xlsx' | 'csv';

/** Of the whole notice, or of what a school may see of it: figures. */
export const repliesPattern = `${noticePattern}/replies`;
export const repliesPath = (id: number): string => `${noticePath(id)}/replies`;
export const repliesExportPattern = (kind: Export): string => `${repliesPattern}/export.${kind}`;
export const repliesExportPath = (kind: Export, id: number): string => `${repliesPath(id)}/export.${kind}`;

/** Of the own school, by name. */
export const namesPattern = `${repliesPattern}/names`;
export const namesPath = (id: number, classId?: number): string =>
  `${repliesPath(id)}/names${classId ? `?class=${classId}` : ''}`;
export const namesExportPattern = (kind: Export): string => `${namesPattern}/export.${kind}`;
export const namesExportPath = (kind: Export, id: number, classId?: number): string =>
  `${repliesPath(id)}/names/export.${kind}${classId ? `?class=${classId}` : ''}`;
export const namesFilePattern = `${namesPattern}/files/:file`;
export const namesFilePath = (id: number, file: number): string => `${repliesPath(id)}/names/files/${file}`;

/** Of the own class. */
export const classRepliesPattern = `${classPattern}/replies`;
export const classRepliesPath = (id: number, classId: number): string => `${classPath(id, classId)}/replies`;
export const classRepliesExportPattern = (kind: Export): string => `${classRepliesPattern}/export.${kind}`;
export const classRepliesExportPath = (kind: Export, id: number, classId: number): string =>
  `${classRepliesPath(id, classId)}/export.${kind}`;
export const classReplyFilePattern = `${classRepliesPattern}/files/:file`;
export const classReplyFilePath = (id: number, classId: number, file: number): string =>
  `${classRepliesPath(id, classId)}/files/${file}`;
export const enterPattern = `${classRepliesPattern}/enter/:person`;
export const enterPath = (id: number, classId: number, guardian: number, pupil?: number): string =>
  `${classRepliesPath(id, classId)}/enter/${guardian}${pupil ? `?child=${pupil}` : ''}`;

export const answerPattern = `${personalPattern}/slip`;
export const answerPath = (token: string): string => `${personalPath(token)}/slip`;
export const openAnswerPattern = `${personalPattern}/slip/open`;
export const openAnswerPath = (token: string): string => `${personalPath(token)}/slip/open`;
