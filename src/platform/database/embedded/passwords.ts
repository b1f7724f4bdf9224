import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The passwords of the embedded server's three roles; they never leave the data folder. */
export interface Passwords {
  super: string;
  owner: string;
  app: string;
}

/** Reads the passwords, or makes them on the first start. The file is readable by the operator's account alone. */
export async function ensurePasswords(dataDir: string): Promise<Passwords> {
  const file = join(dataDir, 'postgres-passwords.json');
  const fresh: Passwords = { super: invent(), owner: invent(), app: invent() };
  try {
    // wx: of two processes that start at once, one writes and the other reads what was written.
    await writeFile(file, `${JSON.stringify(fresh)}\n`, { mode: 0o600, flag: 'wx' });
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return JSON.parse(await readFile(file, 'utf8')) as Passwords;
  }
}

/** An address for the server behind the socket folder, in the form that pg, libpq and URL all read. */
export function socketUrl(socketDir: string, user: string, password: string, database: string): string {
  return `postgres://${user}:${password}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;
}

function invent(): string {
  return randomBytes(24).toString('base64url');
}
