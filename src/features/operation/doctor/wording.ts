/** Words around texts in languages that the screens don't speak: the operator's files, and what is wrong with them. */
import type { Config } from '#platform/config.ts';
import { contentLanguages } from '#platform/i18n.ts';
import { framedLanguages, readWording, wordingFolder } from '#platform/wording.ts';
import { type Line, ok, warn } from './line.ts';

export async function wordingLines(config: Config): Promise<Line[]> {
  const folder = wordingFolder(config.dataDir);
  const { found, troubles } = readWording(folder);
  return framedLanguages.map((language) => {
    const check = `words around ${contentLanguages[language]}`;
    const own = troubles.filter((trouble) => trouble.startsWith(`${language}.json: `));
    if (own.length > 0) {
      const shown = own.slice(0, 3).join('; ') + (own.length > 3 ? `; and ${own.length - 3} more` : '');
      return warn(check, shown, 'correct the file and start again; until then readers get the fallback');
    }
    const wording = found.get(language);
    const instead = wording?.fallback === 'en' ? 'English' : 'Chinese';
    if (wording?.phrases) return ok(check, `${folder}/${language}.json`);
    return ok(check, `none supplied, ${instead} instead (belfry wording prints what to translate)`);
  });
}
