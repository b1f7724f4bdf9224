import type { Content, Markup } from '../content.ts';

export type PageHeadingProps = {
  title: string;
  /** Above the title: number, date, office. */
  caption?: Content;
  /** Below the title: state, deadline, tags. */
  meta?: Content;
  lang?: string;
};

export function PageHeading({ title, caption, meta, lang }: PageHeadingProps): Markup {
  return (
    <div class="heading">
      {caption && <p class="meta">{caption}</p>}
      <h1 lang={lang}>{title}</h1>
      {meta && <div class="meta">{meta}</div>}
    </div>
  );
}

/** Small words beside the matter: dates, sizes, hints. */
export function Meta({ children }: { children: Content }): Markup {
  return <p class="meta">{children}</p>;
}
