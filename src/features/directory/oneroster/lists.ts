/**
 * The keys of a list that somebody reads page by page: a platform walks through a million users by the thousand, and finding
 * anew for each page who is meant, and how many there are, costs more than all else. So the keys are found once for a walk; the rows
 * are made anew for each page, within the scope of that moment, so that whoever has left meanwhile is not in it.
 * In this process's memory: keys are numbers of ours and say nothing of anybody.
 */
const usualMs = 10 * 60_000;
/** The first page begins a walk: it wants to know who is here now. */
const freshMs = 60_000;
/** Numbers in memory over all lists, 8 bytes each. */
const usualKeys = 6_000_000;

interface List {
  at: number;
  keys: Promise<readonly number[]>;
  size: number;
}

export class Lists {
  readonly #lists = new Map<string, List>();

  constructor(
    readonly keptMs = usualMs,
    readonly mostKeys = usualKeys,
  ) {}

  /**
   * The keys of this question in their order. `find` is asked once for all who wait; what failed is not kept. `now` in
   * milliseconds; `begins`: the first page.
   */
  keysOf(
    question: string,
    begins: boolean,
    now: number,
    find: () => Promise<readonly number[]>,
  ): Promise<readonly number[]> {
    const known = this.#lists.get(question);
    if (known && now - known.at < (begins ? freshMs : this.keptMs)) return known.keys;
    const list: List = { at: now, keys: find(), size: 0 };
    this.#lists.delete(question);
    this.#lists.set(question, list);
    list.keys.then(
      (keys) => {
        list.size = keys.length;
        this.#makeRoom(now);
      },
      () => {
        if (this.#lists.get(question) === list) this.#lists.delete(question);
      },
    );
    return list.keys;
  }

  /** The oldest go first; those that are still being found stay. */
  #makeRoom(now: number): void {
    let total = 0;
    for (const { size } of this.#lists.values()) total += size;
    for (const [question, { at, size }] of this.#lists) {
      if (now - at < this.keptMs && total <= this.mostKeys) continue;
      if (size === 0 && now - at < this.keptMs) continue;
      this.#lists.delete(question);
      total -= size;
    }
  }
}
