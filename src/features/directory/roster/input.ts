/** What the pages' addresses and forms may say. */
import { z } from 'zod';
import { changes, kinds } from './model.ts';

const id = z.coerce.number().int().min(0).catch(0);

export const listInput = z.object({
  kind: z.enum(kinds).catch('people'),
  change: z.enum(changes).catch('added'),
  after: id,
});

export const pageInput = z.object({ after: id, before: id });
