/** Addresses of the desk of cases. A case goes by its number, which is random. */
export const casesPath = '/desk/cases';
const number = ':case{[0-9A-HJKMNP-TV-Z]+}';

function room(name: string) {
  return {
    pattern: `${casesPath}/${number}/${name}`,
    path: (of: string): string => `${casesPath}/${of}/${name}`,
  };
}

export const casePattern = `${casesPath}/${number}`;
export const casePath = (of: string): string => `${casesPath}/${of}`;
export const conflictRoom = room('conflict');
/** One case is worked on by forms of its page; which one, says `act`. */
export const workRoom = room('work');
export const answerRoom = room('answer');
export const accusedRoom = room('accused');
export const redactRoom = room('redact');
export const filePattern = `${casePattern}/files/:file{[0-9a-f-]+}`;
export const filePath = (of: string, file: string): string => `${casePath(of)}/files/${file}`;
export const templatesPath = '/desk/cases/templates';
export const templatePattern = '/desk/cases/templates/:template{[0-9]+}';
export const templatePath = (id: number): string => `${templatesPath}/${id}`;

/** A danger is declared anew from empty fields: a plain address, nothing of the case in it (product rule 3). */
export const declareAnewPath = '/desk/incidents/declare';

export interface ListFilters {
  state: string;
  due: string;
  kind: string;
  category: string;
  office: string;
}

export function listPath(filters: Partial<ListFilters>, after?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  if (after) query.set('after', after);
  const text = query.toString();
  return text === '' ? casesPath : `${casesPath}?${text}`;
}
