/** How a copy is written down: a page to read, tables for a spreadsheet. Pure. */

type Cell = string | number | boolean | null;

export interface Table {
  name: string;
  what: string;
  columns: Record<string, string>;
  rows: readonly Record<string, Cell>[];
}

/** A name within a ZIP that unpacks everywhere: no folders, no signs that a system forbids. */
export function safeName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return name.replaceAll(/[\u0000-\u001f<>:"/\\|?*]/g, '_').slice(-120) || 'file';
}

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** One page that opens in any browser without a network: nothing is fetched, nothing runs. */
export function pageOf(
  people: readonly { title: string; parts: readonly Table[] }[],
  words: { title: string; made: string; lead: string; language: string; yes: string; no: string },
): string {
  const cell = (value: Cell | undefined) =>
    escaped(value === true ? words.yes : value === false ? words.no : String(value ?? '')).replaceAll('\n', '<br>');
  const table = (part: Table) => `<h3>${escaped(part.what)}</h3>
<table><thead><tr>${Object.values(part.columns)
    .map((head) => `<th scope="col">${escaped(head)}</th>`)
    .join('')}</tr></thead>
<tbody>
${part.rows
  .map(
    (row) =>
      `<tr>${Object.keys(part.columns)
        .map((key) => `<td>${cell(row[key])}</td>`)
        .join('')}</tr>`,
  )
  .join('\n')}
</tbody></table>`;
  return `<!doctype html>
<html lang="${words.language}"><head><meta charset="utf-8"><title>${escaped(words.title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{border:1px solid #b8b8b8;padding:.35rem .5rem;text-align:left;vertical-align:top}
th{background:#f2f2ee}@media(max-width:40rem){table{display:block;overflow-x:auto}}</style></head>
<body><h1>${escaped(words.title)}</h1>
<p>${escaped(words.made)}</p>
<p>${escaped(words.lead)}</p>
${people.map((one) => `<h2>${escaped(one.title)}</h2>\n${one.parts.map(table).join('\n')}`).join('\n')}
</body></html>
`;
}
