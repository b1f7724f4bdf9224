/** Addresses of the ombudsperson's desk. A case goes by its number, a key by its id: both are random. */
export const sealedPath = '/desk/sealed';
const name = `${sealedPath}/names/:case{[0-9A-HJKMNP-TV-Z]+}`;
const key = `${sealedPath}/keys/:key{[0-9a-f-]+}`;

export const openNamePattern = `${name}/open`;
export const openNamePath = (number: string): string => `${sealedPath}/names/${number}/open`;
export const newsPattern = `${name}/news`;
export const newsPath = (number: string): string => `${sealedPath}/names/${number}/news`;
export const keysPath = `${sealedPath}/keys`;
export const newKeyPath = `${sealedPath}/keys/new`;
export const keyPattern = key;
export const keyPath = (id: string): string => `${sealedPath}/keys/${id}`;
export const giveUpPattern = `${key}/give-up`;
export const giveUpPath = (id: string): string => `${keyPath(id)}/give-up`;
export const lostPattern = `${key}/lost`;
export const lostPath = (id: string): string => `${keyPath(id)}/lost`;
export const movePattern = `${key}/move`;
export const movePath = (id: string): string => `${keyPath(id)}/move`;
export const piecesPattern = `${key}/pieces`;
export const piecesPath = (id: string): string => `${keyPath(id)}/pieces`;
/** For administrators: who has which seat, and what is done when a key is lost. */
export const seatsPath = '/desk/sealed/seats';
export const scriptPattern = `${sealedPath}/script/:file{[a-z-]+.js}`;
export const scriptPath = (file: string): string => `${sealedPath}/script/${file}`;

export function namesPath(wish: { show?: string; number?: string }, after?: string): string {
  const query = new URLSearchParams();
  if (wish.show && wish.show !== 'all') query.set('show', wish.show);
  if (wish.number) query.set('number', wish.number);
  if (after) query.set('after', after);
  const text = query.toString();
  return text === '' ? sealedPath : `${sealedPath}?${text}`;
}
