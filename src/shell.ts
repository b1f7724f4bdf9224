/** The frame of a page for one request: site name, navigation by permission, languages, account. */
import { features } from './features.ts';
import { mayEnter, type PermissionTable } from './platform/access.ts';
import type { Ctx, Shell } from './platform/http/context.ts';
import { frameWords } from './platform/http/words.ts';
import { languages } from './platform/i18n.ts';

const languageNames = { 'zh-CN': '中文', en: 'English' } as const;

/** `public` pages carry no account and no navigation, even for somebody who is signed in. */
export function shellFor(c: Ctx, kind: 'public' | 'staff', table: PermissionTable): Shell {
  const { language, caller, services } = c.var;
  const t = frameWords(language);
  const address = new URL(c.req.url);
  const here = address.pathname + address.search;
  const shell: Shell = {
    lang: language,
    siteName: services.config.siteName || t('siteName'),
    languagesLabel: t('languages'),
    languages: languages.map((lang) => ({
      href: `/language/${lang}?back=${encodeURIComponent(here)}`,
      text: languageNames[lang],
      lang,
      current: lang === language,
    })),
    skipText: t('skip'),
    footer: features.flatMap((f) => f.publicLinks ?? []).map((l) => ({ href: l.href, text: l.text(language) })),
    footerLabel: t('footer'),
  };
  if (services.config.demo) shell.demoNote = t('demo');
  if (kind === 'staff' && caller.kind === 'account') {
    const items = features
      .flatMap((f) => f.navigation ?? [])
      .filter((item) => mayEnter(caller, item.permission, table))
      .sort((a, b) => a.order - b.order)
      .map((item) => ({
        href: item.href,
        text: item.text(language),
        current: address.pathname === item.href || address.pathname.startsWith(`${item.href}/`),
      }));
    shell.navigation = { label: t('navigation'), menuText: t('menu'), items };
    shell.shortcuts = {
      title: t('shortcuts'),
      searchText: t('shortcutSearch'),
      helpText: t('shortcutHelp'),
      closeText: t('shortcutClose'),
    };
    shell.account = { name: caller.name, href: '/account', signOut: { action: '/sign-out', text: t('signOut') } };
  }
  return shell;
}
