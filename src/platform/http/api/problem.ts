/** Problem details (RFC 9457) in the language asked for. */
import type { z } from 'zod';
import { hasKey } from '../../i18n.ts';
import type { Trouble } from '../../trouble.ts';
import type { Ctx } from '../context.ts';
import { apiWords } from './words.ts';

/** Every kind of problem with its status; the last part of its `type`. */
export const problemKinds = {
  badParameters: 400,
  malformed: 400,
  keyWrong: 400,
  unauthorized: 401,
  forbidden: 403,
  wrongNetwork: 403,
  notFound: 404,
  methodNotAllowed: 405,
  notAcceptable: 406,
  conflict: 409,
  keyInUse: 409,
  preconditionFailed: 412,
  tooLarge: 413,
  unsupportedType: 415,
  invalid: 422,
  keyReused: 422,
  preconditionRequired: 428,
  tooMany: 429,
  error: 500,
} as const;
export type ProblemKind = keyof typeof problemKinds;

export interface FieldError {
  /** A JSON pointer into the body, or the parameter's name. */
  pointer?: string;
  parameter?: string;
  /** What is wrong, for machines: a stable word. */
  code: string;
  /** And for people. */
  detail: string;
}

interface More {
  values?: Record<string, string | number>;
  detail?: string;
  errors?: FieldError[];
  headers?: Record<string, string>;
}

/** Answers with a problem. `type` leads to the page that explains it. */
export function problem(c: Ctx, kind: ProblemKind, more: More = {}): Response {
  const t = apiWords(c.var.language);
  const status = problemKinds[kind];
  const key = `${kind}Detail`;
  const worded = hasKey(apiWords.catalogue, key) ? t(key, more.values) : undefined;
  const detail = more.detail ?? worded;
  const body = {
    type: `${c.var.services.config.publicUrl}/api#problem-${kind}`,
    title: t(kind),
    status,
    ...(detail === undefined ? {} : { detail }),
    instance: `urn:belfry:request:${c.var.requestId}`,
    ...(more.errors ? { errors: more.errors } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': c.var.language,
      'cache-control': 'no-store',
      ...more.headers,
    },
  });
}

/** A feature's words for the troubles of its actions. */
export type TroubleWords = (language: Ctx['var']['language'], trouble: Trouble) => string;

/** How the fields of a feature's actions are called in the body, where it is not the same word. */
export type Pointers = Readonly<Record<string, string>>;

/** Expected trouble of an action as 422 with pointers, or 409 where no field is meant. */
export function troubled(c: Ctx, troubles: readonly Trouble[], words: TroubleWords, pointers: Pointers = {}): Response {
  if (troubles.some((trouble) => trouble.key === 'stale')) return problem(c, 'preconditionFailed');
  const [only] = troubles;
  if (troubles.length === 1 && only?.field === null) {
    return problem(c, 'conflict', { detail: words(c.var.language, only), errors: [errorOf(only)] });
  }
  return problem(c, 'invalid', { errors: troubles.map(errorOf) });

  function errorOf(trouble: Trouble): FieldError {
    const at = trouble.field === null ? undefined : (pointers[trouble.field] ?? `/${trouble.field}`);
    return { ...(at === undefined ? {} : { pointer: at }), code: trouble.key, detail: words(c.var.language, trouble) };
  }
}

/** What a schema found wrong, for people and machines. */
export function fieldErrors(c: Ctx, error: z.ZodError, where: 'body' | 'parameters'): FieldError[] {
  return error.issues.slice(0, 50).map((issue) => {
    const path = issue.path.map(String);
    const place =
      where === 'body'
        ? { pointer: path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') }
        : { parameter: path.join('.') };
    return { ...place, code: issue.code, detail: worded(c, issue) };
  });
}

function worded(c: Ctx, issue: z.core.$ZodIssue): string {
  const t = apiWords(c.var.language);
  if (hasKey(apiWords.catalogue, issue.message)) return t(issue.message);
  switch (issue.code) {
    case 'unrecognized_keys':
      return t('fieldUnknown', { keys: issue.keys.join(', ') });
    case 'too_big':
      return t('fieldLong', { most: String(issue.maximum) });
    case 'too_small':
      return t('fieldShort', { least: String(issue.minimum) });
    case 'invalid_value':
      return t('fieldValue', { values: issue.values.map(String).join(', ') });
    case 'invalid_type':
      return t(issue.input === undefined ? 'fieldMissing' : 'fieldWrong');
    default:
      return t('fieldWrong');
  }
}
