/** Addresses of Open311. They lie below /ask, so that nothing of a request is seen or logged there (platform/http/unnamed.ts). */
import { casePath, casePattern } from '../handling/paths.ts';

export const open311Root = '/ask/open311/v2';

export const open311Patterns = {
  /** `discovery`, `services` or `requests`, with the format behind the dot. */
  top: `${open311Root}/:file`,
  service: `${open311Root}/services/:file`,
  request: `${open311Root}/requests/:file`,
  token: `${open311Root}/tokens/:file`,
  bringJson: `${open311Root}/requests.json`,
  bringXml: `${open311Root}/requests.xml`,
} as const;

/** At the desk: the text that leaves. */
export const releaseRoom = {
  pattern: `${casePattern}/open311`,
  path: (number: string): string => `${casePath(number)}/open311`,
};
