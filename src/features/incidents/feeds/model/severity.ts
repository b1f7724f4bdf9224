/** Severities of CAP 1.2, and what they suggest for an own incident. Pure. */
import { type Kind, kinds, type Level, severities as ofLevel } from '../../model/kinds.ts';

/** The lightest first; `Unknown` is none of them: nobody can say that it is light. */
export const severities = ['Minor', 'Moderate', 'Severe', 'Extreme'] as const;
export type Severity = (typeof severities)[number] | 'Unknown';

export function isAtLeast(severity: Severity, least: Severity): boolean {
  if (severity === 'Unknown' || least === 'Unknown') return true;
  return severities.indexOf(severity) >= severities.indexOf(least);
}

/** The gravest of several; `Unknown` if none says more. */
export function gravest(found: readonly Severity[]): Severity {
  return severities.findLast((one) => found.includes(one)) ?? 'Unknown';
}

/** The level with the severity that Belfry's own warnings bear; null where nothing is known. */
export function levelFor(severity: Severity): Level | null {
  const found = Object.entries(ofLevel).find(([, own]) => own === severity);
  return found ? (Number(found[0]) as Level) : null;
}

/** Words of an event in the languages of warnings in China. An attack or a missing child is never guessed. */
const byWords: readonly [RegExp, Kind][] = [
  [/地质|滑坡|泥石流|崩塌|山洪|landslide|mudslide|debris|rockfall/i, 'landslide'],
  [/地震|earthquake|seismic/i, 'earthquake'],
  [/洪|暴雨|内涝|溃坝|泄洪|flood|rain|inundation|dam /i, 'flood'],
  [
    /风|雪|冰|雹|雷|寒潮|霜冻|沙尘|高温|低温|storm|wind|snow|ice|hail|thunder|typhoon|cyclone|tornado|frost|heat|cold/i,
    'storm',
  ],
  [/火|fire/i, 'fire'],
  [/食物|食品|food/i, 'food'],
  [/疫|流感|传染|病毒|epidemic|outbreak|influenza|disease/i, 'epidemic'],
  [/停水|停电|停气|供水|供电|power|water supply|gas supply|blackout/i, 'utilities'],
  [/网络安全|漏洞|病毒软件|勒索|malware|ransomware|cyber|phishing/i, 'cyber'],
  [/通信|断网|network outage|telecom/i, 'network'],
  [/道路|交通|road|traffic|transport/i, 'transport'],
];
const byCategory: Readonly<Record<string, Kind>> = {
  Met: 'storm',
  Fire: 'fire',
  Health: 'epidemic',
  Transport: 'transport',
};

/** Which kind of incident a warning may be; null: the officer says. The words decide before the category. */
export function kindFor(event: string, categories: readonly string[]): Kind | null {
  const word = byWords.find(([pattern]) => pattern.test(event))?.[1];
  if (word && (categories.length === 0 || fits(word, categories))) return word;
  return categories.map((category) => byCategory[category]).find((kind) => kind !== undefined) ?? null;
}

/** "Fire weather" is of the weather: a word counts within a category to which the kind may belong. */
function fits(kind: Kind, categories: readonly string[]): boolean {
  const own: readonly string[] = [kinds[kind].category, ...(alsoIn[kind] ?? [])];
  return categories.some((category) => own.includes(category) || category === 'Other' || category === 'Safety');
}
const alsoIn: Partial<Record<Kind, readonly string[]>> = {
  landslide: ['Met', 'Env'],
  flood: ['Geo', 'Env', 'Infra'],
  storm: ['Env', 'Health'],
  fire: ['Env', 'Met'],
  utilities: ['Env'],
  transport: ['Infra', 'Met'],
  cyber: ['Security'],
};
