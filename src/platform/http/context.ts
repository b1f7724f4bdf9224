/** What every handler finds in its context. */
import type { Context } from 'hono';
import type { Caller, Reach } from '../access.ts';
import type { Waiting } from '../feature.ts';
import type { ContentLanguage, Language } from '../i18n.ts';
import type { Services } from '../services.ts';
import type { ApiRoute } from './api/route.ts';

export interface Link {
  href: string;
  text: string;
}

/** The frame of a page, as plain data: the page part of ui takes it as it is, plus title and children. */
export interface Shell {
  lang: Language;
  siteName: string;
  languagesLabel: string;
  languages: { href: string; text: string; lang: string; current: boolean }[];
  skipText: string;
  navigation?: { label: string; menuText: string; items: (Link & { current?: boolean })[] };
  account?: { name: string; href: string; signOut: { action: string; text: string } };
  footer: Link[];
  footerNote?: string;
  demoNote?: string;
  footerLabel: string;
  /** Words of the keyboard shortcuts, on staff pages. */
  shortcuts?: { title: string; searchText: string; helpText: string; closeText: string };
}

export interface Variables {
  services: Services;
  caller: Caller;
  language: Language;
  /** The language of the text around which a page's words stand (platform/wording.ts). */
  around?: ContentLanguage;
  /** The frame for this request; `public` has no account and no staff navigation. */
  shell: (kind: 'public' | 'staff') => Shell;
  /** The caller's reach for a permission. */
  reach: (permission: string) => Reach;
  /** What waits for the caller, over all features. */
  waiting: () => Promise<Waiting[]>;
  requestId: string;
  /** Below /ask: a hash that stands for the address for some minutes, for limits alone (unnamed.ts). */
  sender?: string;
  /** The answer has all its headers already (protection.ts). */
  complete?: boolean;
  /** The page compiles WebAssembly (protection.ts). */
  wasm?: boolean;
  /** All routes of the API, for its description. */
  apiRoutes: readonly ApiRoute[];
}

export interface Env {
  Variables: Variables;
}

export type Ctx = Context<Env>;
