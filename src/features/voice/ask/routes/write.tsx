/** Start, form, preview, sending. */
import { namedOrganisations, organisationById } from '#features/directory/feature.ts';
import { landmarksOf, pointed, shownMap, withLandmark } from '#features/map/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, type Typed, typedList, typedText } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { done, type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import type { TreePlace } from '#ui/field/tree-select.tsx';
import type { NewFile } from '../../model/brought.ts';
import { type Kind, kinds, longestText, longestTyped } from '../../model/kinds.ts';
import { openCategories } from '../../queries/bring.ts';
import { openersOf } from '../../sealed/actions/openers.ts';
import { boxesOf, ombudspersonsNow } from '../../sealed/actions/person.ts';
import { boxesFromForm, boxInForm } from '../../sealed/carried.ts';
import type { Box, Opener } from '../../sealed/model/box.ts';
import { type Checked, checkSubmission, submitCase } from '../actions/submit.ts';
import { fileFromForm, fileInForm } from '../files.ts';
import { type CaseForm, caseForm } from '../input.ts';
import { hintsIn } from '../model/hints.ts';
import { leastAgeSeconds } from '../model/limits.ts';
import { tidied } from '../model/tidy.ts';
import { PreviewPage } from '../pages/preview.tsx';
import { ReceiptPage } from '../pages/receipt.tsx';
import { StartPage } from '../pages/start.tsx';
import { type CarriedFile, WritePage } from '../pages/write.tsx';
import { askPath, askPatterns } from '../paths.ts';
import { digits, snapped } from '../place.ts';
import { receiptOfForm } from '../receipt.ts';
import { isSolved, makeChallenge, readChallenge } from '../work.ts';
import { askView, cleanFiles, gateOf, nowOf, readAskForm, senderOf, shareLimits, tooBusy } from './request.tsx';

/** Three files of 5 MB, and as much again for the way of writing them into a form. */
const maxBody = 24 * 1024 * 1024;

export const writeRoutes: readonly Route[] = [
  get(askPatterns.start, 'link', start),
  get(askPatterns.write, 'link', write),
  post(askPatterns.write, 'link', writeAgain, { maxBody }),
  post(askPatterns.place, 'link', place, { maxBody }),
  post(askPatterns.preview, 'link', preview, { maxBody }),
  post(askPatterns.send, 'link', send, { maxBody }),
];

async function start(c: Ctx): Promise<Response> {
  return page(c, <StartPage view={askView(c, 'start')} ombudspersons={await ombudspersonsNow(c.var.services)} />);
}

function kindOf(text: string | undefined): Kind | undefined {
  return kinds.find((kind) => kind === text);
}

async function write(c: Ctx): Promise<Response> {
  const kind = kindOf(c.req.query('kind'));
  // The kind is asked for first.
  if (!kind) return start(c);
  return showForm(c, kind, { page: 'get' });
}

/** From the preview back to the form, with all that was written. */
async function writeAgain(c: Ctx): Promise<Response> {
  const form = await readAskForm(c, maxBody);
  if (form instanceof Response) return form;
  const { typed } = form;
  const kind = kindOf(typedText(typed, 'kind'));
  if (!kind) return seeOther(c, askPath('start', c.var.language));
  return showForm(c, kind, { typed, files: carriedFiles(c, typed) ?? [] });
}

/** A click on the map, or a named place: the form again, with the point. Files that were chosen come along. */
async function place(c: Ctx): Promise<Response> {
  const sent = await readAskForm(c, maxBody);
  if (sent instanceof Response) return sent;
  const { typed, files: chosen } = sent;
  const kind = kindOf(typedText(typed, 'kind'));
  if (!kind) return seeOther(c, askPath('start', c.var.language));
  const kept = carriedFiles(c, typed) ?? [];
  const clean = await cleanFiles(c, chosen.files ?? [], kept.length);
  const files = clean.ok ? [...kept, ...clean.value] : kept;
  return showForm(c, kind, {
    typed: pointed(await landmarksOf(c.var.services), typed, digits),
    files,
    troubles: clean.ok ? [] : clean.troubles,
  });
}

async function showForm(
  c: Ctx,
  kind: Kind,
  again: { page?: 'get'; typed?: Typed; files?: readonly NewFile[]; troubles?: readonly Trouble[] },
): Promise<Response> {
  const { db } = c.var.services;
  const [categories, places, ombudspersons] = await Promise.all([
    openCategories(db, kind),
    placesOf(c),
    ombudspersonsNow(c.var.services),
  ]);
  const map = categories.some((one) => one.place)
    ? shownMap(await landmarksOf(c.var.services), again.typed ?? {})
    : undefined;
  const view = again.page ? askView(c, 'write', kind) : askView(c);
  const { typed = {}, troubles = [] } = again;
  const files = (again.files ?? []).map((file) => asCarried(c, file));
  const busy = troubles.some(({ key }) => key === 'busy');
  const status = busy ? 429 : troubles.length > 0 ? 422 : 200;
  const props = { view, kind, categories, places, map, ombudspersons, typed, files, troubles };
  return page(c, <WritePage {...props} />, status);
}

async function placesOf(c: Ctx): Promise<TreePlace[]> {
  const all = await namedOrganisations(c.var.services.db);
  return all.map(({ id, name, path }) => ({ id, name, depth: path.split('.').length - 1 }));
}

function asCarried(c: Ctx, file: NewFile): CarriedFile {
  const { mediaType, content } = file;
  return { mediaType, size: content.length, inForm: fileInForm(c.var.services.secrets, file) };
}

/** Files that came with the form as they were cleaned here; undefined if one is not from here. */
function carriedFiles(c: Ctx, typed: Typed): NewFile[] | undefined {
  const files = typedList(typed, 'file').map((text) => fileFromForm(c.var.services.secrets, text));
  return files.some((file) => file === undefined) ? undefined : (files as NewFile[]);
}

async function preview(c: Ctx): Promise<Response> {
  const sent = await readAskForm(c, maxBody);
  if (sent instanceof Response) return sent;
  const { files: chosen } = sent;
  const kind = kindOf(typedText(sent.typed, 'kind'));
  if (!kind) return seeOther(c, askPath('start', c.var.language));
  const typed = withLandmark(await landmarksOf(c.var.services), sent.typed, digits, 'address');
  const kept = carriedFiles(c, typed);
  if (!kept) return showForm(c, kind, { typed, troubles: refused('files', 'fileStale').troubles });
  const clean = await cleanFiles(c, chosen.files ?? [], kept.length);
  const files = clean.ok ? [...kept, ...clean.value] : kept;
  const input = checkForm(caseForm, typed);
  const checked = input.ok ? await checkSubmission(c.var.services, submission(c, input.value, files)) : input;
  const troubles = [...(checked.ok ? [] : checked.troubles), ...(clean.ok ? [] : clean.troubles)];
  if (!input.ok || troubles.length > 0)
    return showForm(c, kind, { typed: withoutNumbers(typed, troubles), files, troubles });
  const openers = await openersFor(c, input.value);
  if (!openers) return showForm(c, kind, { typed, files, troubles: refused('way', 'sealedNobody').troubles });
  const known = checked.ok ? checked.value : undefined;
  return showPreview(c, { typed, form: input.value, files, openers, known });
}

/** Who may open the name; none for an anonymous case, undefined where a sealed one has nobody. */
async function openersFor(c: Ctx, form: CaseForm): Promise<Opener[] | undefined> {
  if (form.way !== 'sealed') return [];
  const { services } = c.var;
  const concerned = form.organisation === null ? undefined : await organisationById(services.db, form.organisation);
  const openers = await openersOf(services, { kind: form.kind, concerned, wish: form.openers });
  return openers.length > 0 ? openers : undefined;
}

async function holdersInWords(c: Ctx, openers: readonly Opener[]): Promise<string> {
  const { seats } = await ombudspersonsNow(c.var.services);
  const names = seats.filter(({ seat }) => openers.some((one) => one.seat === seat)).map(({ name }) => name);
  return names.join(c.var.language === 'en' ? ' or ' : '、');
}

/** What looks like an identity number is not said back. */
function withoutNumbers(typed: Typed, troubles: readonly Trouble[]): Typed {
  const hidden = troubles.filter(({ key, field }) => key === 'identityNumber' && field !== null);
  const mask = (text: string) => text.replace(/\d(?:[\s._-]*\d){10,}[Xx]?/g, '█');
  return { ...typed, ...Object.fromEntries(hidden.map(({ field }) => [field, mask(typedText(typed, field ?? ''))])) };
}

function submission(c: Ctx, form: CaseForm, files: readonly NewFile[], boxes: readonly Box[] = []) {
  return {
    boxes,
    ...{ kind: form.kind, category: form.category, language: c.var.language, organisationId: form.organisation },
    ...{ text: form.text, address: form.address, ...(form.point && { point: form.point }) },
    ...{ mayPublish: form.may_publish, printedName: form.printed_name, files },
    ...{ way: form.way, via: 'page' as const },
  };
}

async function showPreview(
  c: Ctx,
  read: {
    typed: Typed;
    form: CaseForm;
    files: readonly NewFile[];
    openers: readonly Opener[];
    known?: Checked | undefined;
  },
  troubles: readonly Trouble[] = [],
): Promise<Response> {
  const { services, language } = c.var;
  const { form, files, openers } = read;
  const typed = withoutNumbers(read.typed, troubles);
  const now = nowOf(c);
  const bits = gateOf(services).bits(now);
  const [categories, organisation] = await Promise.all([
    read.known ? [read.known.category] : openCategories(services.db, form.kind),
    read.known || form.organisation === null ? read.known?.concerned : organisationById(services.db, form.organisation),
  ]);
  const { text, taken } = tidied(form.text.slice(0, longestTyped));
  const point = form.point && snapped(form.point);
  const props = {
    ...{ view: askView(c), kind: form.kind, text, takenOut: taken, typed, troubles, bits },
    category: categories.find(({ code }) => code === form.category)?.titles[language] ?? '',
    organisation: organisation?.name,
    place: [form.address.trim(), point ? `${point.latitude}, ${point.longitude}` : ''].filter(Boolean).join(' · '),
    files: files.map((file) => asCarried(c, file)),
    hints: hintsIn(`${text}\n${form.address}`.slice(0, longestText + 300)),
    challenge: makeChallenge(services.secrets, now, bits),
    person: openers.length === 0 ? undefined : await personOf(c, typed, openers),
  };
  if (openers.length > 0) c.set('wasm', true);
  const busy = troubles.some(({ key }) => key === 'busy');
  return page(c, <PreviewPage {...props} />, busy ? 429 : troubles.length > 0 ? 422 : 200);
}

/** Boxes for a key that was replaced meanwhile are of no use: then name and contact are asked for anew. */
async function personOf(c: Ctx, typed: Typed, openers: readonly Opener[]) {
  const boxes = boxesFromForm(typedList(typed, 'box'), openers) ?? [];
  return { openers, names: await holdersInWords(c, openers), boxes: boxes.map(boxInForm) };
}

async function send(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const now = nowOf(c);
  const gate = gateOf(services);
  await shareLimits(c);
  const form = await readAskForm(c, maxBody);
  if (form instanceof Response) return form;
  const { typed } = form;
  const text = typedText(typed, 'challenge');
  const challenge = readChallenge(services.secrets, text, now);
  const work = typedText(typed, 'work');
  const worked = challenge !== undefined && isSolved(text, challenge.bits, work);
  // In a flood nothing more is done for what cost nothing: the page before still has what was typed.
  if (!worked && gate.crowded(now)) return tooBusy(c);
  const kind = kindOf(typedText(typed, 'kind'));
  if (!kind) return seeOther(c, askPath('start', c.var.language));
  const input = checkForm(caseForm, typed);
  const files = carriedFiles(c, typed);
  if (!files) return showForm(c, kind, { typed, troubles: refused('files', 'fileStale').troubles });
  if (!input.ok) return showForm(c, kind, { typed, files, troubles: input.troubles });
  const openers = await openersFor(c, input.value);
  if (!openers) return showForm(c, kind, { typed, files, troubles: refused('way', 'sealedNobody').troubles });
  const read = { typed, form: input.value, files, openers };
  if (!challenge) return showPreview(c, read, refused(null, 'formStale').troubles);
  if (work !== '' && !worked) return showPreview(c, read, refused(null, 'workWrong').troubles);
  if (!worked && challenge.ageMs < leastAgeSeconds * 1000)
    return showPreview(c, read, refused(null, 'tooFast', { n: leastAgeSeconds }).troubles);
  if (!gate.admits(senderOf(c), worked, now, challenge.nonce))
    return gate.crowded(now) ? tooBusy(c) : showPreview(c, read, refused(null, 'busy').troubles);
  const boxes = openers.length > 0 ? await sealed(typed, openers) : done([]);
  if (!boxes.ok) return showPreview(c, read, boxes.troubles);
  const receipt = receiptOfForm(services.secrets, challenge.nonce);
  const outcome = await submitCase(services, { ...submission(c, input.value, files, boxes.value), receipt });
  if (!outcome.ok) {
    return showForm(c, kind, { typed: withoutNumbers(typed, outcome.troubles), files, troubles: outcome.troubles });
  }
  const { number, lookOn, again } = outcome.value;
  const sealedFor = openers.length > 0 ? await holdersInWords(c, openers) : undefined;
  return page(c, <ReceiptPage {...{ view: askView(c), receipt, number, lookOn, again, sealedFor }} />);
}

function sealed(typed: Typed, openers: readonly Opener[]): Promise<Outcome<Box[]>> {
  const part = (name: string) => typedText(typed, `person_${name}`);
  const person = { name: part('name'), mail: part('mail'), phone: part('phone') };
  return boxesOf(openers, { boxes: typedList(typed, 'box'), person });
}
