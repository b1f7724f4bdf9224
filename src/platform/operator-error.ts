/**
 * Trouble that the operator can mend: a folder without access, a wrong setting, a changed migration.
 * The command line prints its message as one line without a stack; every other error is a bug.
 */
export class OperatorError extends Error {
  override name = 'OperatorError';
}
