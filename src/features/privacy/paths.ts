/** Addresses of the desk's pages on personal data, and of the public one. */
import type { Format } from '#platform/documents/model.ts';

export const publicPath = '/privacy';
export const deskPath = '/desk/privacy';

export const retentionPath = `${deskPath}/retention`;
export const runPath = `${retentionPath}/run`;
export const holdPattern = `${retentionPath}/:rule/hold`;
export const holdPath = (rule: string): string => `${retentionPath}/${rule}/hold`;
export const decideHoldPattern = `${retentionPath}/holds/:hold`;
export const decideHoldPath = (id: number): string => `${retentionPath}/holds/${id}`;

export const requestsPattern = `${deskPath}/requests`;
export const requestsPath = (
  values: { show?: 'answered'; after?: string; said?: 'proposed' | 'erased' } = {},
): string => {
  const query = new URLSearchParams(Object.entries(values)).toString();
  return query ? `${requestsPattern}?${query}` : requestsPattern;
};
export const newRequestPath = `${requestsPattern}/new`;
export const requestPattern = `${requestsPattern}/:request`;
export const requestPath = (id: number): string => `${requestsPattern}/${id}`;
export const copyPattern = `${requestPattern}/copy`;
export const copyPath = (id: number): string => `${requestPath(id)}/copy`;
export const linkPattern = `${requestPattern}/link`;
export const linkPath = (id: number): string => `${requestPath(id)}/link`;
export const personPattern = `${deskPath}/people/:person`;
export const personPath = (id: number): string => `${deskPath}/people/${id}`;
export const erasePattern = `${personPattern}/erase`;
export const erasePath = (id: number): string => `${personPath(id)}/erase`;
export const erasurePattern = `${deskPath}/erasures/:erasure`;
export const erasurePath = (id: number): string => `${deskPath}/erasures/${id}`;
export const liftPath = `${deskPath}/erased`;

/** Where a person fetches the own copy, once. */
export const fetchPattern = '/my-data/:token';
export const fetchPath = (token: string): string => `/my-data/${token}`;

export const recordsPattern = `${deskPath}/records/:kind{processing|assessment|breach}`;
export const recordsPath = (kind: string): string => `${deskPath}/records/${kind}`;
export const recordPattern = `${deskPath}/records/:record{[0-9]+}`;
export const recordPath = (id: number): string => `${deskPath}/records/${id}`;
export const editRecordPattern = `${recordPattern}/edit`;
export const editRecordPath = (id: number): string => `${recordPath(id)}/edit`;
export const versionPattern = `${recordPattern}/versions/:version`;
export const versionPath = (id: number, version: number): string => `${recordPath(id)}/versions/${version}`;
export const documentPattern = (format: Format): string => `${recordPattern}/record.${format}`;
export const documentPath = (id: number, format: Format): string => `${recordPath(id)}/record.${format}`;
export const lettersPattern = `${recordPattern}/letters`;
export const lettersPath = (id: number): string => `${recordPath(id)}/letters`;
export const letterPattern = (format: Format): string =>
  `${recordPattern}/letters/:to{authority|persons}/:language{zh-CN|en}/letter.${format}`;
export const letterPath = (id: number, to: string, language: string, format: Format): string =>
  `${recordPath(id)}/letters/${to}/${language}/letter.${format}`;
export const stepPattern = `${recordPattern}/steps`;
export const stepPath = (id: number): string => `${recordPath(id)}/steps`;
