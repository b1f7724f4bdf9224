/** Addresses of the figures. */
import { answersPath } from '../published/paths.ts';

export const statisticsPath = `${answersPath}/statistics`;
export const dictionaryPath = `${statisticsPath}/dictionary`;
const code = ':release{20[0-9]+(?:-Q[1-4])?}';
export const releasePattern = `${statisticsPath}/${code}`;
export const releasePath = (of: string): string => `${statisticsPath}/${of}`;
/** Open data: fields as in the dictionary. */
export const releaseFilePattern = `${releasePattern}/:file{figures[.](?:csv|json)}`;
export const releaseFilePath = (of: string, format: 'csv' | 'json'): string => `${releasePath(of)}/figures.${format}`;
