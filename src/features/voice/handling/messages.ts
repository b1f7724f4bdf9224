/** Words of handling, spread into those of the voice. */
import { caseMessages } from './messages/case.ts';
import { deskMessages } from './messages/desk.ts';
import { outcomeMessages } from './messages/outcome.ts';

export const handlingMessages = { ...deskMessages, ...caseMessages, ...outcomeMessages } as const;
