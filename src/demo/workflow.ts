/** Approval rules, a notice half approved, a plan of reminders, templates and a series that recurs, by the notices feature's own acts. */
import {
  type Place as ApprovalPlace,
  approve,
  type By,
  planReminders,
  saveTemplateText,
  setRecurrence,
  setRule,
  startSeries,
  startTemplate,
  submit,
} from '#features/notices/seed-workflow.ts';
import type { Services } from '#platform/services.ts';
import type { NoticeContent } from './contents/content.ts';
import { halfApproved, templates } from './contents/workflow.ts';
import { expected } from './fill.ts';
import type { Place } from './places.ts';

interface Written {
  id: number;
  revision: number;
  author: By;
  approver: By;
}

/** `write` makes a draft of a content; `chief` sets rules and writes templates for the bureau. */
export async function seedWorkflow(
  services: Services,
  bureau: Place,
  chief: By,
  write: (services: Services, content: Omit<NoticeContent, 'on'>) => Promise<Written>,
): Promise<void> {
  const steps: readonly ApprovalPlace[] = ['school', 'bureau'];
  const rule = { organisationId: bureau.id, kind: 'fees', reach: null, steps, remindAfter: 2 } as const;
  expected(await setRule(services, chief, rule));
  expected(await setRule(services, chief, { ...rule, kind: 'activity', reach: 'one_school', remindAfter: 1 }));

  // Nobody is mailed about it.
  const quiet = {
    ...services,
    outbox: { ...services.outbox, queueMail: async () => undefined, queueText: async () => undefined },
  };
  const draft = await write(quiet, halfApproved);
  expected(await planReminders(quiet, draft.author, draft.id, { days: [3, 1], hour: 9 }));
  expected(await submit(quiet, draft.author, draft.id, draft.revision));
  expected(await approve(quiet, draft.approver, draft.id, draft.revision, '标准与上学期一致，同意。'));

  for (const [nth, { texts, ...settings }] of templates.entries()) {
    const own = { ...settings, isPublic: false, mainLanguage: 'zh-CN', roles: [...settings.roles] } as const;
    const { id } = expected(await startTemplate(services, chief, bureau.id, own));
    for (const [n, text] of texts.entries()) expected(await saveTemplateText(services, chief, id, n + 1, text));
    if (nth > 0) continue;
    const series = expected(await startSeries(services, chief, { organisationId: bureau.id, title: settings.name }));
    const monthly = { templateId: id, cadence: 'monthly', onDay: 5 } as const;
    expected(await setRecurrence(services, chief, series.id, monthly));
  }
}
