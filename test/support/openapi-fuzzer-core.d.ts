/** The package brings no types. */
declare module 'openapi-fuzzer-core' {
  export interface FuzzedRequest {
    name: string;
    request: {
      method: string;
      path: string;
      pathParams?: Record<string, unknown>;
      queryParams?: Record<string, unknown>;
      body?: unknown;
    };
    expect: { status: number[] };
  }
  const fuzz: { swagger(description: object): FuzzedRequest[] };
  export default fuzz;
}
