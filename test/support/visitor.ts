/** Somebody with a browser, as far as forms and cookies go: requests to an app without a network. */
import type { createApp } from '../../src/app.tsx';

export interface Answer {
  status: number;
  location: string;
  text: string;
  setCookies: string[];
}

export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly app: ReturnType<typeof createApp>,
    private readonly origin = 'http://belfry.test',
    private readonly headers: Record<string, string> = {},
    /** The other end of the connection, as the server would tell it. */
    private readonly remoteAddress?: string,
  ) {}

  get(path: string): Promise<Answer> {
    return this.ask(path, { method: 'GET' });
  }

  /** Posts a form as a page of this site would. Lists give several values of one name. */
  post(path: string, fields: Record<string, string | number | readonly (string | number)[]> = {}): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of [value].flat()) body.append(name, String(one));
    }
    return this.ask(path, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } });
  }

  private async ask(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'accept-language': 'en', ...this.headers, ...init.headers, ...(cookie && { cookie }) };
    const env = this.remoteAddress ? { incoming: { socket: { remoteAddress: this.remoteAddress } } } : {};
    const url = path.startsWith('http') ? path : this.origin + path;
    const response = await this.app.request(url, { ...init, headers }, env);
    const setCookies = response.headers.getSetCookie();
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.text();
    return { status: response.status, location: response.headers.get('location') ?? '', text, setCookies };
  }
}

/** The value of a hidden field of a page. */
export function hiddenField(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
}
