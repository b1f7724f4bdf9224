/** Names in Latin letters, for search: 王小明 is found by wangxiaoming, by wxm and by xiaoming. */
import { pinyin } from 'pinyin-pro';

export interface NameInLetters {
  /** Lower-case letters and digits without spaces: wangfang. */
  pinyin: string;
  /** First letter of each character or word: wf. */
  initials: string;
}

export interface PersonInLetters extends NameInLetters {
  /** The given name after a Chinese family name, fang; empty for other names. */
  given: string;
}

const chinese = /\p{Script=Han}/u;
const latinWord = /[a-z0-9]+/g;
const compoundSurnames = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 ' +
    '钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 ' +
    '呼延 东郭 南门 羊舌 微生 单于 完颜 西门 东里 第五'
  ).split(' '),
);

/**
 * A person's name. Family names are read as family names (曾 zeng, 单 shan, 万俟 moqi), the rest character by character;
 * each reading is asked for once, so that a million names take seconds. ü is written v, as it is typed.
 */
export function pinyinOf(fullName: string): PersonInLetters {
  const characters = [...fullName.trim()];
  const head = characters.slice(0, 2).join('');
  const surnameLength = compoundSurnames.has(head) ? 2 : chinese.test(characters[0] ?? '') ? 1 : 0;
  const readings: string[] = [];
  if (surnameLength > 0) readings.push(...surnameReading(characters.slice(0, surnameLength).join('')));
  const ofSurname = readings.length;
  let word = '';
  for (const character of characters.slice(surnameLength)) {
    if (!chinese.test(character)) {
      word += character;
      continue;
    }
    readings.push(...latinWords(word), characterReading(character));
    word = '';
  }
  readings.push(...latinWords(word));
  return { ...inLetters(readings), given: surnameLength > 0 ? readings.slice(ofSurname).join('') : '' };
}

/** An organisation's name, read in words (重庆 chongqing, 长安 chang'an). Slower than `pinyinOf`; there are few. */
export function pinyinOfOrganisation(name: string): NameInLetters {
  const readings: string[] = [];
  for (const part of name.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []) {
    if (chinese.test(part)) readings.push(...pinyin(part, { toneType: 'none', type: 'array', v: true }));
    else readings.push(...latinWords(part));
  }
  return inLetters(readings);
}

/** What somebody typed to find a name in letters: `Wang Fang` becomes wangfang. */
export function lettersOf(typed: string): string {
  return latinWords(typed.replaceAll(/ü/gi, 'v')).join('');
}

function inLetters(readings: readonly string[]): NameInLetters {
  return { pinyin: readings.join(''), initials: readings.map((reading) => reading[0] ?? '').join('') };
}

const surnames = new Map<string, string[]>();
const characterReadings = new Map<string, string>();

function surnameReading(surname: string): string[] {
  let reading = surnames.get(surname);
  if (!reading) {
    reading = pinyin(surname, { toneType: 'none', type: 'array', surname: 'all', v: true });
    surnames.set(surname, reading);
  }
  return reading;
}

function characterReading(character: string): string {
  let reading = characterReadings.get(character);
  if (reading === undefined) {
    reading = pinyin(character, { toneType: 'none', v: true });
    // A character that the dictionary does not know comes back as it is.
    if (!/^[a-z]+$/.test(reading)) reading = '';
    characterReadings.set(character, reading);
  }
  return reading;
}

function latinWords(text: string): string[] {
  if (text === '') return [];
  const plain = text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
  return plain.replaceAll(/['’]/g, '').match(latinWord) ?? [];
}
