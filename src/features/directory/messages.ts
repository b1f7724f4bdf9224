/** The directory's words. */
import { defineWords } from '#platform/i18n.ts';
import { codeWords } from './messages/codes.ts';
import { consentWords } from './messages/consents.ts';
import { correctionWords } from './messages/corrections.ts';
import { deskWords } from './messages/desk.ts';
import { exportWords } from './messages/export.ts';
import { leavingWords } from './messages/leaving.ts';
import { listWords } from './messages/lists.ts';
import { personWords } from './messages/person.ts';
import { turnedOffWords } from './messages/turned-off.ts';
import { yearWords } from './messages/year.ts';

export const words = defineWords({
  ...listWords,
  ...personWords,
  ...exportWords,
  ...yearWords,
  ...deskWords,
  ...correctionWords,
  ...codeWords,
  ...leavingWords,
  ...consentWords,
  ...turnedOffWords,
});

export type Words = ReturnType<typeof words>;
