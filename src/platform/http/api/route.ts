/** A route of the API names its permission and its scope; its zod schemas check what comes in and describe it. */
import type { z } from 'zod';
import type { ApiScope } from '../../api-scopes.ts';
import type { Ctx } from '../context.ts';

type Shape = z.ZodObject;
type Given<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined;

export interface ApiAnswer {
  description: string;
  schema?: z.ZodType;
  /** Where it is not application/json. */
  type?: string;
}

export interface ApiSpec<P extends Shape | undefined, Q extends Shape | undefined, B extends z.ZodType | undefined> {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** In the form of OpenAPI, such as `/api/v1/people/{person}`. */
  path: string;
  /** What a page needs for the same, from the table of some feature; `token`: every token, about itself. */
  permission: string;
  /** Null: with `token`. */
  scope: ApiScope | null;
  /** One word for clients, such as `listPeople`. */
  operationId: string;
  tag: 'token' | 'directory' | 'notices' | 'delivery' | 'webhooks';
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  body?: B;
  /** A body that is no JSON: its content type. It comes as a Buffer. */
  binary?: string;
  maxBody?: number;
  answers: Readonly<Record<number, ApiAnswer>>;
  /** `read`: has an ETag. `write`: wants If-Match. */
  conditional?: 'read' | 'write';
  /** A POST that makes something: takes an Idempotency-Key. */
  idempotent?: boolean;
}

export interface ApiInput<P, Q, B> {
  params: P;
  query: Q;
  body: B;
}

export interface ApiRoute extends ApiSpec<Shape | undefined, Shape | undefined, z.ZodType | undefined> {
  handler: (c: Ctx, input: ApiInput<never, never, never>) => Response | Promise<Response>;
}

/** Ties a handler to the types of its schemas. */
export function apiRoute<
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  spec: ApiSpec<P, Q, B>,
  handler: (c: Ctx, input: ApiInput<Given<P>, Given<Q>, Given<B>>) => Response | Promise<Response>,
): ApiRoute {
  return { ...spec, handler: handler as ApiRoute['handler'] };
}
