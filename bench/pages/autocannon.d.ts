/** What the bench uses of autocannon, which comes without types. */
declare module 'autocannon' {
  interface Shot {
    requests: { total: number };
    duration: number;
    non2xx: number;
    errors: number;
  }
  function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    headers: Record<string, string>;
  }): Promise<Shot>;
  export = autocannon;
}
