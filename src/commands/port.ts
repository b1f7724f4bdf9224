import { InvalidArgumentError } from 'commander';

/** Reads --port; wrong use ends with status 2. */
export function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return Number(text);
}
