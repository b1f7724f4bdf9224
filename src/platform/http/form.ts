/** Typed reading of forms: a zod schema turns the fields into input, or into troubles at their fields. */
import type { z } from 'zod';
import { done, type Outcome, type Trouble } from '../trouble.ts';
import type { Ctx } from './context.ts';

/** What was typed, to be shown again: text fields by name, several values of one name kept as a list. */
export type Typed = Record<string, string | string[]>;

export interface Form {
  typed: Typed;
  files: Record<string, File[]>;
}

/** Reads a posted form (urlencoded or multipart). Empty file fields are left out. */
export async function readForm(c: Ctx): Promise<Form> {
  const data = await c.req.formData();
  const form: Form = { typed: {}, files: {} };
  for (const [name, value] of data.entries()) {
    if (typeof value !== 'string') {
      if (value.size > 0 || value.name !== '') form.files[name] = [...(form.files[name] ?? []), value];
      continue;
    }
    // PostgreSQL stores no NUL in texts; nobody types one.
    const text = value.replaceAll('\0', '');
    const before = form.typed[name];
    form.typed[name] = before === undefined ? text : [...(Array.isArray(before) ? before : [before]), text];
  }
  return form;
}

/** One value of a field, the first if there are several; empty when absent. */
export function typedText(typed: Typed, name: string): string {
  const value = typed[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** All values of a field. */
export function typedList(typed: Typed, name: string): string[] {
  const value = typed[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/**
 * Checks what was typed. Each zod issue's message is the key of the feature's words, such as
 * `z.string().trim().min(1, 'titleMissing')`.
 */
export function checkForm<T>(schema: z.ZodType<T>, typed: Typed): Outcome<T> {
  const result = schema.safeParse(typed);
  if (result.success) return done(result.data);
  const troubles: Trouble[] = [];
  for (const issue of result.error.issues) {
    const field = issue.path.length ? String(issue.path[0]) : null;
    // Where the schema gives no key of its own, zod speaks English to programmers: that is no message for people.
    const key = /^[A-Za-z]+$/.test(issue.message) ? issue.message : 'incomplete';
    if (!troubles.some((t) => t.field === field)) troubles.push({ field, key });
  }
  return { ok: false, troubles };
}
