/** Clocks of law as data: what a clock says, in days of the calendar or working days. */
import { z } from 'zod';

const period = z.object({ days: z.int().min(1).max(365), unit: z.enum(['day', 'working_day']) });
export type Period = z.infer<typeof period>;

const words = z.object({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

/**
 * `accept` counts from the day of receipt; `answer` from there or from acceptance, as the law has it (信访工作条例 Art. 23 and
 * 34); `object`: the office to which it was passed may give it back; `rounds`: review (复查, Art. 35) and re-review (复核,
 * Art. 36), asked for within `ask` of the answer and answered within `answer`; `remind`: so many days before the deadline. `extensionBy`: a
 * second handler approves an extension, or enters with it the head of the office who did (Art. 34).
 */
export const clockRules = z.object({
  source: words,
  accept: period,
  object: period,
  answer: period.extend({ from: z.enum(['receipt', 'acceptance']) }),
  extension: period.nullable(),
  extensionBy: z.enum(['second', 'head']).default('second'),
  rounds: z.array(z.object({ ask: period, answer: period })).max(2),
  remind: z.int().min(0).max(30),
});
export type ClockRules = z.infer<typeof clockRules>;
