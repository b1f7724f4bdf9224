/** A filled database that stays between runs: what its parts hold, so that the next run fills only what is new. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../src/platform/operator-error.ts';

interface Kept {
  people: number;
  deliveries: number;
  /** What each part of the filling returned. */
  parts: Record<string, unknown>;
  /** The part that was being filled. */
  filling?: string | undefined;
}

/** Runs parts of the filling once each. */
export interface Parts {
  part<T>(name: string, make: () => Promise<T>): Promise<T>;
}

/** `dataDir` may be a folder of a run before; its size must be the same. */
export function keptParts(
  dataDir: string,
  size: { people: number; deliveries: number },
  say: (line: string) => void,
): Parts {
  const file = join(dataDir, 'filled.json');
  const kept: Kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { ...size, parts: {} };
  const write = () => writeFileSync(file, JSON.stringify(kept));
  if (kept.people !== size.people || kept.deliveries !== size.deliveries) {
    const found = `${kept.people.toLocaleString('en')} people and ${kept.deliveries.toLocaleString('en')} deliveries`;
    throw new OperatorError(`${dataDir} was filled for ${found}: name another folder, or the same size.`);
  }
  if (kept.filling) {
    throw new OperatorError(`${dataDir} was left while "${kept.filling}" was being filled: delete it.`);
  }
  return {
    async part<T>(name: string, make: () => Promise<T>): Promise<T> {
      if (name in kept.parts) return kept.parts[name] as T;
      kept.filling = name;
      write();
      const began = performance.now();
      const made = await make();
      kept.parts[name] = made ?? null;
      kept.filling = undefined;
      write();
      say(`filled: ${name} (${((performance.now() - began) / 1000).toFixed(0)} s)`);
      return made;
    },
  };
}
