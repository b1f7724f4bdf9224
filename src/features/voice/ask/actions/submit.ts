/** Bringing a case. Nothing of who writes comes in here, and nothing but the case is written: no job, no audit, no outbox. */
import { addWorkingDays, workCalendar } from '#features/calendar/feature.ts';
import { holdsIdentityNumber, organisationById } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { acceptDue } from '../../model/due.ts';
import { complains, type Kind, longestAddress, longestPrintedName, longestText, type Way } from '../../model/kinds.ts';
import { receiptTyped } from '../../model/receipt.ts';
import {
  caseIdByReceipt,
  clockNow,
  insertCase,
  insertFiles,
  type NewFile,
  openCategories,
} from '../../queries/bring.ts';
import { type Point, snapped } from '../model/place.ts';
import { oneLine, tidied } from '../model/tidy.ts';
import { newNumber, newReceipt, receiptTrace } from '../receipt.ts';

export const mostFiles = 3;

export interface Submission {
  kind: Kind;
  category: string;
  language: 'zh-CN' | 'en';
  organisationId: number | null;
  text: string;
  /** Where the thing is; left aside for categories without a place. */
  address?: string;
  point?: Point;
  mayPublish: boolean;
  /** Printed with a published text: a consent for that text alone. */
  printedName?: string;
  way: Way;
  via: 'page' | 'open311';
  /** Cleaned already (files.ts). */
  files?: readonly NewFile[];
  /** Of a form that may be sent twice (receipt.ts); else a new one. */
  receipt?: string;
  /** Writes what is sealed of the person beside the case, in its transaction. */
  seal?: (trx: Transaction, caseId: string) => Promise<void>;
}

/** `receipt` is shown once and kept nowhere; `again`: this form had brought its case already. */
export interface Brought {
  receipt: string;
  number: string;
  again: boolean;
}

/**
 * Troubles: `categoryMissing`, `organisationUnknown`, `textMissing`, `textLong`, `identityNumber` (never said back),
 * `addressLong`, `placeMissing`, `nameLong`, `nameWithout` (a name, but not to be published), `tooManyFiles`.
 */
export async function submitCase(services: Services, input: Submission): Promise<Outcome<Brought>> {
  const { db, clock, config, secrets } = services;
  const text = tidied(input.text).text;
  const address = oneLine(input.address ?? '');
  const printedName = oneLine(input.printedName ?? '');
  if (text === '') return refused('text', 'textMissing');
  if (text.length > longestText) return refused('text', 'textLong', { n: longestText });
  if (holdsIdentityNumber(text)) return refused('text', 'identityNumber');
  if (address.length > longestAddress) return refused('address', 'addressLong', { n: longestAddress });
  if (holdsIdentityNumber(address)) return refused('address', 'identityNumber');
  if (printedName.length > longestPrintedName) return refused('printed_name', 'nameLong', { n: longestPrintedName });
  if (holdsIdentityNumber(printedName)) return refused('printed_name', 'identityNumber');
  if (printedName !== '' && !input.mayPublish) return refused('printed_name', 'nameWithout');
  const files = input.files ?? [];
  if (files.length > mostFiles) return refused('files', 'tooManyFiles', { n: mostFiles });
  const category = (await openCategories(db, input.kind)).find(({ code }) => code === input.category);
  if (!category) return refused('category', 'categoryMissing');
  if (category.place && address === '' && !input.point) return refused('address', 'placeMissing');
  const point = category.place && input.point ? snapped(input.point) : null;
  const concerned = input.organisationId === null ? null : await organisationById(db, input.organisationId);
  const named = concerned && !concerned.endedOn && !['grade', 'class'].includes(concerned.kind);
  if (input.organisationId !== null && !named) return refused('organisation', 'organisationUnknown');
  const receivedOn = localDate(clock.now(), config.timeZone);
  const [{ version, rules }, calendar] = await Promise.all([clockNow(db, category.clock), workCalendar(db)]);
  const due = acceptDue(rules, receivedOn, (from, days) => addWorkingDays(calendar, from, days));
  const receipt = input.receipt ?? newReceipt();
  const trace = receiptTrace(secrets, receipt);
  // Whoever is complained of is never the handler, not even for a moment: such a case waits for somebody to assign it.
  const office = category.officeId === null ? undefined : await organisationById(db, category.officeId);
  const officeId = office && !(complains(input.kind) && concerned && liesBelow(office, concerned)) ? office.id : null;
  return db.transaction().execute(async (trx) => {
    for (let tries = 0; tries < 3; tries += 1) {
      const number = newNumber();
      const id = await insertCase(trx, {
        ...{
          number,
          kind: input.kind,
          category: category.code,
          way: input.way,
          via: input.via,
          language: input.language,
        },
        ...{ organisationId: input.organisationId, text, mayPublish: input.mayPublish, receipt: trace, receivedOn },
        ...{ latitude: point?.latitude ?? null, longitude: point?.longitude ?? null },
        address: category.place && address !== '' ? address : null,
        printedName: printedName === '' ? null : printedName,
        ...{ clock: category.clock, clockVersion: version, officeId, dueOn: due.day, dueProvisional: due.provisional },
      });
      if (id !== undefined) {
        await insertFiles(trx, id, null, files);
        await input.seal?.(trx, id);
        return done({ receipt, number, again: false });
      }
      const known = await caseIdByReceipt(trx, trace);
      if (known !== undefined) return done({ receipt, number: '', again: true });
    }
    throw new Error('no free number of a case in three tries');
  });
}

function liesBelow(one: { path: string }, other: { path: string }): boolean {
  return one.path === other.path || one.path.startsWith(`${other.path}.`);
}

/** The case of a code as somebody typed it; a wrong one and one that is no code look the same. */
export async function findByReceipt(services: Services, typed: string): Promise<string | undefined> {
  const code = receiptTyped(typed);
  return caseIdByReceipt(services.db, receiptTrace(services.secrets, code ?? ''));
}
