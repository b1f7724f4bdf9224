/** The client of the npm registry (open311 0.0.12), as far as the tests use it. It has no types of its own. */
declare module 'open311' {
  type Done<T> = (error: unknown, data: T) => void;

  export default class Open311 {
    constructor(options: { discovery: string; endpoint: string; format: 'json' | 'xml'; apiKey: string });
    serviceDiscovery(done: Done<{ endpoints: Record<string, unknown>[] }>): void;
    serviceList(done: Done<Record<string, unknown>[]>): void;
    serviceDefinition(code: string, done: Done<{ attributes: Record<string, unknown>[] }>): void;
    submitRequest(request: Record<string, unknown>, done: Done<Record<string, unknown>[]>): void;
    token(token: string, done: Done<Record<string, unknown>[]>): void;
    serviceRequest(id: string, done: Done<Record<string, unknown>[]>): void;
    serviceRequests(what: readonly string[] | Record<string, string>, done: Done<Record<string, unknown>[]>): void;
  }
}
