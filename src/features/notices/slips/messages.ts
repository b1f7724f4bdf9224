/** The words of reply slips; they stand in the catalogue of notices. */
import { slipAnsweringWords } from './messages/answering.ts';
import { slipOfficeWords } from './messages/office.ts';
import { slipWritingWords } from './messages/writing.ts';

export const slipWords = { ...slipWritingWords, ...slipAnsweringWords, ...slipOfficeWords } as const;
