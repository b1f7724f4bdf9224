/** Clients of the roster service and what they may read. Pure. */

/** What a client may ask for: the core of the service, or all of it. Demographics are not kept, so nobody may. */
export const extents = ['core', 'full'] as const;
export type Extent = (typeof extents)[number];

/** The scopes of "OneRoster 1.2 Rostering Service", security section. */
export const scopeOf: Readonly<Record<Extent, string>> = {
  core: 'https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly',
  full: 'https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly',
};

export interface RosterClient {
  id: number;
  name: string;
  organisationId: number;
  organisation: string;
  path: string;
  clientId: string;
  extent: Extent;
  madeBy: number;
  maker: string;
  madeAt: Date;
  lastUsedOn: string | null;
  endedAt: Date | null;
}

/** An access token holds so many seconds. */
export const accessSeconds = 3600;

/**
 * What a token may be used for, of what was asked for (scopes, with blanks between them) and what the client may. Asked
 * for nothing: all that it may. Null: something that it may not, or that nobody knows.
 */
export function granted(asked: string | undefined, may: Extent): Extent[] | null {
  const all: Extent[] = may === 'full' ? ['core', 'full'] : ['core'];
  const wanted = asked?.split(' ').filter(Boolean) ?? [];
  if (wanted.length === 0) return all;
  const found = wanted.map((scope) => all.find((extent) => scopeOf[extent] === scope));
  return found.includes(undefined) ? null : [...new Set(found as Extent[])];
}
