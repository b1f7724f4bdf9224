import { OperatorError } from './operator-error.ts';

/** Reads lines of KEY=value; empty lines and lines with # in front are skipped, one pair of quotes around a value too. */
export function parseEnvFile(text: string, name: string): Record<string, string> {
  const values: Record<string, string> = {};
  const wrong: number[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const pair = /^(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*)$/.exec(line);
    if (!pair) wrong.push(index + 1);
    else values[pair[1] as string] = unquoted(pair[2] as string);
  }
  // The line is not repeated in the message: it may hold a password.
  if (wrong.length > 0) throw new OperatorError(`${name}: line ${wrong.join(', ')} is not KEY=value.`);
  return values;
}

function unquoted(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted ? (quoted[2] as string) : value;
}
