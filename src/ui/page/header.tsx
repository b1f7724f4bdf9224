import type { Markup } from '../content.ts';
import type { Account, Language, Navigation } from './page.tsx';

type HeaderProps = {
  siteName: string;
  siteHref?: string;
  navigation?: Navigation;
  account?: Account;
  languages: Language[];
  languagesLabel: string;
  demoNote?: string;
};

/**
 * The bar at the top. With sections (staff) everything but the name folds into a menu where there is little room; it is
 * a `details`, so it opens without a script. Where there is room, page.css lays its content open.
 */
export function PageHeader({
  siteName,
  siteHref,
  navigation,
  account,
  languages,
  languagesLabel,
  demoNote,
}: HeaderProps): Markup {
  const end = (
    <div class="bar-end">
      <Languages languages={languages} label={languagesLabel} />
      {account && (
        <div class="account">
          <a href={account.href}>{account.name}</a>
          <form method="post" action={account.signOut.action}>
            <button type="submit" class="plain">
              {account.signOut.text}
            </button>
          </form>
        </div>
      )}
    </div>
  );
  return (
    <header class="bar">
      {demoNote && <p class="demo">{demoNote}</p>}
      <div class="bar-row">
        <a class="site" href={siteHref ?? '/'}>
          <Bell />
          {siteName}
        </a>
        {navigation ? (
          <details class="menu">
            <summary>{navigation.menuText}</summary>
            <Sections {...navigation} />
            {end}
          </details>
        ) : (
          end
        )}
      </div>
    </header>
  );
}

function Sections({ label, items }: Navigation): Markup {
  return (
    <nav class="navigation" aria-label={label}>
      <ul>
        {items.map((item) => (
          <li>
            <a href={item.href} aria-current={item.current ? 'page' : undefined} data-shortcut={item.shortcut}>
              {item.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Languages({ languages, label }: { languages: Language[]; label: string }): Markup | null {
  if (languages.length < 2) return null;
  return (
    <nav class="languages" aria-label={label}>
      <ul>
        {languages.map((language) => (
          <li>
            <a
              href={language.href}
              lang={language.lang}
              hreflang={language.lang}
              aria-current={language.current ? 'true' : undefined}
            >
              {language.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Bell(): Markup {
  return (
    <svg class="bell" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" focusable="false">
      <path d="M16 2 4 10v20h24V10zM9 26v-2l2-2v-5a5 5 0 0 1 10 0v5l2 2v2z" fill="currentColor" fill-rule="evenodd" />
    </svg>
  );
}
