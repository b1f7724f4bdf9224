export interface EnvFile {
  values: Record<string, string>;
  /** Numbers of the lines that are not KEY=value. Not the lines themselves: they may hold a password. */
  wrongLines: number[];
}

/** Reads lines of KEY=value; empty lines and lines with # in front are skipped, one pair of quotes around a value too. */
export function parseEnvFile(text: string): EnvFile {
  const values: Record<string, string> = {};
  const wrongLines: number[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const pair = /^(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*)$/.exec(line);
    if (!pair) wrongLines.push(index + 1);
    else values[pair[1] as string] = unquoted(pair[2] as string);
  }
  return { values, wrongLines };
}

function unquoted(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted ? (quoted[2] as string) : value;
}
