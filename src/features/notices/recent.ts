/**
 * Figures of a large notice, for many who look at once: adding up the counts of ten thousand classes costs 50 ms, and a
 * page that follows a sending asks every few seconds. They are worked out once and good for some seconds.
 */

/** Milliseconds. */
const someSeconds = 3_000;
const kept = 200;

/** Remembers by key, for each owner (a database), what was worked out within the last three seconds, or as long as is said. */
export class Recent<Owner extends object, Value> {
  readonly #goodFor: number;

  /** `goodFor` in milliseconds. */
  constructor(goodFor = someSeconds) {
    this.#goodFor = goodFor;
  }

  readonly #known = new WeakMap<Owner, Map<string, { at: number; value: Promise<Value> }>>();

  /** What is remembered under the key, or else the work's result; a failure is not remembered. */
  get(owner: Owner, key: string, work: () => Promise<Value>): Promise<Value> {
    const known = this.#known.get(owner) ?? new Map<string, { at: number; value: Promise<Value> }>();
    this.#known.set(owner, known);
    const now = performance.now();
    const found = known.get(key);
    if (found && now - found.at < this.#goodFor) return found.value;
    const value = work();
    known.delete(key);
    known.set(key, { at: now, value });
    value.catch(() => known.delete(key));
    const oldest = known.keys().next();
    if (known.size > kept && !oldest.done) known.delete(oldest.value);
    return value;
  }
}
