/** Notices that the demo reads out. The voice is a machine's (eSpeak NG), and its Chinese sounds like it. */
import { readFileSync } from 'node:fs';
import { checkRecording } from '#platform/files/audio.ts';
import type { Spoken } from './contents/content.ts';

/** The recording as it would be stored, had somebody uploaded the file. */
export async function recorded({ language, file }: Spoken) {
  const outcome = await checkRecording('recording', readFileSync(new URL(`./recordings/${file}.mp3`, import.meta.url)));
  if (!outcome.ok) throw new Error(`The demo's recording ${file} is no recording.`);
  return { language, found: outcome.value };
}
