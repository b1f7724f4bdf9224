/** The form of a purpose: Chinese whole, English whole or not at all. */
import { z } from 'zod';
import { type PurposeText, type PurposeTexts, purposeFields } from './model.ts';

const longest = { name: 100, data: 1000, necessity: 1000, effect: 1000 } as const;

export const fieldName = (field: keyof PurposeText, language: 'zh' | 'en') => `${field}_${language}`;

/** Values by field name, such as `name_zh`. */
export const purposeInput = z.record(z.string(), z.string()).transform((typed, context): PurposeTexts => {
  const read = (language: 'zh' | 'en') =>
    Object.fromEntries(
      purposeFields.map((field) => [field, (typed[fieldName(field, language)] ?? '').trim()]),
    ) as PurposeText;
  const zh = read('zh');
  const en = read('en');
  const wantsEnglish = purposeFields.some((field) => en[field] !== '');
  for (const [language, text] of [['zh', zh], ...(wantsEnglish ? [['en', en] as const] : [])] as const) {
    for (const field of purposeFields) {
      const path = [fieldName(field, language)];
      if (text[field] === '') context.addIssue({ code: 'custom', path, message: 'purposeMissing' });
      if (text[field].length > longest[field]) context.addIssue({ code: 'custom', path, message: 'purposeTooLong' });
    }
  }
  return wantsEnglish ? { 'zh-CN': zh, en } : { 'zh-CN': zh };
});
