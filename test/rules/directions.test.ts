/** The walls of architecture.md, "Directions": each rule reads the import lines, and fails when it read nothing. */
import { describe, expect, test } from 'vitest';
import { isTest, type Source, sourcesBelow } from './sources.ts';

const all = sourcesBelow('src');
const code = all.filter((s) => !isTest(s.path) && !/\/(examples|factory)\.tsx?$/.test(s.path));

/** Who may enter whose door. It has no circle: see the last test. */
const doors: Record<string, readonly string[]> = {
  audit: [],
  // Days, about nobody: everybody above counts by it.
  calendar: ['audit'],
  directory: ['audit'],
  // Where things are, about nobody.
  map: ['audit', 'directory'],
  accounts: ['audit', 'directory'],
  delivery: ['audit', 'directory', 'accounts'],
  channels: ['audit', 'directory', 'accounts', 'delivery'],
  notices: ['audit', 'calendar', 'directory', 'accounts', 'delivery', 'channels'],
  incidents: ['audit', 'calendar', 'directory', 'map', 'accounts', 'delivery', 'channels'],
  // The record reads exercises where they are kept; incidents know nothing of it.
  training: ['audit', 'directory', 'accounts', 'incidents'],
  // Incidents are declared anew from empty fields: nothing of a case goes there, and it knows no incidents.
  voice: ['audit', 'calendar', 'directory', 'map', 'accounts', 'delivery', 'api'],
  // The guides: it knows nobody.
  help: [],
  operation: ['audit', 'directory', 'accounts', 'delivery', 'channels'],
  api: ['audit', 'directory', 'accounts'],
  // Above all whose data it is: export, erasure and retention go over every feature, through their doors.
  privacy: [
    'audit',
    'calendar',
    'directory',
    'map',
    'accounts',
    'delivery',
    'channels',
    'notices',
    'incidents',
    'training',
    'voice',
    'operation',
    'api',
    'help',
  ],
};

const featureOf = (path: string): string | undefined => /^src\/features\/([a-z]+)\//.exec(path)?.[1];
const roomOf = (path: string): string => {
  const rest = path
    .replace(/^src\/features\/[a-z]+\//, '')
    .replace(
      /^(roster|sheet|export|year|merge|unreachable|corrections|codes|slips|numbers|translations|register|documents|chains|plans|templates|series|api|oneroster|tokens|webhooks|reference|feeds|duty|evidence|ask|handling|sealed|published|open311|statistics)\//,
      '',
    );
  return (rest.split(/[/.]/)[0] ?? '').replace(/-.*$/, '');
};

/** Every import line that `broken` names, as `file -> import`. */
function offences(from: Source[], broken: (source: Source, imported: string) => boolean): string[] {
  expect(from.length, 'sources read').toBeGreaterThan(0);
  return from.flatMap((s) => s.imports.filter((i) => broken(s, i)).map((i) => `${s.path} -> ${i}`));
}

describe('directions', () => {
  test('the reader sees the project', () => {
    expect(code.length).toBeGreaterThan(60);
    expect(code.flatMap((s) => s.imports).length).toBeGreaterThan(200);
    for (const feature of Object.keys(doors)) expect(code.some((s) => featureOf(s.path) === feature)).toBe(true);
  });

  test('ui knows neither feature nor platform', () => {
    const ui = code.filter((s) => s.path.startsWith('src/ui/'));
    expect(offences(ui, (_, i) => /^src\/(?!ui\/)/.test(i))).toEqual([]);
  });

  test('platform knows no feature, no page part and nothing above it', () => {
    const platform = code.filter((s) => s.path.startsWith('src/platform/'));
    expect(offences(platform, (_, i) => /^src\/(?!platform\/)/.test(i))).toEqual([]);
  });

  test('features know nothing above them', () => {
    const features = code.filter((s) => featureOf(s.path));
    expect(offences(features, (_, i) => /^src\/(?!features\/|ui\/|platform\/)/.test(i))).toEqual([]);
  });

  test('a feature reaches another only through its door, and only the allowed ones', () => {
    const features = code.filter((s) => featureOf(s.path));
    const broken = (s: Source, i: string): boolean => {
      const to = featureOf(i);
      const from = featureOf(s.path) as string;
      if (!to || to === from) return false;
      const rest = i.replace(`src/features/${to}/`, '');
      return !doors[from]?.includes(to) || !['feature.ts', 'paths.ts'].includes(rest);
    };
    expect(offences(features, broken)).toEqual([]);
  });

  test('from above a feature is entered by its doors: feature.ts, paths.ts, seed.ts for the demo, console.ts for commands', () => {
    const above = code.filter((s) => !featureOf(s.path) && !/^src\/(ui|platform)\//.test(s.path));
    const allowed = (s: Source): RegExp => {
      if (s.path.startsWith('src/demo/')) return /^(feature|paths|seed(-[a-z]+)?)\.ts$/;
      if (s.path.startsWith('src/commands/')) return /^(feature|paths|console)\.ts$/;
      return /^(feature|paths)\.ts$/;
    };
    const broken = (s: Source, i: string): boolean => {
      const to = featureOf(i);
      return to !== undefined && !allowed(s).test(i.replace(`src/features/${to}/`, ''));
    };
    expect(above.flatMap((s) => s.imports).filter((i) => i.endsWith('/seed.ts')).length).toBeGreaterThan(3);
    expect(offences(above, broken)).toEqual([]);
  });

  test('the allowed doors have no circle', () => {
    const visit = (name: string, path: string[]): void => {
      expect(path, `circle through ${name}`).not.toContain(name);
      for (const next of doors[name] ?? []) visit(next, [...path, name]);
    };
    for (const name of Object.keys(doors)) visit(name, []);
  });

  test('inside a feature: pages neither read nor act, models know nothing, actions know no HTTP', () => {
    const rooms: Record<string, RegExp> = {
      model:
        /^(?!(src\/features\/[a-z]+\/((roster|slips|numbers|translations|register|documents|chains|plans|templates|series|oneroster|feeds|duty|evidence|ask|handling|sealed|published|open311|statistics)\/)?model|src\/features\/audit\/acts\.ts|src\/platform\/(i18n|trouble|access|days)\.ts)).*src\/|^kysely$|^hono/,
      pages: /^src\/features\/.*\/(queries|actions|jobs|routes)(\.|\/|-)|^kysely$|^pg$/,
      actions: /^src\/features\/.*\/(routes|pages|jobs|input)(\.|\/|-)|^hono|platform\/http\//,
      queries: /^src\/features\/.*\/(routes|pages|actions|jobs|input|messages)(\.|\/|-)|^hono|platform\/http\//,
      jobs: /^src\/features\/.*\/(routes|pages)(\.|\/|-)|^hono|platform\/http\//,
    };
    const features = code.filter((s) => featureOf(s.path));
    for (const [room, forbidden] of Object.entries(rooms)) {
      const sources = features.filter((s) => roomOf(s.path) === room);
      expect(
        offences(sources, (_, i) => forbidden.test(i)),
        room,
      ).toEqual([]);
    }
  });

  test('Hono stops at routes and pages', () => {
    const allowed =
      /^src\/(app|shell|problem)\.tsx?$|^src\/serve|^src\/platform\/http\/|^src\/ui\/|\/(routes|pages)([/.-]|$)|^src\/demo\//;
    expect(offences(code, (s, i) => /^(hono|@hono\/)/.test(i) && !allowed.test(s.path))).toEqual([]);
  });

  test('Kysely stops at queries; elsewhere only its types', () => {
    const allowed =
      /^src\/platform\/(database\/|jobs\.ts|events\.ts|processes\.ts|http\/health\.ts)|\/queries|\/factory\.ts$|\/seed|^src\/demo\//;
    const broken = code.filter((s) => !allowed.test(s.path) && /^import (?!type\b)[^;]*from 'kysely'/m.test(s.text));
    expect(broken.map((s) => s.path)).toEqual([]);
    expect(code.filter((s) => s.imports.includes('kysely')).length).toBeGreaterThan(4);
  });

  test('the tables of people are read in the directory only; its door has queries to build upon', () => {
    const people = /\b(from|join|update|into) (person|membership|guardianship|contact_point)\b/;
    const outside = code.filter((s) => featureOf(s.path) !== 'directory' && !s.path.startsWith('src/demo/'));
    expect(outside.filter((s) => people.test(s.text)).map((s) => s.path)).toEqual([]);
    expect(code.filter((s) => people.test(s.text)).length).toBeGreaterThan(10);
  });

  const only = (what: string, pattern: RegExp, allowed: RegExp) =>
    test(what, () => {
      const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      const found = code.filter((s) => pattern.test(withoutComments(s.text))).map((s) => s.path);
      expect(found.filter((path) => !allowed.test(path))).toEqual([]);
      expect(
        found.some((path) => allowed.test(path)),
        'the pattern finds the place where it is allowed',
      ).toBe(true);
    });

  only(
    'the fields of signing in stand in one place',
    /autocomplete="(username|current-password|new-password)"/,
    /^src\/features\/accounts\/pages\/fields\.tsx$/,
  );
  only('process.env stops at platform/config', /\bprocess\.env\b/, /^src\/platform\/config/);
  only('the time comes from platform/clock', /\bnew Date\(\)|\bDate\.now\(\)/, /^src\/platform\/clock\.ts$/);
  only('every outgoing request goes through platform/fetch', /(?<![.\w])fetch\(/, /^src\/platform\/fetch/);
});
