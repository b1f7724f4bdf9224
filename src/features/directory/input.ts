/** What forms and addresses may carry. The messages are keys of the feature's words. */
import { z } from 'zod';
import { contentLanguages } from '#platform/i18n.ts';
import { emailOf, isDay, mobileOf } from './roster/model.ts';

const text = z.string().default('');
const day = (key: string) => text.transform((value) => value.trim()).refine(isDay, key);
const ticked = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => value !== undefined);

/** Email or mobile number, in the form in which addresses are kept. */
export const contactPointInput = z
  .object({ kind: z.enum(['email', 'sms'], 'kindMissing'), address: text })
  .transform(({ kind, address }, context) => {
    const kept = kind === 'email' ? emailOf(address) : mobileOf(address);
    if (!kept) {
      const message = address.trim() === '' ? 'addressMissing' : kind === 'email' ? 'emailWrong' : 'mobileWrong';
      context.addIssue({ code: 'custom', path: ['address'], message });
      return z.NEVER;
    }
    return { kind, address: kept };
  });

export const guardianshipInput = z.object({
  mayReceive: ticked,
  mayAct: ticked,
  startsOn: day('startWrong'),
  endsOn: text.transform((value) => value.trim() || null).refine((value) => value === null || isDay(value), 'endWrong'),
});

const languages = Object.keys(contentLanguages) as [keyof typeof contentLanguages];

/** Empty: nobody has said. */
export const languageInput = z.object({
  language: z.enum(['', ...languages], 'languageMissing').transform((value) => (value === '' ? null : value)),
});

/** Where a pupil goes, and from when. */
export const moveInput = z.object({
  classId: text
    .transform((value) => (/^[1-9]\d{0,15}$/.test(value) ? Number(value) : 0))
    .refine((id) => id > 0, 'moveClassMissing'),
  day: day('startWrong'),
});

/** The first day on which something no longer holds. */
export const endInput = z.object({ day: day('endWrong') });

export const optInInput = z.object({ wish: ticked });

export const classTeacherInput = z.object({
  personId: text.transform((value) => (/^[1-9]\d{0,15}$/.test(value) ? Number(value) : null)),
  alone: ticked,
});

/** `branch~id~name`, as the link to the next page of a search carries it. */
export function searchKeyFrom(value: string | undefined): { branch: number; id: number; name: string } | undefined {
  const match = /^([0-2])~(\d{1,15})~(.{0,200})$/su.exec(value ?? '');
  return match ? { branch: Number(match[1]), id: Number(match[2]), name: match[3] ?? '' } : undefined;
}

/** `id~name`, of a list by name. */
export function nameKeyFrom(value: string | undefined): { id: number; name: string } | undefined {
  const match = /^(\d{1,15})~(.{0,200})$/su.exec(value ?? '');
  return match ? { id: Number(match[1]), name: match[2] ?? '' } : undefined;
}

/** A whole number of the address, or nothing. */
export function numberFrom(value: string | undefined): number | undefined {
  return /^[1-9]\d{0,14}$/.test(value ?? '') ? Number(value) : undefined;
}
