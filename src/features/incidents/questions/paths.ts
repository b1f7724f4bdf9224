/** Addresses of questions: the public's form, and the desk. */
import { incidentPath, incidentPattern } from '../paths.ts';

/** Not below /status, which any web server may serve from files. */
export const askPattern = '/status-questions/:incident';
export const askPath = (incident: number | string): string => `/status-questions/${incident}`;

export const questionsPattern = `${incidentPattern}/questions`;
export const questionsPath = (incident: number, after?: number): string =>
  after ? `${incidentPath(incident)}/questions?after=${after}` : `${incidentPath(incident)}/questions`;
export const matterPattern = `${questionsPattern}/:matter`;
export const matterPath = (incident: number, matter: number): string => `${questionsPath(incident)}/${matter}`;
