/**
 * How a gateway wants its requests, as the operator writes it in a JSON file (BELFRY_SMS_TEMPLATE): address, headers and
 * body with variables, and what in an answer says that it was taken. Most gateways in China send approved templates with
 * short variables only, so the text as a whole can't go there.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OperatorError } from '#platform/operator-error.ts';

/** What may stand in the file as `{{name}}`, or `{{name:20}}` for its first 20 characters. */
export const variableNames = [
  /** The number as it is kept, such as +8613800000001; without its +86; without its plus. */
  'to',
  'national',
  'digits',
  /** The whole short text, its title line, the personal address and what follows its last slash. */
  'body',
  'subject',
  'link',
  'linkCode',
  /** Of a code to confirm a number. */
  'code',
  'minutes',
  /** The same for each attempt at the same message and person. */
  'key',
  'sender',
  'token',
  /** BELFRY_SMS_URL. */
  'url',
] as const;
export type VariableName = (typeof variableNames)[number];
export type Variables = Partial<Record<VariableName, string>>;

const place = /\{\{\s*([A-Za-z]+)(?::(\d{1,4}))?\s*\}\}/g;

const text = z.string();
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
const json: z.ZodType<Json> = z.lazy(() =>
  z.union([text, z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
);

const request = z
  .strictObject({
    url: text.default('{{url}}'),
    method: z.enum(['POST', 'GET']).default('POST'),
    headers: z.record(z.string(), text).default({}),
    /** JSON, or a form; with neither, the address says all. */
    json: json.optional(),
    form: z.record(z.string(), text).optional(),
  })
  .refine((value) => value.json === undefined || value.form === undefined, 'give json or form, not both')
  .refine(
    (value) => value.method === 'POST' || (value.json === undefined && value.form === undefined),
    'GET has no body',
  );

/** A condition on an answer: its status, and the value at a path of its JSON. */
const condition = z
  .strictObject({
    status: z.array(z.number().int()).optional(),
    /** Such as `data.code`. */
    path: z.string().min(1).optional(),
    equals: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
  })
  .refine((value) => (value.path === undefined) === (value.equals === undefined), 'path and equals belong together')
  .refine((value) => value.status !== undefined || value.path !== undefined, 'give status, or path and equals');
export type Condition = z.infer<typeof condition>;

const template = z.strictObject({
  /** A notice's text message, and the code that confirms a number (without it: as a notice). */
  notice: request,
  code: request.optional(),
  accepted: condition,
  badNumber: condition.optional(),
  tooFast: condition.optional(),
  /** Our settings, not this message: signature, template, balance. */
  settings: condition.optional(),
  /** Asks what became of a message whose answer never came; without it that is unknown. */
  receipt: z.strictObject({ request, sent: condition, failed: condition.optional() }).optional(),
});
export type SmsTemplate = z.infer<typeof template>;
export type RequestTemplate = z.infer<typeof request>;

/** Reads and checks the file; every mistake is named with its place, no value is repeated. */
export function readSmsTemplate(file: string): SmsTemplate {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new OperatorError(`BELFRY_SMS_TEMPLATE: ${file} can't be read as JSON`, { cause });
  }
  const parsed = template.safeParse(content);
  const unknown = [...JSON.stringify(content).matchAll(place)]
    .map(([, name = '']) => name)
    .filter((name) => !(variableNames as readonly string[]).includes(name));
  const lines = [
    ...(parsed.error?.issues ?? []).map((issue) => `  ${issue.path.join('.') || 'the whole'}: ${issue.message}`),
    ...[...new Set(unknown)].map((name) => `  {{${name}}}: there is no such variable`),
  ];
  if (parsed.success && lines.length === 0) return parsed.data;
  throw new OperatorError(`BELFRY_SMS_TEMPLATE: ${file} has mistakes:\n${lines.join('\n')}`);
}

/** Fills a text; `encode` where it stands in an address. */
export function fill(value: string, variables: Variables, encode: (text: string) => string = (same) => same): string {
  return value.replace(place, (_, name: VariableName, most?: string) => {
    const found = variables[name] ?? '';
    return encode(most ? Array.from(found).slice(0, Number(most)).join('') : found);
  });
}

/** Fills every text of a JSON value: what is filled in can't become structure. */
export function fillJson(value: Json, variables: Variables): Json {
  if (typeof value === 'string') return fill(value, variables);
  if (Array.isArray(value)) return value.map((one) => fillJson(one, variables));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillJson(one, variables)]));
}

/** The request as it leaves. The address as a whole may come from a variable; parts of it are encoded. */
export function filledRequest(
  wanted: RequestTemplate,
  variables: Variables,
): { url: string; method: 'GET' | 'POST'; headers: Record<string, string>; body?: string } {
  const { url: base = '', ...others } = variables;
  const [before = '', ...rest] = wanted.url.split('{{url}}');
  const part = (text: string) => fill(text, others, encodeURIComponent);
  const url = [part(before), ...rest.map(part)].join(base);
  const headers = Object.fromEntries(
    Object.entries(wanted.headers).map(([name, value]) => [name.toLowerCase(), fill(value, variables)]),
  );
  if (wanted.form) {
    const form = Object.entries(wanted.form).map(([name, value]) => [name, fill(value, variables)]);
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return { url, method: wanted.method, headers: { ...type, ...headers }, body: new URLSearchParams(form).toString() };
  }
  if (wanted.json === undefined) return { url, method: wanted.method, headers };
  const body = JSON.stringify(fillJson(wanted.json, variables));
  return { url, method: wanted.method, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** Whether an answer fulfils a condition: all that it names. */
export function holds(wanted: Condition | undefined, status: number, body: string): boolean {
  if (!wanted) return false;
  if (wanted.status && !wanted.status.includes(status)) return false;
  if (wanted.path === undefined) return true;
  const found = valueAt(body, wanted.path);
  return (wanted.equals ?? []).some((one) => one === found || String(one) === String(found));
}

/** The value at a path such as `data.0.code`; undefined where there is none or the answer is no JSON. */
export function valueAt(body: string, path: string): unknown {
  try {
    let value: unknown = JSON.parse(body);
    for (const step of path.split('.')) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
      value = (value as Record<string, unknown>)[step];
    }
    return value;
  } catch {
    return undefined;
  }
}
