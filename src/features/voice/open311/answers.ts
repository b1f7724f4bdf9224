/** The two formats of GeoReport v2: XML, and JSON by the "Spark" mapping (a list is a bare array, without its wrapper). */
import XMLBuilder from 'fast-xml-builder';
import type { Open311Trouble } from './messages.ts';

export const formats = ['xml', 'json'] as const;
export type Format = (typeof formats)[number];

export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Value[]
  | { readonly [name: string]: Value };
export type Fields = { readonly [name: string]: Value };

export interface Refusal {
  status: 400 | 403 | 404 | 413 | 429;
  key: Open311Trouble;
  context?: Record<string, string | number>;
}

export function refusal(status: Refusal['status'], key: Open311Trouble, context?: Refusal['context']): Refusal {
  return { status, key, ...(context && { context }) };
}

const builder = new XMLBuilder({ ignoreAttributes: false, format: true, indentBy: ' ' });

/** How an item of a list is called in XML. */
const itemNames: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
  attributes: 'attribute',
  values: 'value',
};

/** XML has the root's name; JSON has none. */
export function written(format: Format, root: string, value: Fields | readonly Fields[]): string {
  if (format === 'json') return JSON.stringify(value);
  const head = { '@_version': '1.0', '@_encoding': 'utf-8' };
  return withoutUnwritable(builder.build({ '?xml': head, [root]: nested(root, value) }));
}

function nested(name: string, value: Value): unknown {
  if (Array.isArray(value)) {
    const item = itemNames[name] ?? 'value';
    return value.length === 0 ? '' : { [item]: value.map((one) => nested(item, one as Value)) };
  }
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value;
  const fields = Object.entries(value as Fields).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(fields.map(([key, one]) => [key, nested(key, one)]));
}

/** Signs that XML 1.0 has no place for, and lone surrogates, would make the whole document unreadable. */
function withoutUnwritable(xml: string): string {
  return xml.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}

export const contentTypes: Record<Format, string> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
};
