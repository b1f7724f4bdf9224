/**
 * Recordings: what they are is decided by their content, and they are written anew, packet by packet, into a file that holds
 * sound and nothing else: no title, name, place, device, picture or remark of the one that came.
 */
import { createHash } from 'node:crypto';
import { done, type Outcome, refused } from '../trouble.ts';
import { inThread } from './thread.ts';

export const maxRecordingBytes = 10 * 1024 * 1024;
export const maxRecordingSeconds = 5 * 60;

/** For the `accept` of a file field; the server looks at the content all the same. */
export const acceptedRecordings = 'audio/*,.mp3,.m4a,.aac,.ogg,.oga,.opus,.webm,.wav';

/** What a file may come out as: MP3 (also what came as WAV), AAC in MP4, Opus in Ogg (also what came as WebM). */
export type RecordingType = 'audio/mpeg' | 'audio/mp4' | 'audio/ogg';
export const recordingExtensions: Readonly<Record<RecordingType, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
};

export interface CheckedRecording {
  mediaType: RecordingType;
  /** As counted over all packets. */
  seconds: number;
  sha256: Buffer;
  content: Buffer;
}

/** What the thread found (audio-worker.ts). */
export type Found =
  | { trouble: 'recordingKind' | 'recordingVideo' | 'recordingCut' | 'recordingSilent' | 'recordingLong' }
  | { mediaType: RecordingType; seconds: number; content: Uint8Array };

/**
 * Checks one recording. Troubles: `recordingMissing` (empty), `recordingTooLarge` (megabytes), `recordingLong` (minutes),
 * `recordingKind`, `recordingVideo`, `recordingCut`, `recordingSilent`, `recordingUnreadable`.
 */
export async function checkRecording(field: string, content: Buffer): Promise<Outcome<CheckedRecording>> {
  if (content.length === 0) return refused(field, 'recordingMissing');
  if (content.length > maxRecordingBytes) {
    return refused(field, 'recordingTooLarge', { megabytes: maxRecordingBytes / 1024 / 1024 });
  }
  const found = await inThread<Found>(new URL('./audio-worker.ts', import.meta.url), content);
  if (!found) return refused(field, 'recordingUnreadable');
  if ('trouble' in found) return refused(field, found.trouble, { minutes: maxRecordingSeconds / 60 });
  const clean = Buffer.from(found.content);
  const sha256 = createHash('sha256').update(clean).digest();
  return done({ mediaType: found.mediaType, seconds: Math.max(1, Math.round(found.seconds)), sha256, content: clean });
}
