/** Kinds of event: a closed list, each tied to a CAP category. What people say, ask or gather for is none of them. Pure. */

/** `category`, CAP 1.2: what sort of danger. `response`: what a first alert asks people to do. */
interface KindFacts {
  category: 'Geo' | 'Met' | 'Safety' | 'Security' | 'Rescue' | 'Fire' | 'Health' | 'Transport' | 'Infra';
  response: 'Shelter' | 'Evacuate' | 'Prepare' | 'Execute' | 'Avoid' | 'Monitor';
  /**
   * Levels have a colour for natural disasters, accidents and public health only (Emergency Response Law of 2024, Art. 63);
   * an attack is none of these.
   */
  coloured: boolean;
  /**
   * Whether the public page shows it from the declaration on. Where words written in haste could hurt somebody (a child
   * who is sought, an attack that goes on) it shows from the first update on.
   */
  publicAtOnce: boolean;
}

const fact = (
  category: KindFacts['category'],
  response: KindFacts['response'],
  { coloured = true, publicAtOnce = true } = {},
): KindFacts => ({ category, response, coloured, publicAtOnce });

export const kinds = {
  flood: fact('Met', 'Avoid'),
  landslide: fact('Geo', 'Evacuate'),
  earthquake: fact('Geo', 'Shelter'),
  storm: fact('Met', 'Shelter'),
  fire: fact('Fire', 'Evacuate'),
  epidemic: fact('Health', 'Monitor'),
  food: fact('Health', 'Execute'),
  utilities: fact('Infra', 'Prepare'),
  building: fact('Safety', 'Evacuate'),
  transport: fact('Transport', 'Avoid'),
  attack: fact('Security', 'Shelter', { coloured: false, publicAtOnce: false }),
  missing: fact('Rescue', 'Monitor', { coloured: false, publicAtOnce: false }),
  cyber: fact('Infra', 'Execute', { publicAtOnce: false }),
  network: fact('Infra', 'Monitor'),
} as const satisfies Record<string, KindFacts>;

export type Kind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as Kind[];

export function isKind(text: string): text is Kind {
  return Object.hasOwn(kinds, text);
}

/** 1 is the gravest (Art. 71). */
export const levels = [1, 2, 3, 4] as const;
export type Level = (typeof levels)[number];
/** In the order in which one chooses: the lightest first. */
export const levelsLightFirst = [4, 3, 2, 1] as const;

export const roman: Readonly<Record<Level, string>> = { 1: 'I', 2: 'II', 3: 'III', 4: 'IV' };

export type Colour = 'red' | 'orange' | 'yellow' | 'blue';
const colours: Readonly<Record<Level, Colour>> = { 1: 'red', 2: 'orange', 3: 'yellow', 4: 'blue' };

/** The colour of a warning; null where the law knows none. */
export function colourOf(kind: Kind, level: Level): Colour | null {
  return kinds[kind].coloured ? colours[level] : null;
}

/** CAP severity, by usual practice: red is extreme. */
export const severities: Readonly<Record<Level, string>> = { 1: 'Extreme', 2: 'Severe', 3: 'Moderate', 4: 'Minor' };
