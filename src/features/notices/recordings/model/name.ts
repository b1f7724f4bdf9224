/** The name under which a recording is kept by whoever downloads it: what it was called before is not kept. */
import { type RecordingType, recordingExtensions } from '#platform/files/audio.ts';
import type { Recording } from '../../model/notice.ts';

export function soundName(
  noticeId: number,
  { language, mediaType }: Pick<Recording, 'language' | 'mediaType'>,
): string {
  return `notice-${noticeId}-${language}.${recordingExtensions[mediaType as RecordingType]}`;
}
