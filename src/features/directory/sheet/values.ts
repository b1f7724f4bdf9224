/** What stands in a cell, as people write it: full-width digits, spaces in names, two numbers in one cell, dates as text. */
import { isDay, mobileOf } from '../roster/model.ts';

/** Full-width letters and digits become plain ones, odd spaces one space. */
export function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** 张 三 is 张三; Li  Hua keeps one space. */
export function nameOf(text: string): string {
  return tidy(text).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/** True for what can be a person's name: letters, no digits. */
export function looksLikeName(name: string): boolean {
  return name.length <= 60 && /^[\p{L}\p{M}][\p{L}\p{M}\s.·•'’()-]*$/u.test(name);
}

export interface Phones {
  phones: string[];
  /** Something stands there that is no mobile number. */
  wrong: boolean;
  /** 1.38E+10 as text: the last digits are lost. */
  rounded: boolean;
}

export function phonesOf(text: string): Phones {
  const plain = tidy(text).replace(/\.0+$/, '');
  if (plain === '') return { phones: [], wrong: false, rounded: false };
  const scientific = /^(\d)(?:\.(\d+))?E\+?(\d+)$/i.exec(plain);
  if (scientific) {
    const digits = 1 + (scientific[2]?.length ?? 0);
    const whole = digits > Number(scientific[3]) ? mobileOf(Number(plain).toFixed(0)) : null;
    return { phones: whole ? [whole] : [], wrong: false, rounded: whole === null };
  }
  const whole = mobileOf(plain);
  if (whole) return { phones: [whole], wrong: false, rounded: false };
  const parts = plain.split(/[/\\、,;|]+|(?<=\d{11})\s+(?=\d)/).map((part) => part.replace(/[^\d+]/g, ''));
  const found = parts.map((part) => mobileOf(part)).filter((phone) => phone !== null);
  return { phones: [...new Set(found)], wrong: found.length === 0, rounded: false };
}

/** Takes a number out of a name's cell: 王强 13800000000. */
export function splitNameAndPhone(text: string): { name: string; phone: string } {
  const plain = tidy(text);
  const phone = /(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}/.exec(plain)?.[0] ?? '';
  const name = phone ? plain.replace(phone, '').replace(/[()\s:,、-]+$|^[()\s:,、-]+/g, '') : plain;
  return { name: nameOf(name.replace(/^(父亲?|母亲?|爸爸|妈妈|爷爷|奶奶|监护人)[::]/, '')), phone };
}

/** The day that a serial number stands for. */
export function serialDay(serial: number, from1904 = false): string | null {
  if (serial < 1 || serial > 80_000) return null;
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(start + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}

/** A day as it is written: 2024-09-01, 2024/9/1, 2024.9.1, 2024年9月1日, 2024年9月, 20240901, 45536. Null: none of these. */
export function dayOf(text: string): string | null {
  const plain = tidy(text)
    .replace(/ .*$/, '')
    .replace(/T\d\d:.*$/, '');
  if (/^\d{5}$/.test(plain)) return serialDay(Number(plain));
  const match =
    /^(\d{4})(?:年|[-/.])(\d{1,2})(?:(?:月|[-/.])(\d{1,2})?日?)?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (!match) return null;
  const day = `${match[1]}-${match[2]?.padStart(2, '0')}-${(match[3] ?? '1').padStart(2, '0')}`;
  return isDay(day) ? day : null;
}
