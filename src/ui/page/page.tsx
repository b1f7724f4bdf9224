import type { Content, Link, Markup } from '../content.ts';
import { scriptHref, stylesheetHref } from '../stylesheet.ts';
import { PageFooter } from './footer.tsx';
import { PageHeader } from './header.tsx';

export type Navigation = {
  label: string;
  /** On the button that opens the sections where there is little room. */
  menuText: string;
  items: { href: string; text: string; current?: boolean; shortcut?: string }[];
};

export type Account = { name: string; href: string; signOut: { action: string; text: string } };

export type Language = { href: string; text: string; lang: string; current: boolean };

export type PageProps = {
  lang: string;
  title: string;
  siteName: string;
  siteHref?: string;
  dir?: 'ltr' | 'rtl';
  skipText: string;
  navigation?: Navigation;
  account?: Account;
  languages: Language[];
  languagesLabel: string;
  breadcrumbs?: { label: string; items: { href?: string; text: string }[] };
  backLink?: Link;
  width?: 'narrow' | 'wide';
  banner?: Content;
  footer?: Link[];
  footerLabel?: string;
  footerNote?: Content;
  description?: string;
  noindex?: boolean;
  /** Reloads the page where scripts are off; with scripts a Live part does it without losing the place. */
  refreshSeconds?: number;
  /** Further link tags, such as an Atom feed. */
  head?: Content;
  /** Words of the list of shortcuts; without them the keys do nothing. */
  shortcuts?: { title: string; searchText: string; helpText: string; closeText: string };
  /** Says on every page that this is a demonstration. */
  demoNote?: string;
  /** The language of the page's own words, where it is not the frame's. */
  mainLang?: string;
  children: Content;
};

/** A complete page. The doctype is put in front of it by the HTTP layer. */
export function Page(props: PageProps): Markup {
  const { shortcuts } = props;
  return (
    <html lang={props.lang} dir={props.dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{props.title === props.siteName ? props.title : `${props.title} – ${props.siteName}`}</title>
        {props.description && <meta name="description" content={props.description} />}
        {props.noindex && <meta name="robots" content="noindex, nofollow" />}
        {props.refreshSeconds && (
          <noscript>
            <meta http-equiv="refresh" content={String(props.refreshSeconds)} />
          </noscript>
        )}
        <link rel="stylesheet" href={stylesheetHref()} />
        <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
        {props.head}
        <script src={scriptHref()} defer></script>
      </head>
      <body
        class={props.width ?? 'narrow'}
        data-shortcuts={shortcuts?.title}
        data-shortcuts-search={shortcuts?.searchText}
        data-shortcuts-help={shortcuts?.helpText}
        data-shortcuts-close={shortcuts?.closeText}
      >
        <a class="skip" href="#main">
          {props.skipText}
        </a>
        <PageHeader {...props} />
        <div class="body">
          {props.breadcrumbs && (
            <nav class="breadcrumbs" aria-label={props.breadcrumbs.label}>
              <ol>
                {props.breadcrumbs.items.map((item) => (
                  <li>
                    {item.href ? <a href={item.href}>{item.text}</a> : <span aria-current="page">{item.text}</span>}
                  </li>
                ))}
              </ol>
            </nav>
          )}
          {props.backLink && (
            <nav class="back" aria-label={props.backLink.text}>
              <a href={props.backLink.href}>{props.backLink.text}</a>
            </nav>
          )}
          <main id="main" tabindex={-1} lang={props.mainLang === props.lang ? undefined : props.mainLang}>
            {props.banner}
            {props.children}
          </main>
        </div>
        <PageFooter {...props} />
      </body>
    </html>
  );
}
