/** Addresses of merging, and of moving a pupil. */
const root = '/desk/directory';

export const mergePatterns = {
  choose: `${root}/people/:person/merge`,
  confirm: `${root}/people/:person/merge/:other`,
  undo: `${root}/merges/:merge/undo`,
} as const;

export const mergePaths = {
  choose: (person: number) => `${root}/people/${person}/merge`,
  confirm: (person: number, other: number) => `${root}/people/${person}/merge/${other}`,
  undo: (merge: number) => `${root}/merges/${merge}/undo`,
} as const;
