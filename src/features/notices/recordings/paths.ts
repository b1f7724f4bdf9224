/** Addresses of recordings: where they are made, and the file below each address of a notice. */
import { noticePath, noticePattern } from '../paths.ts';

export const recordingsPattern = `${noticePattern}/recordings`;
export const recordingsPath = (id: number): string => `${noticePath(id)}/recordings`;
export const removeRecordingPattern = `${recordingsPattern}/:recording/remove`;
export const removeRecordingPath = (id: number, recording: number): string =>
  `${recordingsPath(id)}/${recording}/remove`;

/** The file, below a notice's public, desk, class or personal address. */
export const soundPattern = (below: string): string => `${below}/recordings/:recording`;
export const soundPath = (below: string, recording: number): string => `${below}/recordings/${recording}`;
