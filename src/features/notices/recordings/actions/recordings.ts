/** Reading a notice out: a recording in a language, made anew or taken out while the notice is a draft. */
import type { Transaction } from '#platform/database/connect.ts';
import { type CheckedRecording, checkRecording } from '#platform/files/audio.ts';
import { insertFile } from '#platform/files/queries.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, edit } from '../../actions/by.ts';
import { languageOrder } from '../../model/notice.ts';
import { deleteRecording, putRecording } from '../queries/recordings.ts';

export interface Spoken {
  /** As it came from the form. */
  language: string;
  content: Buffer;
}

export interface CheckedSpoken {
  language: ContentLanguage;
  found: CheckedRecording;
}

/** Checks what was spoken: a language that notices are written in, and sound (platform/files/audio.ts). */
export async function checkSpoken(spoken: Spoken): Promise<Outcome<CheckedSpoken>> {
  const language = languageOrder.find((one) => one === spoken.language);
  if (!language) return refused('language', 'recordingLanguageMissing');
  const found = await checkRecording('recording', spoken.content);
  return found.ok ? done({ language, found: found.value }) : found;
}

/** Replaces the recording of a language. A forward has the original's text, and may be read out by whoever passes it on. */
export async function saveRecording(
  services: Services,
  by: By,
  id: number,
  revision: number,
  spoken: Spoken,
): Promise<Outcome<{ revision: number }>> {
  const checked = await checkSpoken(spoken);
  if (!checked.ok) return checked;
  const at = services.clock.now();
  return edit(
    services,
    by,
    id,
    revision,
    async (trx) => {
      await storeSpoken(trx, id, checked.value, at);
      return done(null);
    },
    { ofForward: true },
  );
}

/** Stores it with the draft, whose texts are there already, in place of what was there in its language. */
export async function storeSpoken(trx: Transaction, id: number, spoken: CheckedSpoken, at: Date): Promise<void> {
  await insertFile(trx, { ...spoken.found, at });
  await putRecording(trx, id, spoken.language, spoken.found);
}

export function removeRecording(
  services: Services,
  by: By,
  id: number,
  revision: number,
  recording: number,
): Promise<Outcome<{ revision: number }>> {
  return edit(
    services,
    by,
    id,
    revision,
    async (trx) => {
      await deleteRecording(trx, id, recording);
      return done(null);
    },
    { ofForward: true },
  );
}
