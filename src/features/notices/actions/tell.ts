/** Mails to those who have to do something now: approvers, and the author. They carry no text of the notice. */
import { accountNames, approversFor, type Holder, type HolderFor, holdersOf } from '#features/accounts/feature.ts';
import { lineOf, organisationById } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Language } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';
import type { Services } from '#platform/services.ts';
import { composeTask } from '../compose.ts';
import type { Notice } from '../model/notice.ts';
import { noticePath, roomPath } from '../paths.ts';
import { textsOf } from '../queries/notices.ts';
import { today } from './by.ts';

/** As it stands in mails; a class with its school, since every school has a first one. */
export async function officeName(trx: Transaction, id: number): Promise<string> {
  const office = await organisationById(trx, id);
  if (office?.kind !== 'class' && office?.kind !== 'grade') return office?.name ?? '';
  const school = (await lineOf(trx, office.path)).find((one) => one.kind === 'school');
  return [school?.name, office.name].filter(Boolean).join(' ');
}

/** A step of its approval waits for one of these: from whoever sent it for review, or approved the step before. */
export async function tellStep(
  services: Services,
  trx: Transaction,
  notice: Notice,
  holders: readonly HolderFor[],
  { from, first }: { from: number; first: boolean },
): Promise<void> {
  const names = await accountNames(trx, [from]);
  const href = services.config.publicUrl + roomPath('review', notice.id);
  const words = { href, name: names.get(from) ?? '', comment: '' };
  const once = [...new Map(holders.map((holder) => [holder.accountId, holder])).values()];
  await tell(services, trx, notice, once, first ? 'waiting' : 'nextStep', words);
}

/** Nobody can approve the step whose turn it is: the administrators must give somebody the role. */
export async function tellEmptyStep(
  services: Services,
  trx: Transaction,
  notice: Notice,
  step: { organisation: string },
): Promise<void> {
  const administrators = await holdersOf(trx, 'administrator', notice.organisationPath, today(services));
  const href = services.config.publicUrl + noticePath(notice.id);
  await tell(services, trx, notice, administrators, 'emptyStep', { href, name: step.organisation, comment: '' });
}

/** It came back, was approved, or waits although its time has come. */
export async function tellAuthor(
  services: Services,
  trx: Transaction,
  notice: Notice,
  what: 'returned' | 'approved' | 'held',
  comment: string,
): Promise<void> {
  const day = today(services);
  const writers = [
    ...(await holdersOf(trx, 'editor', notice.organisationPath, day)),
    ...(await holdersOf(trx, 'administrator', notice.organisationPath, day)),
  ];
  const author = writers.find((holder) => holder.accountId === notice.authorId);
  const href = services.config.publicUrl + noticePath(notice.id);
  await tell(services, trx, notice, author ? [author] : [], what, { href, name: '', comment });
}

/** One person published it: a second one is asked to countersign; after a day administrators are told too. */
export async function tellUrgent(
  services: Services,
  trx: Transaction,
  notice: Notice,
  what: 'urgent' | 'overdue',
  publishedBy: number | null,
  reason: string,
): Promise<void> {
  const day = today(services);
  const approvers = await approversFor(trx, notice.organisationPath, day);
  const others = what === 'overdue' ? await holdersOf(trx, 'administrator', notice.organisationPath, day) : [];
  const holders = new Map([...approvers, ...others].map((holder) => [holder.accountId, holder]));
  if (publishedBy !== null) holders.delete(publishedBy);
  const names = await accountNames(trx, publishedBy === null ? [] : [publishedBy]);
  const href = services.config.publicUrl + roomPath('countersign', notice.id);
  const name = names.get(publishedBy ?? 0) ?? '';
  await tell(services, trx, notice, [...holders.values()], what, { href, name, comment: reason });
}

/** The clock made the next draft of a series: whoever set it goes on with it. */
export async function tellNextDraft(
  services: Services,
  trx: Transaction,
  notice: Notice,
  author: Holder,
): Promise<void> {
  const href = services.config.publicUrl + noticePath(notice.id);
  await tell(services, trx, notice, [author], 'nextDraft', { href, name: '', comment: '' });
}

async function tell(
  services: Services,
  trx: Transaction,
  notice: Notice,
  holders: readonly Holder[],
  what: 'waiting' | 'nextStep' | 'emptyStep' | 'nextDraft' | 'returned' | 'approved' | 'held' | 'urgent' | 'overdue',
  words: { href: string; name: string; comment: string },
): Promise<void> {
  const texts = await textsOf(trx, notice.id);
  const title = (texts.find((text) => text.language === notice.mainLanguage) ?? texts[0])?.title ?? '';
  const office = await officeName(trx, notice.organisationId);
  for (const holder of holders) {
    if (!holder.email) continue;
    const language: Language = holder.language === 'en' ? 'en' : 'zh-CN';
    const mail: DirectMail = {
      address: holder.email,
      language,
      ...composeTask(language, what, { ...words, title, office }),
    };
    await services.outbox.queueMail(trx, mail);
  }
}
