/** Late tasks: whoever leads is told once, by mail and in the log. */

import { type Holder, holdersOf } from '#features/accounts/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { escapeHtml } from '#platform/escape.ts';
import type { Language } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { words } from '../messages.ts';
import type { Task } from '../model/incident.ts';
import { labelled } from '../model/label.ts';
import { incidentPath } from '../paths.ts';
import { lockIncident } from '../queries/incidents.ts';
import { addEntry } from '../queries/log.ts';
import { escalateLate } from '../queries/tasks.ts';

const batch = 200;

type LateTask = Task & { incidentPath: string };

/**
 * Each late task is told once, whichever process finds it; one mail an incident and reader. It goes to the officers of
 * the office that leads and of the school whose task it is: without names, since the desk shows who took it.
 */
export async function escalate(services: Services): Promise<number> {
  const { db, clock } = services;
  return db.transaction().execute(async (trx) => {
    const now = clock.now();
    const late = await escalateLate(trx, now, batch);
    const byIncident = Map.groupBy(late, (task) => task.incidentId);
    for (const [id, tasks] of byIncident) {
      for (const task of tasks) {
        const detail = { task: task.id, organisation: task.organisation };
        await addEntry(trx, id, { sort: 'late', at: now, accountId: null, text: task.texts['zh-CN'], detail });
      }
      await tell(services, trx, id, tasks);
    }
    return late.length;
  });
}

async function tell(services: Services, trx: Transaction, id: number, tasks: readonly LateTask[]): Promise<void> {
  const { config, clock, outbox } = services;
  const incident = await lockIncident(trx, id);
  if (!incident) return;
  const today = localDate(clock.now(), config.timeZone);
  const readers = new Map<number, { holder: Holder; tasks: LateTask[] }>();
  for (const task of tasks) {
    const leads = await holdersOf(trx, 'incident_officer', task.incidentPath, today);
    const own = await holdersOf(trx, 'incident_officer', task.path, today);
    for (const holder of new Map([...leads, ...own].map((one) => [one.accountId, one])).values()) {
      const reader = readers.get(holder.accountId) ?? { holder, tasks: [] };
      reader.tasks.push(task);
      readers.set(holder.accountId, reader);
    }
  }
  for (const { holder, tasks: own } of readers.values()) {
    if (!holder.email) continue;
    const language: Language = holder.language === 'en' ? 'en' : 'zh-CN';
    const t = words(language);
    const subject = labelled(
      incident.exercise,
      t('lateSubject', { n: own.length, kind: t(`kind_${incident.kind}`) }),
      language,
    );
    const href = config.publicUrl + incidentPath(id);
    const lines = own.slice(0, 20).map((task) => `${task.organisation}: ${task.texts[language]}`);
    const text = [subject, lines.join('\n'), `${t('lateOpen')}\n${href}`].join('\n\n');
    const html = `<p>${escapeHtml(subject)}</p><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul><p><a href="${escapeHtml(href)}">${escapeHtml(t('lateOpen'))}</a></p>`;
    await outbox.queueMail(trx, { address: holder.email, language, subject, text: `${text}\n`, html });
  }
}
