/** Tables as CSV (RFC 4180). */

/** A spreadsheet program runs what begins like a formula: such text gets an apostrophe in front; full-width signs count too. */
export function harmless(value: string | number): string | number {
  return typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
}

/** With a byte order mark, without which Excel reads Chinese as garbage. */
export function csvOf(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [header, ...rows].map((row) => row.map((value) => quoted(harmless(value))).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function quoted(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
