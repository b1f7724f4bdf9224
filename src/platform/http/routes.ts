/** A route names its permission on its own line; one that names none does not compile, and does not start. */
import type { Ctx } from './context.ts';

export type Handler = (c: Ctx) => Response | Promise<Response>;

export interface Route {
  method: 'GET' | 'POST';
  /** Hono's pattern, from the feature's paths.ts, such as `/desk/notices/:notice`. */
  path: string;
  /** A permission that some feature declares, or `public`, `link`, `signed-in` (platform/access.ts). */
  permission: string;
  handler: Handler;
  /** Largest body in bytes, where it differs from the default of 1 MB (uploads). */
  maxBody?: number;
  /** A dangerous act: asks for a fresh proof of who the caller is (not for forms with files). */
  proof?: boolean;
}

export function get(path: string, permission: string, handler: Handler, options: { proof?: boolean } = {}): Route {
  return { method: 'GET', path, permission, handler, ...options };
}

export function post(
  path: string,
  permission: string,
  handler: Handler,
  options: { maxBody?: number; proof?: boolean } = {},
): Route {
  return { method: 'POST', path, permission, handler, ...options };
}
