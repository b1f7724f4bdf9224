/** What can be brought to the office, and how somebody can be: closed lists. */

export const kinds = ['question', 'suggestion', 'complaint', 'grievance', 'hazard', 'misconduct'] as const;
export type Kind = (typeof kinds)[number];

/** Sealed: name and contact under the ombudsperson's key. Anonymous: nothing at all. There is no third way (product rule 6). */
export const ways = ['anonymous', 'sealed'] as const;
export type Way = (typeof ways)[number];

/** Kinds that complain of somebody: neither the organisation concerned, nor one below it, handles them. */
export const complaining: readonly Kind[] = ['complaint', 'grievance', 'misconduct'];

export function complains(kind: Kind): boolean {
  return complaining.includes(kind);
}

export const longestText = 20_000;
/** So much is looked at: signs that can't be seen are taken out of it, and what is far longer is no text of a person. */
export const longestTyped = 5 * longestText;
export const longestAddress = 200;
export const longestPrintedName = 60;
