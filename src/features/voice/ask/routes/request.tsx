/** What handlers below /ask take from a request: its form, and nothing of who sent it. */
import type { Ctx } from '#platform/http/context.ts';
import { type Form, readForm } from '#platform/http/form.ts';
import { page } from '#platform/http/respond.ts';
import { contentLanguages, languages } from '#platform/i18n.ts';
import { ownMemory } from '#platform/own-memory.ts';
import { webProcesses } from '#platform/processes.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { NewFile } from '../../model/brought.ts';
import type { Kind } from '../../model/kinds.ts';
import { cleanFile } from '../files.ts';
import { Floodgate } from '../flood.ts';
import { askWords } from '../messages.ts';
import { mostFiles } from '../model/limits.ts';
import { BusyPage } from '../pages/busy.tsx';
import type { AskView } from '../pages/frame.tsx';
import { type AskPage, askPath } from '../paths.ts';

/** One for the process: it lives in memory alone. */
export const gateOf = ownMemory(() => new Floodgate());

/**
 * `page`: the languages lead to that page in each of them; a page that answers a form has none, since what was typed would be
 * lost.
 */
export function askView(c: Ctx, page?: AskPage, kind?: Kind): AskView {
  const { language } = c.var;
  const shell = c.var.shell('public');
  const others = languages.map((lang) => ({
    href: page ? askPath(page, lang, kind) : '',
    text: contentLanguages[lang],
    lang,
    current: lang === language,
  }));
  return { shell: { ...shell, languages: page ? others : [] }, t: askWords(language), language };
}

export function senderOf(c: Ctx): string {
  return c.var.sender ?? '';
}

export function nowOf(c: Ctx): number {
  return c.var.services.clock.now().getTime();
}

/** Refused before anything of it was read: what was typed is still in the page before. */
function tooLarge(c: Ctx): Response | Promise<Response> {
  // Whoever goes on sending is not listened to.
  c.header('connection', 'close');
  return tooBusy(c, true);
}

/** Short, and without a question to the database: for when very many ask at once. */
export function tooBusy(c: Ctx, files = false): Response | Promise<Response> {
  c.header('retry-after', '600');
  return page(c, <BusyPage view={askView(c)} files={files} />, 429);
}

/** The form, or the page that says that forms with files can't be taken now. */
export async function readAskForm(c: Ctx, largest: number): Promise<Form | Response> {
  gateOf(c.var.services).came(nowOf(c));
  const length = c.req.header('content-length');
  const said = length !== undefined && /^\d{1,12}$/.test(length) ? Number(length) : undefined;
  const give = gateOf(c.var.services).mayRead(senderOf(c), said, largest, nowOf(c));
  if (!give) return tooLarge(c);
  try {
    return await readForm(c);
  } finally {
    give();
  }
}

/** Limits over all are shared by the web processes that there are now. */
export async function shareLimits(c: Ctx): Promise<void> {
  const gate = gateOf(c.var.services);
  if (gate.counts(nowOf(c))) gate.shareAmong(await webProcesses(c.var.services.db));
}

/** Chosen files, each cleaned; `kept` are cleaned already. Troubles of files.ts, `tooManyFiles` and `busy`. */
export async function cleanFiles(c: Ctx, chosen: readonly File[], kept: number): Promise<Outcome<NewFile[]>> {
  if (chosen.length === 0) return done([]);
  if (chosen.length + kept > mostFiles) return refused('files', 'tooManyFiles', { n: mostFiles });
  if (!gateOf(c.var.services).admitsFiles(senderOf(c), nowOf(c))) return refused('files', 'busy');
  const files: NewFile[] = [];
  for (const [index, file] of chosen.entries()) {
    const clean = await cleanFile(kept + index + 1, Buffer.from(await file.arrayBuffer()));
    if (!clean.ok) return clean;
    files.push(clean.value);
  }
  return done(files);
}
