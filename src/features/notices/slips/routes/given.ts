/** What came in a slip's form. */
import { type Form, typedList, typedText } from '#platform/http/form.ts';
import type { Given } from '../actions/answering.ts';

export async function givenIn({ typed, files }: Form): Promise<Given> {
  const uploads = new Map<number, { name: string; content: Buffer }>();
  for (const [field, [file]] of Object.entries(files)) {
    const key = Number(/^q(\d{1,4})$/.exec(field)?.[1] ?? 0);
    if (key && file) uploads.set(key, { name: file.name, content: Buffer.from(await file.arrayBuffer()) });
  }
  const taken = Object.keys(typed).flatMap((field) => {
    const key = Number(/^take-q(\d{1,4})$/.exec(field)?.[1] ?? 0);
    return key && typedText(typed, field) === 'yes' ? [key] : [];
  });
  return { values: (field) => typedList(typed, field), files: uploads, taken: new Set(taken) };
}
