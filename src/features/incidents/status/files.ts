/** The folder of the public page: each file is written beside its place and renamed into it, so no reader sees half of one. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { languages } from '#platform/i18n.ts';
import { feedXml } from './feed.ts';
import { historyHtml, indexHtml } from './html.tsx';
import { incidentPages } from './incident-pages.tsx';
import {
  feedFile,
  historyFile,
  incidentFile,
  indexFile,
  jsonFile,
  type StatusPage,
  scriptFile,
  styleFile,
  usesFile,
} from './model.ts';
import { statusScript } from './script.ts';
import { statusCss } from './style.ts';
import { usesHtml } from './uses.tsx';

export const folderOf = (dataDir: string): string => join(dataDir, 'status');

/** Names that may be asked for; nothing else in the folder is served. */
export const servedName =
  /^(?:[a-z0-9]+(?:-[a-z0-9-]+)?(?:\.en)?\.html|status\.(?:json|atom|css|js)|alerts\.atom|cap-\d+\.xml)$/;

/**
 * Writes the whole page. The pages of incidents come first and status.json last: whoever reads the index finds what it
 * links to, and what died in between is written anew, since status.json bears the revision. `warnings`: the files of
 * warnings; without them (the database is away) those that are there stay. False: `may` no longer held, and the rest was
 * left to whoever writes now.
 */
export async function writeFolder(
  dataDir: string,
  page: StatusPage,
  warnings?: ReadonlyMap<string, string>,
  may: () => boolean = () => true,
): Promise<boolean> {
  const folder = folderOf(dataDir);
  await mkdir(folder, { recursive: true });
  // The service runs with a umask that leaves nothing to others; this folder is what a web server reads.
  await chmod(folder, 0o755);
  const files = new Map<string, string>([[styleFile, statusCss], [scriptFile, statusScript], ...(warnings ?? [])]);
  for (const language of languages) {
    for (const incident of [...page.running, ...page.past]) {
      for (const [i, part] of incidentPages(page, incident, language).entries())
        files.set(incidentFile(incident.id, language, i + 1), part);
    }
    files.set(historyFile(language), historyHtml(page, language));
    files.set(usesFile(language), usesHtml(page, language));
    files.set(indexFile(language), indexHtml(page, language));
  }
  files.set(feedFile, feedXml(page));
  files.set(jsonFile, `${JSON.stringify(page, null, 1)}\n`);
  for (const [name, content] of files) if (!(await put(folder, name, content, may))) return false;
  await sweep(folder, new Set(files.keys()), warnings !== undefined);
  return true;
}

interface Kept {
  content: Uint8Array<ArrayBuffer>;
  stamp: string;
  /** When it was last compared with the file. */
  lookedAt: number;
}
/** By path. Everybody looks at the same few files at once: their bytes are kept, and compared ten times a second. */
const kept = new Map<string, Kept>();
const lookAgainMs = 100;
const mostKept = 300;

async function put(folder: string, name: string, content: string, may: () => boolean): Promise<boolean> {
  const path = join(folder, name);
  if ((await readFile(path, 'utf8').catch(() => null)) === content) return may();
  const beside = join(folder, `.${name}.${randomUUID()}`);
  const file = await open(beside, 'w');
  try {
    await file.chmod(0o644);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  if (!may()) {
    await rm(beside, { force: true });
    return false;
  }
  await rename(beside, path);
  kept.delete(path);
  return true;
}

/** Pages of incidents that are no longer kept, and what a killed writer left beside its place. */
async function sweep(folder: string, wanted: ReadonlySet<string>, warnings: boolean): Promise<void> {
  for (const name of await readdir(folder)) {
    const old = name.startsWith('.') || /^incident-.*\.html$/.test(name) || (warnings && /^cap-\d+\.xml$/.test(name));
    if (!old || wanted.has(name)) continue;
    await rm(join(folder, name), { force: true });
    kept.delete(join(folder, name));
  }
}

/** The bytes of a file of the folder; undefined where there is none. The name has to be one that may be served. */
export async function fileContent(dataDir: string, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const path = join(folderOf(dataDir), name);
  const known = kept.get(path);
  const now = performance.now();
  if (known && now - known.lookedAt < lookAgainMs) return known.content;
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    kept.delete(path);
    return undefined;
  }
  const stamp = `${found.ino} ${found.size} ${found.mtimeMs}`;
  if (known?.stamp === stamp) {
    known.lookedAt = now;
    return known.content;
  }
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return undefined;
  // Of its own, not a piece of a shared pool.
  const content = new Uint8Array(bytes);
  if (kept.size >= mostKept) kept.clear();
  kept.set(path, { content, stamp, lookedAt: now });
  return content;
}

/** What the folder shows now; undefined where nothing was written yet. */
export async function readFolder(dataDir: string): Promise<StatusPage | undefined> {
  const text = await readFile(join(folderOf(dataDir), jsonFile), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const page = JSON.parse(text) as StatusPage;
  return page.version === 1 ? page : undefined;
}
