/** What a process keeps in memory only: counts against floods, what was asked lately. */

/**
 * One for each database, made when it is first asked for. A process that serves has one database; tests have many in a
 * process, and what one file taps must not slow down the next.
 */
export function ownMemory<T>(make: () => T): (services: { db: object }) => T {
  const made = new WeakMap<object, { value: T }>();
  return ({ db }) => {
    const known = made.get(db) ?? { value: make() };
    made.set(db, known);
    return known.value;
  };
}
