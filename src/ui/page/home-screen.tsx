import type { Markup } from '../content.ts';

/** In the head of a page that can be put on a telephone's home screen. */
export function HomeScreen({ manifest, lang }: { manifest: string; lang: string }): Markup {
  return (
    <>
      <link rel="manifest" href={`${manifest}?language=${lang}`} />
      <link rel="apple-touch-icon" href="/assets/icon-180.png" />
    </>
  );
}
