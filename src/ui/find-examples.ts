import { existsSync, readdirSync } from 'node:fs';
import type { Example } from './content.ts';

export type PartExamples = { part: string; examples: Example[] };

/** Every folder beside this file is a part; each has its examples, or says so by failing here. */
export async function findExamples(): Promise<PartExamples[]> {
  const folder = new URL('./', import.meta.url);
  const parts = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Promise.all(
    parts.map(async ({ name: part }) => {
      const file = new URL(`${part}/examples.tsx`, folder);
      if (!existsSync(file)) throw new Error(`The part ${part} has no examples.tsx`);
      const { examples } = (await import(file.href)) as { examples: Example[] };
      return { part, examples };
    }),
  );
}
