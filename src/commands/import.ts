/** belfry import roster FILE.zip: what the file would change; with --apply changes it. */
import { openSync } from 'node:fs';
import { basename } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import {
  apply,
  type Counts,
  changesNothing,
  consoleUser,
  discard,
  type ImportFile,
  kinds,
  largeRemovals,
  type OnProgress,
  type Problem,
  placeInWords,
  problemsAfter,
  type RosterImport,
  rosterWords,
  sayProblem,
  stage,
} from '#features/directory/console.ts';
import { systemClock } from '../platform/clock.ts';
import { type DatabaseServer, withServer } from '../platform/database/addresses.ts';
import { openDatabase, roleOf } from '../platform/database/connect.ts';
import { migrate } from '../platform/database/migrate.ts';
import { OperatorError } from '../platform/operator-error.ts';
import type { Services } from '../platform/services.ts';
import type { Trouble } from '../platform/trouble.ts';
import { holdsCommands, type Opened, open } from './open.ts';

interface Options {
  apply?: boolean;
  confirmRemoval?: boolean;
}

const t = rosterWords('en');

/** belfry import …: brings people in from files. */
export function registerImport(program: Command): void {
  const command = holdsCommands(program.command('import').description('bring in data from files'));
  command.addHelpText('after', '\nExample:\n  belfry import roster autumn.zip');
  command
    .command('roster')
    .argument('<file>', 'a ZIP of OneRoster 1.2 CSV files')
    .description('compare a roster with the directory, and apply it with --apply')
    .option('--apply', 'apply the difference, whole or not at all')
    .option('--confirm-removal', 'also if it ends over 20 % of the records of a kind')
    .addHelpText('after', '\nExample:\n  belfry import roster autumn.zip --apply')
    .action(async (path: string, options: Options, sub: Command) => {
      const opened = open(sub);
      const { config, log } = opened;
      const file = openFile(path);
      const work = async ({ appUrl, ownerUrl }: DatabaseServer) => {
        await migrate(ownerUrl, { appRole: roleOf(appUrl), log });
        const db = openDatabase(appUrl, { max: 4, applicationName: 'belfry import' });
        try {
          process.exitCode = await importRoster({ db, config, log, clock: systemClock }, opened, file, options);
        } finally {
          await db.destroy();
        }
      };
      // A district may begin with its roster.
      await withServer(config, log, work, { fresh: true });
    });
}

function openFile(path: string): ImportFile {
  try {
    return { fd: openSync(path, 'r'), name: basename(path) };
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'it does not exist' : (cause as Error).message;
    throw new OperatorError(`The file ${path} cannot be opened: ${reason}`, { cause });
  }
}

type Needed = Pick<Services, 'db' | 'config' | 'log' | 'clock'>;

async function importRoster(services: Needed, opened: Opened, file: ImportFile, options: Options): Promise<number> {
  const bar = progressBar(opened.json);
  try {
    const staged = await stage(services, consoleUser, file, { progress: bar.show });
    bar.stop();
    if (!staged.ok) return failed(opened, staged.troubles);
    const row = staged.value;
    if (row.state === 'refused') {
      tell(opened, row, await problemsAfter(services.db, 0, 200), 'refused');
      await discard(services, consoleUser, row.id, 'shown');
      return 1;
    }
    const counts = row.counts as Counts;
    const removals = largeRemovals(counts);
    const asks = options.apply === true && removals.length > 0 && !options.confirmRemoval;
    if (!options.apply || asks) {
      tell(opened, row, [], asks ? 'unconfirmed' : 'preview');
      await discard(services, consoleUser, row.id, 'shown');
      return asks ? 1 : 0;
    }
    const applied = await apply(services, consoleUser, row.id, { removal: true }, { progress: bar.show });
    bar.stop();
    if (!applied.ok) return failed(opened, applied.troubles);
    tell(opened, applied.value, [], 'applied');
    return 0;
  } finally {
    bar.stop();
  }
}

function failed(opened: Opened, troubles: Trouble[]): number {
  const texts = troubles.map((trouble) => sayProblem('en', { key: trouble.key, context: trouble.context ?? {} }));
  if (opened.json) process.stdout.write(`${JSON.stringify({ state: 'failed', errors: texts })}\n`);
  else process.stderr.write(`belfry: ${texts.join(' ')}\n`);
  return 1;
}

type Result = 'preview' | 'refused' | 'unconfirmed' | 'applied';

function tell(opened: Opened, row: RosterImport, problems: Problem[], result: Result): void {
  if (opened.json) {
    const spoken = problems.map(({ file, line, column, key, context }) => {
      return { file, row: line, column, key, message: sayProblem('en', { key, context }) };
    });
    const notes = row.notes.map(({ file, line, column, key, count, context }) => {
      return { file, row: line, column, key, count, message: sayProblem('en', { key, context, count }) };
    });
    const removals = result === 'refused' ? [] : largeRemovals(row.counts as Counts);
    const answer = {
      id: row.id,
      state: result,
      changes: row.counts,
      refused: { count: row.problems, rows: spoken },
      notes,
      removals,
    };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    return;
  }
  const lines: string[] = [];
  if (result !== 'refused') lines.push(...table(row.counts as Counts), '');
  for (const note of row.notes) lines.push(`  note     ${placeInWords('en', note)}: ${sayProblem('en', note)}`);
  for (const problem of problems) lines.push(`  refused  ${placeInWords('en', problem)}: ${sayProblem('en', problem)}`);
  if (row.problems > problems.length)
    lines.push(`  ${row.problems - problems.length} more mistakes of the same kinds.`);
  lines.push(sentence(row, result));
  process.stdout.write(`${lines.join('\n')}\n`);
}

function sentence(row: RosterImport, result: Result): string {
  if (result === 'refused')
    return `Refused: ${row.problems} ${row.problems === 1 ? 'mistake' : 'mistakes'}. Nothing was changed; mend the file and import it again.`;
  const counts = row.counts as Counts;
  if (result === 'unconfirmed') {
    const parts = largeRemovals(counts).map(
      (r) => `${r.left} of ${r.base} ${t(`kind_${r.kind}`).toLowerCase()} (${r.percent} %)`,
    );
    return `Nothing was changed: it would end ${parts.join(', ')}. If that is right, add --confirm-removal.`;
  }
  if (changesNothing(counts)) return 'The directory holds all of this already: nothing to change.';
  return result === 'applied' ? 'Applied.' : 'Nothing was changed yet: add --apply.';
}

function table(counts: Counts): string[] {
  const cells = (values: (string | number)[]) =>
    values.map((value, index) => (index === 0 ? String(value).padEnd(24) : String(value).padStart(10))).join('');
  const rows = kinds.map((kind) =>
    cells([t(`kind_${kind}`), counts[kind].added, counts[kind].changed, counts[kind].left]),
  );
  return [cells(['', t('added'), t('changed'), t('left')]), ...rows];
}

const stepWords: Record<string, string> = {
  compare: 'comparing',
  organisations: 'applying organisations',
  people: 'applying people',
  memberships: 'applying memberships',
  guardianships: 'applying guardianships',
  contacts: 'applying contact points',
  indexes: 'building indexes',
  finish: 'finishing',
};

/** A bar on the terminal while the file is read, and a line for each step after that; nothing where nobody looks. */
function progressBar(quiet: boolean): { show: OnProgress; stop: () => void } {
  if (quiet || !process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    { format: '{bar} {percentage} %  {what}', stream: process.stderr, clearOnComplete: true },
    Presets.shades_classic,
  );
  let running = false;
  return {
    show: ({ step = '', file, done = 0, total = 0 }) => {
      if (!running) bar.start(100, 0, { what: '' });
      running = true;
      if (step === 'read') bar.update(total === 0 ? 0 : Math.floor((done / total) * 100), { what: file });
      else bar.update(100, { what: stepWords[step] ?? step });
    },
    stop: () => {
      if (running) bar.stop();
      running = false;
    },
  };
}
