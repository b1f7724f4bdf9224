/** What a form with a recording gives, and the leave to make one. */
import type { Ctx } from '#platform/http/context.ts';
import type { Form } from '#platform/http/form.ts';

/** The recording of the form; nothing if none was made. */
export async function spokenIn(files: Form['files']): Promise<Buffer | undefined> {
  const [file] = files.recording ?? [];
  return file && Buffer.from(await file.arrayBuffer());
}

/** On a page with the recorder the browser may ask for the microphone; on all others it may not. */
export function mayRecord(c: Ctx): void {
  c.header('permissions-policy', 'camera=(), microphone=(self), geolocation=()');
}
