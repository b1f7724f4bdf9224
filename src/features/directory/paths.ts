/** The directory's addresses. */
const root = '/desk/directory';

/** Address patterns of the routes. */
export const patterns = {
  home: root,
  terms: `${root}/terms`,
  organisation: `${root}/organisations/:organisation`,
  staff: `${root}/organisations/:organisation/staff`,
  classTeacher: `${root}/organisations/:organisation/class-teacher`,
  person: `${root}/people/:person`,
  language: `${root}/people/:person/language`,
  leave: `${root}/people/:person/leave`,
  restore: `${root}/people/:person/restore`,
  move: `${root}/people/:person/move`,
  addContactPoint: `${root}/people/:person/contact-points/new`,
  removeContactPoint: `${root}/contact-points/:point/remove`,
  clearBounce: `${root}/contact-points/:point/clear-bounce`,
  optIn: `${root}/contact-points/:point/opt-in`,
  guardianship: `${root}/guardianships/:guardianship`,
  endGuardianship: `${root}/guardianships/:guardianship/end`,
  endMembership: `${root}/memberships/:membership/end`,
} as const;

type Id = number | string;

function query(values: Record<string, string | number | undefined>): string {
  const entries = Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
  return text ? `?${text}` : '';
}

export const paths = {
  home: (values: { q?: string; in?: Id; after?: Id } = {}) => `${root}${query(values)}`,
  terms: () => patterns.terms,
  organisation: (id: Id, values: { after?: Id } = {}) => `${root}/organisations/${id}${query(values)}`,
  staff: (id: Id, values: { after?: string } = {}) => `${root}/organisations/${id}/staff${query(values)}`,
  classTeacher: (id: Id) => `${root}/organisations/${id}/class-teacher`,
  person: (id: Id) => `${root}/people/${id}`,
  language: (id: Id) => `${root}/people/${id}/language`,
  leave: (id: Id) => `${root}/people/${id}/leave`,
  restore: (id: Id) => `${root}/people/${id}/restore`,
  move: (id: Id) => `${root}/people/${id}/move`,
  moveTo: (id: Id, school: Id) => `${root}/people/${id}/move?school=${school}`,
  addContactPoint: (id: Id) => `${root}/people/${id}/contact-points/new`,
  removeContactPoint: (id: Id) => `${root}/contact-points/${id}/remove`,
  clearBounce: (id: Id) => `${root}/contact-points/${id}/clear-bounce`,
  optIn: (id: Id) => `${root}/contact-points/${id}/opt-in`,
  guardianship: (id: Id) => `${root}/guardianships/${id}`,
  endGuardianship: (id: Id) => `${root}/guardianships/${id}/end`,
  endMembership: (id: Id) => `${root}/memberships/${id}/end`,
} as const;
