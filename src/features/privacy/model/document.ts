/** A record as a document by itself, on A4. Pure. */

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function documentOf(record: {
  language: string;
  office: string;
  kind: string;
  title: string;
  facts: readonly string[];
  sections: readonly { title: string; text: string }[];
}): string {
  const lines = (text: string) =>
    text
      .split(/\n+/)
      .map((line) => `<p>${escaped(line)}</p>`)
      .join('\n');
  return `<!doctype html>
<html lang="${record.language}"><head><meta charset="utf-8"><title>${escaped(record.title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>@page{size:A4;margin:25mm 22mm}
body{font:12pt/1.7 "Songti SC","SimSun","Noto Serif CJK SC",Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#111}
h1{font-size:18pt;line-height:1.35;text-align:center;margin:.2rem 0 1rem}h2{font-size:13pt;margin:1.4rem 0 .3rem;break-after:avoid}
.office,.facts{text-align:center;color:#444;margin:.2rem 0}p{margin:.25rem 0}@media print{body{margin:0;padding:0;max-width:none}}</style></head>
<body>
<p class="office">${escaped([record.office, record.kind].filter(Boolean).join(' · '))}</p>
<h1>${escaped(record.title)}</h1>
${record.facts.map((fact) => `<p class="facts">${escaped(fact)}</p>`).join('\n')}
${record.sections.map(({ title, text }, n) => `<h2>${n + 1}. ${escaped(title)}</h2>\n${lines(text)}`).join('\n')}
</body></html>
`;
}
