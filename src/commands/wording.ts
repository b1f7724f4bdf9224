/** belfry wording: the words around texts in Tibetan or Qiang, to translate, and a check of what was translated. */
import type { Command } from 'commander';
import { OperatorError } from '../platform/operator-error.ts';
import { framedLanguages, phrasesToTranslate, readWording, wordingFolder } from '../platform/wording.ts';
import { open } from './open.ts';

export function registerWording(program: Command): void {
  const wording = program
    .command('wording')
    .description('print the words around a notice (buttons, mail, document) as a table to translate')
    .addHelpText('after', help)
    .action(async () => {
      await import('../features.ts');
      const rows = phrasesToTranslate().map((phrase) => [phrase.name, phrase['zh-CN'], phrase.en, '']);
      const lines = [['name', '中文', 'English', 'translation'], ...rows].map((row) => row.map(quoted).join(','));
      // The mark makes spreadsheets read it as UTF-8.
      process.stdout.write(`\ufeff${lines.join('\r\n')}\r\n`);
    });
  wording
    .command('json')
    .description('the same as the file to fill in: each phrase in Chinese, to be written over')
    .action(async () => {
      await import('../features.ts');
      const phrases = Object.fromEntries(phrasesToTranslate().map((phrase) => [phrase.name, phrase['zh-CN']]));
      process.stdout.write(`${JSON.stringify({ fallback: 'zh-CN', phrases }, null, 2)}\n`);
    });
  wording
    .command('check')
    .description('whether the files in the data folder are whole; status 1 if one is not')
    .action(async (_options, command: Command) => {
      const { config } = open(command);
      await import('../features.ts');
      const folder = wordingFolder(config.dataDir);
      const { found, troubles } = readWording(folder);
      if (troubles.length > 0) throw new OperatorError(`The words in ${folder} can't be used:\n${troubles.join('\n')}`);
      process.stdout.write(`${found.size > 0 ? `good: ${[...found.keys()].join(', ')}` : `nothing in ${folder}`}\n`);
    });
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

const help = `
Files: wording/<language>.json in the data folder, for ${framedLanguages.join(' and ')}; read when the service starts.
Examples:
  belfry wording > phrases.csv
  belfry wording json > bo.json
  belfry wording check --data /var/lib/belfry`;
