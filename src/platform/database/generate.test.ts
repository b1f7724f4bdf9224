import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { schemaText, tableTypes } from './generate.ts';

const { ownerUrl } = await testDatabase();
const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

// When one of these fails: bin/belfry dev types, and read the difference before committing it.
test('db/schema.sql is what the migrations make', async () => {
  expect(await schemaText(ownerUrl, 'belfry_app')).toBe(await read('../../../db/schema.sql'));
});

test('tables.ts is what the migrations make', async () => {
  expect(await tableTypes(ownerUrl)).toBe(await read('./tables.ts'));
});
