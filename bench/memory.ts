/** Memory of this process and of PostgreSQL beside it, asked four times a second while something runs. */
import { readFileSync } from 'node:fs';

const megabyte = 1024 ** 2;

/** In MB: the median of each quarter of the time, the peaks. */
export interface MemoryCurve {
  first: number;
  second: number;
  third: number;
  last: number;
  peak: number;
  /** What PostgreSQL's processes have, what they share counted once. */
  postgres: number;
}

export interface MemoryWatch {
  /** Leaves out what is not measured. */
  pause(): void;
  resume(): void;
  stop(): MemoryCurve;
}

/** `postmaster`: the process id of the database server. `pid`: another process than this one. */
export function watchMemory(postmaster: number, pid = process.pid): MemoryWatch {
  const samples: number[] = [];
  let postgres = 0;
  let counting = true;
  const timer = setInterval(() => {
    if (!counting) return;
    samples.push(residentMb(pid));
    postgres = Math.max(postgres, postgresMb(postmaster));
  }, 250);
  return {
    pause: () => {
      counting = false;
    },
    resume: () => {
      counting = true;
    },
    stop: () => {
      clearInterval(timer);
      const quarter = (n: number) => median(samples.slice((samples.length * n) / 4, (samples.length * (n + 1)) / 4));
      return {
        ...{ first: quarter(0), second: quarter(1), third: quarter(2), last: quarter(3) },
        ...{ peak: Math.max(0, ...samples), postgres },
      };
    },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function residentMb(pid: number): number {
  if (pid === process.pid) return process.memoryUsage.rss() / megabyte;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

function postgresMb(postmaster: number): number {
  try {
    const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
    let kb = 0;
    for (const pid of [String(postmaster), ...children.filter(Boolean)]) {
      kb += Number(/Pss:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    }
    return kb / 1024;
  } catch {
    // A backend ended between the list and the look.
    return 0;
  }
}
