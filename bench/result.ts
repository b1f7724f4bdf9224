/** One figure with the limit measured beside it in the same run. */
import { cpus, release, totalmem } from 'node:os';

export interface BenchResult {
  name: string;
  /** What Belfry reached. */
  figure: number;
  unit: string;
  /** What the bare thing reached in the same run. */
  limit: number;
  /** figure / limit, or limit / figure where smaller is better: larger is always better. */
  ratio: number;
  /** The ratio that is asked for. */
  goal: number;
  met: boolean;
  machine: string;
  /** What else was seen. */
  note?: string;
  /** Further figures of the same run, by name. */
  more?: Readonly<Record<string, number>>;
}

export interface BenchOptions {
  /** Says what is going on; silent with --json. */
  say: (line: string) => void;
  /** For quick looks: a part of the full size, 1 for all. */
  scale: number;
  rounds: number;
  /** A folder whose filled database is used again, and stays. */
  keep?: string | undefined;
  /** Only fills it. */
  fillOnly?: boolean | undefined;
  /** Of pages: how many deliveries the database holds. */
  deliveries?: number | undefined;
  /** Of pages: only those whose role and pattern match. */
  only?: RegExp | undefined;
  /** Of pages: how many at the same time, each at its rate. */
  atOnce?: number | undefined;
  /** Of pages: each address once, to see whether it answers. */
  once?: boolean | undefined;
  /** Of send: how many mails; only with or only without TLS. */
  mails?: number | undefined;
  tls?: boolean | undefined;
  /** Of pages: the n-th of so many parts. */
  part?: { n: number; of: number } | undefined;
}

/** Completes a result. `smallerIsBetter`: times and sizes, whose limit is the most that they may be. */
export function result(
  measured: Pick<BenchResult, 'name' | 'figure' | 'unit' | 'limit' | 'goal'> & {
    note?: string;
    smallerIsBetter?: boolean;
  },
): BenchResult {
  const { smallerIsBetter, ...rest } = measured;
  const ratio = smallerIsBetter ? rest.limit / rest.figure : rest.figure / rest.limit;
  const rounded = (value: number) => Number(value.toPrecision(4));
  return {
    ...rest,
    figure: rounded(rest.figure),
    limit: rounded(rest.limit),
    ratio: Math.round(ratio * 1000) / 1000,
    met: ratio >= rest.goal,
    machine: machine(),
  };
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  return `${cpus().length} x ${model}, ${Math.round(totalmem() / 1024 ** 3)} GB, Linux ${release()}, Node ${process.version}`;
}

/** A result in one line for people. */
export function inWords(found: BenchResult): string {
  const figure = `${found.figure.toLocaleString('en')} ${found.unit}`;
  const state = found.met ? 'met' : 'NOT met';
  const note = found.note ? `\n    ${found.note}` : '';
  return `${found.name}: ${figure}; limit ${found.limit.toLocaleString('en')}; ratio ${found.ratio} (goal ${found.goal}: ${state})${note}`;
}
