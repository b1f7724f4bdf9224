/**
 * A small generator of numbers, the same on every machine: sfc32, seeded by a hash of the district's seed and the name
 * of what is to be drawn. Each thing has its own stream, so that any part of the district can be made without the rest.
 */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Picks by weight; the weights need not add up to one. */
  weighted<T extends { weight: number }>(list: readonly T[]): T;
}

/** The stream for one thing of the district, such as `randomFor(seed, 'guardian', 17)`. */
export function randomFor(seed: number, purpose: string, index = 0): Random {
  let a = mix(seed ^ 0x9e3779b9);
  let b = mix(a ^ index);
  let c = mix(b ^ 0x85ebca6b);
  for (let i = 0; i < purpose.length; i += 1) c = mix(c ^ purpose.charCodeAt(i));
  let counter = 1;

  function next(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  }
  for (let round = 0; round < 6; round += 1) next();

  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)]!,
    weighted(list) {
      let rest = next() * totalWeight(list);
      for (const item of list) {
        rest -= item.weight;
        if (rest < 0) return item;
      }
      return list[list.length - 1]!;
    },
  };
}

/** Puts the part [from, to) of an array into an order drawn from `random` (Fisher and Yates). */
export function shuffle(list: Int32Array, random: Random, from = 0, to = list.length): void {
  for (let i = to - 1; i > from; i -= 1) {
    const j = from + random.below(i - from + 1);
    const kept = list[i]!;
    list[i] = list[j]!;
    list[j] = kept;
  }
}

const totals = new WeakMap<object, number>();

function totalWeight(list: readonly { weight: number }[]): number {
  let total = totals.get(list);
  if (total === undefined) {
    total = list.reduce((sum, item) => sum + item.weight, 0);
    totals.set(list, total);
  }
  return total;
}

/** The finisher of MurmurHash3: every bit of the input reaches every bit of the output. */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) + 0x6d2b79f5;
}
