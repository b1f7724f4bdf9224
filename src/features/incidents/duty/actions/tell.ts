/** Mail to those on duty: an incident was declared; a colleague asks for a swap, or has answered. */

import { contactsOf, type Holder } from '#features/accounts/feature.ts';
import { organisationsByIds } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { escapeHtml } from '#platform/escape.ts';
import { type Language, momentInWords } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { words } from '../../messages.ts';
import { roman } from '../../model/kinds.ts';
import { labelled } from '../../model/label.ts';
import { incidentPath } from '../../paths.ts';
import { affectedBy, lockIncident } from '../../queries/incidents.ts';
import type { OnDuty, Swap } from '../model/roster.ts';
import { ownDutyPath } from '../paths.ts';
import { onDutyAt } from '../queries/shifts.ts';

const languageOf = (reader: Holder): Language => (reader.language === 'en' ? 'en' : 'zh-CN');

/** Who is on duty for an incident: in the office that leads, in those above it, and at each place that it touches. */
export async function dutyFor(trx: Transaction, incidentId: number, at: Date): Promise<OnDuty[]> {
  const incident = await lockIncident(trx, incidentId);
  if (!incident) return [];
  const affected = await affectedBy(trx, incidentId);
  const places = await organisationsByIds(trx, [
    incident.organisationId,
    ...affected.map((place) => place.organisationId),
  ]);
  const paths = [...places.values()].map((place) => place.path);
  const found = await onDutyAt(trx, paths, at, { below: false });
  return found.filter((duty) => duty.kind === null || duty.kind === incident.kind);
}

export function peopleOf(duties: readonly OnDuty[]): number[] {
  const ids = duties.flatMap((duty) => [duty.accountId, duty.standInId]).filter((id) => id !== null);
  return [...new Set(ids)];
}

/** Those on duty learn of it first, in the transaction that declares it; the others when a task is late. */
export async function tellDuty(services: Services, trx: Transaction, incidentId: number): Promise<void> {
  const { config, clock } = services;
  const incident = await lockIncident(trx, incidentId);
  if (!incident) return;
  const people = peopleOf(await dutyFor(trx, incidentId, clock.now()));
  for (const reader of await contactsOf(trx, people)) {
    const language = languageOf(reader);
    const t = words(language);
    const what = { kind: t(`kind_${incident.kind}`), level: t('levelN', { level: roman[incident.level] }) };
    const subject = labelled(incident.exercise, t('dutyDeclared', what), language);
    const lines = [[incident.organisation, incident.place].filter(Boolean).join(' · '), t('dutyDeclaredText')];
    await send(services, trx, reader, subject, lines, config.publicUrl + incidentPath(incidentId));
  }
}

export async function tellSwap(services: Services, trx: Transaction, swap: Swap, what: Swap['state']): Promise<void> {
  const { config } = services;
  // Whoever asks tells the other; whoever answers tells the one that asked.
  const told = what === 'asked' || what === 'withdrawn' ? swap.toId : swap.fromId;
  const other = told === swap.toId ? swap.fromId : swap.toId;
  const [reader] = await contactsOf(trx, [told]);
  const [colleague] = await contactsOf(trx, [other]);
  if (!reader) return;
  const language = languageOf(reader);
  const t = words(language);
  const time = (at: Date) => momentInWords(at, language, config.timeZone);
  const lines = [
    t('swapShift', { roster: swap.roster, from: time(swap.startsAt), to: time(swap.endsAt) }),
    ...(swap.otherStartsAt && swap.otherEndsAt
      ? [t('swapAgainst', { from: time(swap.otherStartsAt), to: time(swap.otherEndsAt) })]
      : []),
  ];
  const subject = t(`swapMail_${what}`, { who: colleague?.name ?? '' });
  await send(services, trx, reader, subject, lines, config.publicUrl + ownDutyPath);
}

async function send(
  { outbox }: Services,
  trx: Transaction,
  reader: Holder,
  subject: string,
  lines: readonly string[],
  href: string,
): Promise<void> {
  if (!reader.email) return;
  const language = languageOf(reader);
  const open = words(language)('lateOpen');
  const text = `${[subject, lines.join('\n'), `${open}\n${href}`].join('\n\n')}\n`;
  const html = `<p>${escapeHtml(subject)}</p>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}<p><a href="${escapeHtml(href)}">${escapeHtml(open)}</a></p>`;
  await outbox.queueMail(trx, { address: reader.email, language, subject, text, html });
}
