import type { Content, Markup } from '../content.ts';

export type LiveProps = {
  /** Address of the fragment; it is rendered by the same component as what stands inside now. */
  href: string;
  everySeconds: number;
  /** The address sends events (text/event-stream), each a whole fragment, instead of being asked again and again. */
  stream?: boolean;
  /** Screen readers hear each change; only for a line of text, never for a table. */
  announce?: boolean;
  children: Content;
};

/** A piece of the page that keeps itself fresh while it is looked at. A fragment that holds `LiveEnd` is the last one. */
export function Live({ href, everySeconds, stream, announce, children }: LiveProps): Markup {
  return (
    <div
      data-live={href}
      data-every={everySeconds}
      data-stream={stream ? '' : undefined}
      aria-live={announce ? 'polite' : undefined}
    >
      {children}
    </div>
  );
}

/** Inside a fragment: nothing more will change. With `reload` the whole page is fetched once more. */
export function LiveEnd({ reload }: { reload?: boolean }): Markup {
  return <span hidden data-live-end={reload ? 'reload' : ''}></span>;
}
