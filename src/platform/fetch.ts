/** The one place from which requests leave the house. */

export interface OutgoingRequest {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  /** Sent as JSON; or a text as it is, whose type the headers say. */
  json?: unknown;
  body?: string;
  /** Milliseconds for the whole exchange. */
  timeout: number;
  /** Most bytes that are read of an answer. */
  maxBytes?: number;
}

export type OutgoingAnswer =
  | { kind: 'answer'; status: number; body: string; retryAfter?: string }
  /** Time is up: whether the other side did what was asked is not known. */
  | { kind: 'timeout' }
  /** The request did not get through; `sent`: the connection broke, so that the other side may have got it. */
  | { kind: 'unreachable'; error: string; sent?: boolean };

const largestAnswer = 512 * 1024;

/** Refused and unknown hosts were never reached; a connection that broke may have been broken after the request. */
export const neverReached: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Sends a request to an address that the operator has configured. Redirects are answers, never followed: the token in
 * the headers is for this address alone. Never throws for what the network does.
 */
export async function outgoing(url: string, request: OutgoingRequest): Promise<OutgoingAnswer> {
  const { timeout, maxBytes = 64 * 1024 } = request;
  try {
    const response = await fetch(url, {
      method: request.method ?? (request.json === undefined && request.body === undefined ? 'GET' : 'POST'),
      headers: { ...(request.json === undefined ? {} : { 'content-type': 'application/json' }), ...request.headers },
      ...(request.json === undefined ? {} : { body: JSON.stringify(request.json) }),
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    return { kind: 'answer', status: response.status, body: await readSome(response, maxBytes) };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'timeout' };
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = (cause as { code?: string }).code ?? '';
    if (neverReached.has(code)) {
      return { kind: 'unreachable', error: code };
    }
    return { kind: 'timeout' };
  }
}

async function readSome(response: Response, maxBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (!response.body) return '';
  for await (const piece of response.body) {
    pieces.push(piece);
    size += piece.length;
    if (size >= maxBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, maxBytes).toString('utf8');
}

/**
 * The same rules for a library that wants a function like the platform's own: no redirect is followed, the whole
 * exchange has an end, and an answer has a size. Throws as the platform does.
 */
export async function guardedFetch(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...options, redirect: 'manual', signal: AbortSignal.timeout(8_000) });
  const body = await readSome(response, largestAnswer + 1);
  if (body.length > largestAnswer) throw new Error(`The answer of ${new URL(url).host} is too long.`);
  const { status, headers } = response;
  // What was packed is unpacked by now.
  const kept = new Headers(headers);
  kept.delete('content-encoding');
  kept.delete('content-length');
  return new Response([204, 205, 304].includes(status) ? null : body, { status, headers: kept });
}
