/** The description (OpenAPI 3.1): made from the same schemas that check what comes in. */
import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import { type ProblemKind, problemKinds } from './problem.ts';
import type { ApiRoute } from './route.ts';

const problemShape = z
  .object({
    type: z.string().meta({ description: 'An address of the page that explains this kind of problem.' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    instance: z.string().meta({ description: 'The request; tell it to the operator.' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional().meta({ description: 'JSON pointer into the body.' }),
          parameter: z.string().optional(),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });

const always: readonly ProblemKind[] = ['unauthorized', 'forbidden', 'notAcceptable', 'tooMany', 'error'];

/** Problems that a route can answer with, by its shape. */
function problemsOf(route: ApiRoute): ProblemKind[] {
  const found: ProblemKind[] = [...always];
  if (route.query || route.idempotent) found.push('badParameters');
  // A query can name an organisation that is not within the reach.
  if (route.params || route.query) found.push('notFound');
  if (route.body) found.push('malformed', 'invalid', 'conflict');
  if (route.body || route.binary) found.push('tooLarge', 'unsupportedType');
  if (route.method !== 'get') found.push('conflict', 'invalid', 'tooLarge');
  if (route.conditional === 'write') found.push('preconditionRequired', 'preconditionFailed');
  return found;
}

const header = (name: string, schema: object, description: string, required = false) => ({
  name,
  in: 'header' as const,
  required,
  description,
  schema,
});

/** The route in the words of the library. */
export function configOf(route: ApiRoute): RouteConfig {
  const responses: Record<string, object> = {};
  for (const kind of problemsOf(route)) {
    responses[problemKinds[kind]] ??= {
      description: 'Problem',
      content: { 'application/problem+json': { schema: problemShape } },
    };
  }
  for (const [status, answer] of Object.entries(route.answers)) {
    const type = answer.type ?? 'application/json';
    const schema = answer.schema ?? (answer.type ? { type: 'string', format: 'binary' } : undefined);
    responses[status] = {
      description: answer.description,
      ...(schema ? { content: { [type]: { schema } } } : {}),
      ...(route.conditional === 'read' && Number(status) === 200
        ? { headers: { ETag: { description: 'Names this state.', schema: { type: 'string' } } } }
        : {}),
    };
  }
  if (route.conditional === 'read') responses[304] = { description: 'As you have it (If-None-Match).' };
  const parameters = [];
  if (route.conditional === 'read') {
    parameters.push(header('If-None-Match', { type: 'string' }, 'The ETag that you have: 304 if it still holds.'));
  }
  if (route.conditional === 'write') {
    parameters.push(
      header('If-Match', { type: 'string' }, 'The ETag that you read; 412 if it has changed since.', true),
    );
  }
  if (route.idempotent) {
    const schema = { type: 'string', minLength: 1, maxLength: 255 };
    parameters.push(
      header('Idempotency-Key', schema, 'Sent again within 24 h with the same key, it is not done twice.'),
    );
  }
  return {
    method: route.method,
    path: route.path,
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, route.scope ? `Scope: \`${route.scope}\`.` : 'Every token.']
      .filter(Boolean)
      .join(' '),
    security: [{ token: [] }],
    request: {
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
      ...(route.body
        ? { body: { required: true, content: { 'application/json': { schema: route.body } } } }
        : route.binary
          ? { body: { required: true, content: { [route.binary]: { schema: { type: 'string', format: 'binary' } } } } }
          : {}),
    },
    ...(parameters.length ? { parameters } : {}),
    responses,
  } as RouteConfig;
}

const tags = {
  token: 'What your token may do.',
  directory: 'Organisations, people, memberships, guardianships, contact points. Within the token’s reach.',
  notices: 'Drafts, published notices, files. A token never approves: a second person does, at the desk.',
  delivery: 'How far a notice got: states and figures, never names nor times of reading. Small numbers are suppressed.',
  webhooks: 'What happened, sent to an address of yours.',
};

/** The whole description. */
export function description(routes: readonly ApiRoute[], publicUrl: string): object {
  const registry = new OpenAPIHono();
  registry.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token that an administrator made at the desk.',
  });
  for (const route of routes) registry.openAPIRegistry.registerPath(configOf(route));
  return registry.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Belfry',
      version: '1',
      description:
        'Directory, notices, deliveries and receipts of a school district. Errors are problem details (RFC 9457) in the language of Accept-Language (zh-CN, en). Lists are paged by the Link header.',
      license: { name: 'Apache 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: publicUrl }],
    tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
    security: [{ token: [] }],
  });
}
