/**
 * Done for each test file. Files share a process: reading packages and Belfry's own modules anew for each took half of the
 * time of a whole run. What the program keeps in memory goes by its database (platform/own-memory.ts), of which each file
 * has its own.
 */
import { afterAll } from 'vitest';
import { countAnew } from '../../src/features/directory/factory.ts';
import { afterFile } from './after-file.ts';

countAnew();
afterAll(async () => {
  for (const end of afterFile) await end();
});
