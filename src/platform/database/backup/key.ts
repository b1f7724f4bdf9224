/**
 * The key of backups: one file that holds an age identity (AGE-SECRET-KEY-1…), only its public half (age1…: enough to
 * write backups, not to read them), or any other text as a passphrase.
 */
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { OperatorError } from '../../operator-error.ts';

export type BackupKey =
  | { kind: 'identity'; identity: string }
  | { kind: 'recipient'; recipient: string }
  | { kind: 'passphrase'; passphrase: string };

const shortestPassphrase = 12;

/** Reads a key file. */
export function readKey(file: string): BackupKey {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new OperatorError(`The key file ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const [first = ''] = lines.map((line) => line.trim());
  if (/^AGE-SECRET-KEY-1[0-9A-Z]+$/.test(first)) return { kind: 'identity', identity: first };
  if (/^age1[0-9a-z]+$/.test(first)) return { kind: 'recipient', recipient: first };
  if (first.length < shortestPassphrase || lines.length > 1) {
    throw new OperatorError(
      `The key file ${file} must hold an age key, or one line with a passphrase of ${shortestPassphrase} characters or more.`,
    );
  }
  return { kind: 'passphrase', passphrase: first };
}

/** Makes a key file, as age-keygen does, and gives its public half. */
export async function makeKey(file: string): Promise<string> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(`# public key: ${recipient}\n${identity}\n`);
    await handle.sync();
    await handle.close();
  } catch (cause) {
    throw new OperatorError(`The key file ${file} cannot be made: ${(cause as Error).message}`, { cause });
  }
  return recipient;
}

export async function encrypterFor(key: BackupKey): Promise<Encrypter> {
  const encrypter = new Encrypter();
  if (key.kind === 'passphrase') encrypter.setPassphrase(key.passphrase);
  else encrypter.addRecipient(key.kind === 'identity' ? await identityToRecipient(key.identity) : key.recipient);
  return encrypter;
}

export function decrypterFor(key: BackupKey): Decrypter {
  const decrypter = new Decrypter();
  if (key.kind === 'recipient') {
    throw new OperatorError(
      'The key file holds only the public half, which writes backups: reading needs the secret one.',
    );
  }
  if (key.kind === 'passphrase') decrypter.addPassphrase(key.passphrase);
  else decrypter.addIdentity(key.identity);
  return decrypter;
}
