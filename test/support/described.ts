/** Whether an answer is as the description says: its status is named for the operation, its body fits the schema. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export interface Described {
  paths: Record<string, Record<string, DescribedOperation>>;
  components: { schemas: Record<string, object> };
}

interface DescribedOperation {
  operationId: string;
  parameters?: { name: string; in: string; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

/** A function that says what is wrong with an answer; nothing if all is well. */
export function checker(
  description: Described,
): (method: string, path: string, answer: Response, body: string) => string | undefined {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'api', ...(description as object) });
  const compiled = new Map<string, ValidateFunction>();
  const validator = (pointer: string): ValidateFunction => {
    const found = compiled.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    compiled.set(pointer, found);
    return found;
  };
  const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
  return (method, path, answer, body) => {
    const { status } = answer;
    const operation = description.paths[path]?.[method];
    const type = (answer.headers.get('content-type') ?? '').split(';')[0] as string;
    if (!operation) {
      if (![404, 405].includes(status)) return `${status} for what is not described`;
      return type === 'application/problem+json' ? undefined : `a ${status} that is no problem: ${type}`;
    }
    const described = operation.responses[status];
    if (!described) return `${operation.operationId}: ${status} is not described: ${body.slice(0, 200)}`;
    if (!described.content) return body === '' ? undefined : `${operation.operationId}: ${status} has a body`;
    if (described.content['*/*']) return undefined;
    if (!described.content[type]) return `${operation.operationId}: ${status} as ${type}`;
    const validate = validator(`/paths/${escaped(path)}/${method}/responses/${status}/content/${escaped(type)}/schema`);
    return validate(JSON.parse(body))
      ? undefined
      : `${operation.operationId}: ${status}: ${ajv.errorsText(validate.errors)} in ${body.slice(0, 300)}`;
  };
}
