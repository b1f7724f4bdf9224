/** Where this process runs, so that the processes of several hosts can be told apart. */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface Place {
  host: string;
  /** The running system and the set of process ids in it: only there does a process id say something. */
  machine: string;
  processId: number;
}

/**
 * A host name is not enough: two containers may be given the same one, and each has a process 7. The boot and the
 * namespace of process ids tell them apart; where a system names neither, the host name has to do.
 */
export const machine: string = createHash('sha256')
  .update(
    [
      hostname(),
      told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
      told(() => readlinkSync('/proc/self/ns/pid')),
    ].join('\n'),
  )
  .digest('hex')
  .slice(0, 16);

export function place(): Place {
  return { host: hostname(), machine, processId: process.pid };
}

/** Whether another process of this machine still runs; of one with the own number the answer is no: its owner is gone. */
export function runsHere(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

function told(read: () => string): string {
  try {
    return read().trim();
  } catch {
    return '';
  }
}
