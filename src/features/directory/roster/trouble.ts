/** Mistakes and notes as they are found, kept small: a file may have a million of the same. */
import type { Note, Problem } from './model.ts';

const kept = 200;

/** The whole file is refused at once: it can't be read on. Caught where the import is started, never shown as a stack. */
export class FileRefused extends Error {
  override name = 'FileRefused';
  readonly problem: Problem;
  constructor(
    file: string,
    key: string,
    place: { line?: number; column?: string } = {},
    context: Problem['context'] = {},
  ) {
    super(key);
    this.problem = { file, line: place.line ?? null, column: place.column ?? null, key, context };
  }
}

export class Findings {
  readonly problems: Problem[] = [];
  /** All of them, also those beyond the ones kept. */
  problemCount = 0;
  private readonly perKind = new Map<string, number>();
  private readonly noted = new Map<string, Note>();

  /** A mistake in one row. The first 200 of each kind are kept, all are counted. */
  problem(
    file: string,
    line: number | null,
    column: string | null,
    key: string,
    context: Problem['context'] = {},
  ): void {
    this.problemCount += 1;
    const kind = `${file} ${column} ${key}`;
    const before = this.perKind.get(kind) ?? 0;
    this.perKind.set(kind, before + 1);
    if (before < kept) this.problems.push({ file, line, column, key, context });
  }

  /** Something left out or read past. */
  note(
    file: string,
    line: number | null,
    column: string | null,
    key: string,
    context: Note['context'] = {},
    count = 1,
  ): void {
    const kind = `${file} ${column} ${key}`;
    const before = this.noted.get(kind);
    if (before) before.count += count;
    else this.noted.set(kind, { file, line, column, key, count, context });
  }

  get notes(): Note[] {
    return [...this.noted.values()];
  }
}
