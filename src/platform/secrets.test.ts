import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSecrets } from './secrets.ts';

test('the master key is made once, closed to others, and gives one key a purpose', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-secrets-'));
  const first = openSecrets(folder);
  const again = openSecrets(folder);
  expect(first.deriveKey('links')).toHaveLength(32);
  expect(again.deriveKey('links')).toEqual(first.deriveKey('links'));
  expect(first.deriveKey('sessions')).not.toEqual(first.deriveKey('links'));
  expect((await stat(join(folder, 'master-key'))).mode & 0o777).toBe(0o600);
  await writeFile(join(folder, 'master-key'), 'short');
  expect(() => openSecrets(folder)).toThrow('damaged');
  await rm(folder, { recursive: true });
});

test('a given secret replaces the file', () => {
  const secret = 'a secret of more than thirty-two characters';
  expect(openSecrets('/nowhere', secret).deriveKey('x')).toEqual(openSecrets('/nowhere', secret).deriveKey('x'));
});
