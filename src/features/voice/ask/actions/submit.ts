/** Bringing a case. Nothing of who writes comes in here, and nothing but the case is written: no job, no audit, no outbox. */
import { addWorkingDays, workCalendar } from '#features/calendar/feature.ts';
import { holdsIdentityNumber, type Organisation, organisationById } from '#features/directory/feature.ts';
import type { Point } from '#features/map/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, type Trouble } from '#platform/trouble.ts';
import type { Category, NewFile } from '../../model/brought.ts';
import { acceptDue } from '../../model/due.ts';
import {
  complains,
  type Kind,
  longestAddress,
  longestPrintedName,
  longestText,
  longestTyped,
  type Way,
} from '../../model/kinds.ts';
import { receiptTyped } from '../../model/receipt.ts';
import { caseIdByReceipt, clockNow, insertCase, insertFiles, openCategories } from '../../queries/bring.ts';
import { caseById } from '../../queries/cases.ts';
import type { Box } from '../../sealed/model/box.ts';
import { insertBoxes } from '../../sealed/queries/names.ts';
import { mostFiles } from '../model/limits.ts';
import { oneLine, tidied } from '../model/tidy.ts';
import { snapped } from '../place.ts';
import { newNumber, newReceipt, receiptTrace } from '../receipt.ts';

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
  /** Sealed: with `boxes`, for keys that `openersOf` allows (sealed/actions/person.ts). */
  way: Way;
  via: 'page' | 'open311';
  /** Cleaned already (files.ts). */
  files?: readonly NewFile[];
  /** Of a form that may be sent twice (receipt.ts); else a new one. */
  receipt?: string;
  /** Name and contact, sealed already: in the clear they never come here. */
  boxes?: readonly Box[];
}

/** `receipt` is shown once and kept nowhere; `again`: this form had brought its case already. */
export interface Brought {
  receipt: string;
  number: string;
  /** By when something will have happened; none once it is over. */
  lookOn: string | undefined;
  again: boolean;
}

export interface Checked {
  category: Category;
  concerned: Organisation | undefined;
  text: string;
  address: string;
  printedName: string;
}

/**
 * Troubles: `categoryMissing`, `organisationUnknown`, `textMissing`, `textLong`, `identityNumber` (never said back),
 * `addressLong`, `placeMissing`, `nameLong`, `nameWithout` (a name, but not to be published), `tooManyFiles`.
 */
export async function checkSubmission({ db }: Services, input: Submission): Promise<Outcome<Checked>> {
  // Of what is far too long the beginning is enough to say so: tidying megabytes would hold up everybody else.
  const text = tidied(input.text.slice(0, longestTyped)).text;
  const address = oneLine((input.address ?? '').slice(0, longestText));
  const printedName = oneLine((input.printedName ?? '').slice(0, longestText));
  const troubles: Trouble[] = [];
  const trouble = (when: boolean, field: string, key: string, n?: number): void => {
    if (when && !troubles.some((one) => one.field === field))
      troubles.push({ field, key, ...(n !== undefined && { context: { n } }) });
  };
  const category = (await openCategories(db, input.kind)).find(({ code }) => code === input.category);
  trouble(!category, 'category', 'categoryMissing');
  const concerned = input.organisationId === null ? undefined : await organisationById(db, input.organisationId);
  const named = concerned && !concerned.endedOn && !['grade', 'class'].includes(concerned.kind);
  trouble(input.organisationId !== null && !named, 'organisation', 'organisationUnknown');
  trouble(text === '', 'text', 'textMissing');
  trouble(text.length > longestText || input.text.length > longestTyped, 'text', 'textLong', longestText);
  trouble(holdsIdentityNumber(text), 'text', 'identityNumber');
  trouble(address.length > longestAddress, 'address', 'addressLong', longestAddress);
  trouble(holdsIdentityNumber(address), 'address', 'identityNumber');
  trouble(category?.place === true && address === '' && !input.point, 'address', 'placeMissing');
  trouble(printedName.length > longestPrintedName, 'printed_name', 'nameLong', longestPrintedName);
  trouble(holdsIdentityNumber(printedName), 'printed_name', 'identityNumber');
  trouble(printedName !== '' && !input.mayPublish, 'printed_name', 'nameWithout');
  trouble((input.files ?? []).length > mostFiles, 'files', 'tooManyFiles', mostFiles);
  if (!category || troubles.length > 0) return { ok: false, troubles };
  return done({ category, concerned, text, address, printedName });
}

/** Brings the case, or says the troubles of `checkSubmission`. */
export async function submitCase(services: Services, input: Submission): Promise<Outcome<Brought>> {
  const checked = await checkSubmission(services, input);
  if (!checked.ok) return checked;
  const { category, concerned, text, address, printedName } = checked.value;
  const { db, clock, config, secrets } = services;
  if ((input.way === 'sealed') !== (input.boxes ?? []).length > 0) throw new Error('a sealed way without a box');
  const point = category.place && input.point ? snapped(input.point) : null;
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
        await insertFiles(trx, id, null, input.files ?? []);
        await insertBoxes(trx, id, input.boxes ?? []);
        return done({ receipt, number, lookOn: due.day, again: false });
      }
      const known = await caseIdByReceipt(trx, trace);
      const before = known === undefined ? undefined : await caseById(trx, known);
      if (before) return done({ receipt, number: before.number, lookOn: before.dueOn ?? undefined, again: true });
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
