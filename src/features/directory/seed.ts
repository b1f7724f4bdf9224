/** For the demonstration: its district comes in through the roster's import, as a real one does. */
export { apply as applyRoster, consoleUser, stage as stageRoster } from './roster/actions.ts';
