/** Texts that are used again, with places to fill in, written as in templates of notices: `[[number]]`. */

export const templateVariables = ['number', 'office', 'category', 'received', 'due'] as const;
export type TemplateVariable = (typeof templateVariables)[number];

export const longestTemplateName = 80;
export const longestTemplate = 4000;

export interface Template {
  id: number;
  name: string;
  language: 'zh-CN' | 'en';
  text: string;
  ended: boolean;
}

/** Names in double brackets that are no variable: said before the template is kept. */
export function unknownVariables(text: string): string[] {
  const named = [...text.matchAll(/\[\[([^[\]\n]*)\]\]/g)].map((found) => found[1] ?? '');
  return [...new Set(named.filter((name) => !(templateVariables as readonly string[]).includes(name)))];
}

/** The text with its places filled in; what is filled in is never read as a place again. */
export function filled(text: string, values: Readonly<Record<TemplateVariable, string>>): string {
  return text.replace(/\[\[([a-z]+)\]\]/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as TemplateVariable] : whole,
  );
}
