/** The description as the pages show it: operations by tag, and each named shape once. Pure. */
import type { ApiRoute } from '#platform/http/api/route.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  description?: string;
}

interface RawOperation {
  operationId: string;
  tags: GroupName[];
  summary: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

interface Description {
  tags: { name: GroupName; description: string }[];
  paths: Record<string, Record<string, RawOperation>>;
  components?: { schemas?: Record<string, Schema> };
}

export type GroupName = ApiRoute['tag'];

export interface Field {
  name: string;
  type: string;
  required: boolean;
  text: string;
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  text: string;
  parameters: Field[];
  /** Content type and, of JSON, the shape. */
  body: string | null;
  answers: { status: string; text: string; type: string }[];
}

export interface Shape {
  name: string;
  fields: Field[];
}

export interface Group {
  name: GroupName;
  text: string;
  operations: Operation[];
  /** Named shapes that its operations take and give. */
  shapes: Shape[];
}

/** Reads what `description` made. */
export function readDescription(made: object): Group[] {
  const whole = made as Description;
  const schemas = whole.components?.schemas ?? {};
  const all = Object.entries(whole.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({ tag: raw.tags[0], raw, operation: readOne(path, method, raw) })),
  );
  return whole.tags.flatMap(({ name, description }) => {
    const own = all.filter((one) => one.tag === name);
    if (own.length === 0) return [];
    const used = new Set<string>();
    for (const { raw } of own) {
      for (const schema of schemasOf(raw)) collect(schema, schemas, used);
    }
    const shapes = [...used].map((shape) => ({ name: shape, fields: fieldsOf(schemas[shape] ?? {}) }));
    return [{ name, text: description, operations: own.map((one) => one.operation), shapes }];
  });
}

function schemasOf(raw: RawOperation): Schema[] {
  const contents = [
    raw.requestBody?.content,
    ...Object.entries(raw.responses).map(([status, answer]) => (Number(status) < 400 ? answer.content : undefined)),
  ];
  return contents.flatMap((content) => Object.values(content ?? {}).map((one) => one.schema));
}

function collect(schema: Schema, schemas: Record<string, Schema>, found: Set<string>): void {
  const name = nameOf(schema);
  if (name && !found.has(name)) {
    found.add(name);
    collect(schemas[name] ?? {}, schemas, found);
  }
  const parts = [
    schema.items,
    ...Object.values(schema.properties ?? {}),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
  ];
  for (const part of parts) if (part) collect(part, schemas, found);
}

function readOne(path: string, method: string, raw: RawOperation): Operation {
  const [type, body] = Object.entries(raw.requestBody?.content ?? {})[0] ?? [];
  return {
    id: raw.operationId,
    method: method.toUpperCase(),
    path,
    summary: raw.summary,
    text: raw.description ?? '',
    parameters: (raw.parameters ?? []).map((one) => ({
      name: one.name,
      type: `${typeOf(one.schema ?? {})} (${one.in})`,
      required: one.required ?? false,
      text: one.description ?? one.schema?.description ?? '',
    })),
    body: type && body ? (type === 'application/json' ? shapeOf(body.schema) : type) : null,
    answers: Object.entries(raw.responses)
      .filter(([status]) => Number(status) < 400)
      .map(([status, answer]) => {
        const content = Object.values(answer.content ?? {})[0];
        return { status, text: answer.description, type: content ? shapeOf(content.schema) : '' };
      }),
  };
}

/** A shape in one line: its name, or its fields with theirs. */
function shapeOf(schema: Schema): string {
  const fields = Object.entries(schema.properties ?? {});
  if (nameOf(schema) || fields.length === 0) return typeOf(schema);
  return `{ ${fields.map(([name, one]) => `${name}: ${typeOf(one)}`).join(', ')} }`;
}

/** Fields with those of unnamed objects inside, as `audience.include`. */
function fieldsOf(schema: Schema, before = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const field = {
      name: before + name,
      type: typeOf(one),
      required: schema.required?.includes(name) ?? false,
      text: one.description ?? '',
    };
    const list = one.items?.properties !== undefined;
    return [field, ...fieldsOf(list ? (one.items as Schema) : one, `${before}${name}${list ? '[]' : ''}.`)];
  });
}

function nameOf(schema: Schema): string | undefined {
  return schema.$ref?.split('/').at(-1);
}

function typeOf(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (schema.$ref) return nameOf(schema) as string;
  if (choices) return [...new Set(choices.map(typeOf))].join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.items) return `${typeOf(schema.items)}[]`;
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any');
  return schema.format ? `${type} (${schema.format})` : type;
}
