/** A client of the API for tests: tokens of the standard cast's administrators, and requests with them. */
import type { Hono } from 'hono';
import { makeToken, type TokenWish } from '../../src/features/api/tokens/actions.ts';
import { byAt } from '../../src/features/notices/factory.ts';
import { apiScopes } from '../../src/platform/api-scopes.ts';
import type { Env } from '../../src/platform/http/context.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Cast, Place } from './cast.ts';

/** Makes a token by the place's own administrator, with all scopes unless told otherwise. */
export async function tokenAt(
  services: Services,
  cast: Cast,
  place: Place,
  wish: Partial<TokenWish> = {},
): Promise<string> {
  const member = cast.members[`${place}.administrator`];
  const made = await makeToken(services, byAt(member), {
    name: `测试 ${place}`,
    organisationId: member.organisation.id,
    roles: ['editor'],
    scopes: apiScopes,
    networks: [],
    expiresOn: new Date(services.clock.now().getTime() + 90 * 86_400_000).toISOString().slice(0, 10),
    ...wish,
  });
  if (!made.ok) throw new Error(JSON.stringify(made.troubles));
  return made.value.token;
}

export interface ApiAnswer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

export type Ask = <T = Record<string, unknown>>(
  method: string,
  path: string,
  more?: { body?: unknown; headers?: Record<string, string>; token?: string | null },
) => Promise<ApiAnswer<T>>;

/** Requests with a token; a body that is no text or bytes is sent as JSON. */
export function client(app: Pick<Hono<Env>, 'request'>, token: string): Ask {
  return async (method, path, { body, headers = {}, token: other = token } = {}) => {
    const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const answer = await app.request(path, {
      method,
      headers: {
        'accept-language': 'en',
        ...(other ? { authorization: `Bearer ${other}` } : {}),
        ...(raw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: raw ? (body as BodyInit | undefined) : JSON.stringify(body),
    });
    const text = await answer.text();
    const type = answer.headers.get('content-type') ?? '';
    return {
      status: answer.status,
      headers: answer.headers,
      body: text && /json/.test(type) ? JSON.parse(text) : text,
    } as never;
  };
}
