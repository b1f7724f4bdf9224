/** Addresses of warnings of others, and of the feeds that bring them. */
import { deskPath } from '../paths.ts';
import type { WarningList } from './model/warning.ts';

export const warningsPath = `${deskPath}/warnings`;
export function warningsListPath(list: WarningList, values: { q?: string; before?: number } = {}): string {
  const query = new URLSearchParams();
  if (list !== 'open') query.set('list', list);
  if (values.q) query.set('q', values.q);
  if (values.before) query.set('before', String(values.before));
  return query.size > 0 ? `${warningsPath}?${query}` : warningsPath;
}
export const warningPattern = `${warningsPath}/:warning{[0-9]+}`;
export const warningPath = (id: number): string => `${warningsPath}/${id}`;
export const declareFromPattern = `${warningPattern}/declare`;
export const declareFromPath = (id: number): string => `${warningPath(id)}/declare`;

export const feedsPath = `${deskPath}/feeds`;
export const newFeedPath = `${feedsPath}/new`;
export const feedPattern = `${feedsPath}/:feed{[0-9]+}`;
export const feedPath = (id: number): string => `${feedsPath}/${id}`;
const room = (name: string) => ({
  pattern: `${feedPattern}/${name}`,
  path: (id: number): string => `${feedPath(id)}/${name}`,
});
export const editFeedRoom = room('edit');
export const removeFeedRoom = room('remove');
export const newRuleRoom = room('rules');
export const newPinRoom = room('certificates');
export const rulePattern = `${feedsPath}/rules/:rule{[0-9]+}`;
export const pinPattern = `${feedsPath}/certificates/:certificate{[0-9]+}`;
export const pinPath = (id: number): string => `${feedsPath}/certificates/${id}`;
export const rulePath = (id: number): string => `${feedsPath}/rules/${id}`;
