import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from './operator-error.ts';

/** Keys for signing and sealing, all derived from one master key. */
export interface Secrets {
  /** 32 bytes for one purpose; the same purpose gives the same key, and no key tells anything of another. */
  deriveKey(purpose: string): Buffer;
}

/** Opens the master key: the given text (BELFRY_SECRET), else the file in the data folder, made on the first start. */
export function openSecrets(dataDir: string, given?: string): Secrets {
  return secretsFrom(given === undefined ? fileKey(dataDir) : createHash('sha256').update(given).digest());
}

/** Secrets over a known master key, for tests. */
export function secretsFrom(master: Uint8Array): Secrets {
  // Each form asks for some of them, and deriving takes longer than what is done with the key. Few purposes have a day in their name.
  const known = new Map<string, Buffer>();
  return {
    deriveKey(purpose) {
      const found = known.get(purpose);
      if (found) return found;
      if (known.size >= mostKnown) known.clear();
      const key = Buffer.from(hkdfSync('sha256', master, '', `belfry/${purpose}`, 32));
      known.set(purpose, key);
      return key;
    },
  };
}

const mostKnown = 100;

/** Where the master key lies unless a setting gives it. */
export function masterKeyFile(dataDir: string): string {
  return join(dataDir, 'master-key');
}

/** Tells two master keys apart and tells nothing of them. */
export function fingerprint(secrets: Secrets): string {
  return createHash('sha256').update(secrets.deriveKey('fingerprint')).digest('hex').slice(0, 16);
}

function fileKey(dataDir: string): Buffer {
  const file = masterKeyFile(dataDir);
  mkdirSync(dataDir, { recursive: true });
  try {
    // wx: of two processes that start at once, one writes and the other reads what was written.
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32) {
    throw new OperatorError(
      `The master key ${file} is damaged (${key.length} bytes instead of 32): restore it from a backup.`,
    );
  }
  return key;
}
