/** The door for the command line: the roster's import and export, with words. */
export { exportRoster } from './export/actions.ts';
export { apply, consoleUser, discard, type ImportFile, stage } from './roster/actions.ts';
export { placeInWords, rosterWords, sayProblem } from './roster/messages.ts';
export {
  type Counts,
  changesNothing,
  kinds,
  largeRemovals,
  type Problem,
  type RosterImport,
} from './roster/model.ts';
export type { OnProgress } from './roster/progress.ts';
export { problemsAfter } from './roster/queries/imports.ts';
