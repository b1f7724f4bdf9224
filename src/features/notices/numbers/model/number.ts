/** Document numbers in the official form (GB/T 9704-2012, 7.2.5): office code, year in full, serial without zeros before it. */
import type { Language } from '#platform/i18n.ts';

export interface Code {
  id: number;
  organisationId: number;
  /** 机关代字, such as 甲教. */
  code: string;
  latin: string | null;
  endedAt: Date | null;
}

export interface Serial {
  code: Pick<Code, 'code' | 'latin'>;
  year: number;
  serial: number;
}

/** 甲教〔2026〕12号 */
export function officialNumber({ code, year, serial }: Serial): string {
  return `${code.code}〔${year}〕${serial}号`;
}

/** Jia Jiao [2026] No. 12; of a code without a spelling in Latin letters, null. */
export function latinNumber({ code, year, serial }: Serial): string | null {
  return code.latin ? `${code.latin} [${year}] No. ${serial}` : null;
}

/** As it stands on a draft: the place of the serial is left open. */
export function openNumber(code: Pick<Code, 'code'>, year: number): string {
  return `${code.code}〔${year}〕　号`;
}

export interface Numbered {
  number: string | null;
  numberLatin: string | null;
}

/** The number for a reader of this language. */
export function numberFor({ number, numberLatin }: Numbered, language: Language): string | null {
  return (language === 'en' && numberLatin) || number;
}

/** A number as somebody types it, in one spelling: any brackets, any width, with or without 第 and zeros. */
export function parsedNumber(typed: string): { code: string; year: number; serial: number } | undefined {
  const found = /^(.+?)\s*[〔[(（【［]\s*(\d{4})\s*[〕\])）】］]\s*第?\s*0*(\d{1,6})\s*号$/u.exec(
    typed.normalize('NFKC').trim(),
  );
  if (!found) return undefined;
  return { code: (found[1] as string).trim(), year: Number(found[2]), serial: Number(found[3]) };
}

/** Signs of a code: characters of any script, no brackets, no digits, which would read as year or serial. */
export const codeForm = /^[\p{L}\p{M}]{1,12}$/u;
export const latinForm = /^[A-Za-z][A-Za-z .'-]{0,39}$/;
/** So many serials of papers numbered elsewhere are noted at once. */
export const mostElsewhere = 999;

export const voidReasons = ['discarded', 'changed', 'year'] as const;
export type VoidReason = (typeof voidReasons)[number];

/** A row of the number register. */
export interface NumberRow {
  codeId: number;
  code: string;
  year: number;
  serial: number;
  noticeId: number | null;
  title: string | null;
  titleLanguage: string | null;
  state: string | null;
  publishedAt: Date | null;
  remark: string | null;
  givenAt: Date;
  voidReason: VoidReason | null;
}
