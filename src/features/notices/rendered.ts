/**
 * Rendered public pages, kept in memory: one rendering a change, whatever the number of readers. Whether a page still
 * holds is asked of the database at most once a second for each notice, so that several web processes agree.
 */
import { createHash } from 'node:crypto';

export interface Rendered {
  /** In bytes as it goes out: turning Chinese text into them again for each reader costs more than all the rest. */
  body: Uint8Array<ArrayBuffer>;
  etag: string;
  headers: Record<string, string>;
  changedAt: Date;
}

interface Entry {
  checkedAt: number;
  page: Rendered;
}

const holdsFor = 1000;
const mostEntries = 2000;

export class RenderedPages {
  readonly #entries = new Map<string, Entry>();

  /** The page under a key, where it was looked at within the last second. */
  fresh(key: string, now: number): Rendered | undefined {
    const known = this.#entries.get(key);
    return known && now - known.checkedAt < holdsFor && now >= known.checkedAt ? known.page : undefined;
  }

  /** The page under a key: as kept, or rendered anew when `stamp` says that the notice changed; nothing if it is gone. */
  async page(
    key: string,
    now: number,
    stamp: () => Promise<Date | undefined>,
    render: () => Promise<string | undefined>,
  ): Promise<Rendered | undefined> {
    const fresh = this.fresh(key, now);
    if (fresh) return fresh;
    const known = this.#entries.get(key);
    const changedAt = await stamp();
    if (!changedAt) {
      this.#entries.delete(key);
      return undefined;
    }
    if (known && known.page.changedAt.getTime() === changedAt.getTime()) {
      known.checkedAt = now;
      return known.page;
    }
    const html = await render();
    if (html === undefined) return undefined;
    const body = new TextEncoder().encode(html);
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const page = { body, etag, headers: headersOf(etag, changedAt), changedAt };
    // The oldest goes; a notice of yesterday is rendered again when somebody asks.
    if (this.#entries.size >= mostEntries) this.#entries.delete(this.#entries.keys().next().value as string);
    this.#entries.set(key, { checkedAt: now, page });
    return page;
  }
}

const headersOf = (etag: string, changedAt: Date) => ({
  ...{ etag, 'last-modified': changedAt.toUTCString(), 'content-type': 'text/html; charset=UTF-8' },
  ...{ 'cache-control': 'public, no-cache', vary: 'accept-language, cookie' },
});
