/** Rules of approval, templates, series and plans of the school in the north, for the routes that name one. */
import { setRule } from '../../src/features/notices/chains/actions/rules.ts';
import { byAt, type MovableClock, makePublished, value } from '../../src/features/notices/factory.ts';
import { placeInSeries, startSeries } from '../../src/features/notices/series/actions/series.ts';
import { saveTemplateText, startTemplate } from '../../src/features/notices/templates/actions/templates.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Cast } from '../support/cast.ts';

export async function makeWorkflowSamples(
  services: Services & { clock: MovableClock },
  cast: Cast,
): Promise<Record<string, Record<string, string | number>>> {
  const north = cast.north.organisation.id;
  const rule = value(
    await setRule(services, byAt(cast.members['bureau.administrator']), {
      organisationId: north,
      // Of a kind that no other sample has.
      kind: 'exam',
      reach: null,
      steps: ['school', 'bureau'],
      remindAfter: 2,
    }),
  );
  const editor = byAt(cast.members['north.editor']);
  const settings = {
    name: '每周菜谱',
    kind: 'announcement',
    isPublic: true,
    mainLanguage: 'zh-CN',
    request: 'none',
    deadlineDays: null,
    roles: ['guardians'],
  } as const;
  const template = value(await startTemplate(services, editor, north, { ...settings, roles: [...settings.roles] })).id;
  const text = { language: 'zh-CN' as const, title: '[[周次]]菜谱', body: '本周供应[[菜品]]。' };
  value(await saveTemplateText(services, editor, template, 1, text));
  const series = value(await startSeries(services, editor, { organisationId: north, title: '每周菜谱' })).id;
  const inSeries = await makePublished(services, {
    office: north,
    author: editor,
    approver: byAt(cast.members['north.approver']),
    audience: [{ organisationId: north, role: 'guardians' }],
    kind: 'announcement',
  });
  value(await placeInSeries(services, editor, inSeries.id, series));
  const samples: Record<string, Record<string, string | number>> = {};
  const below = ['', '/settings', '/use', '/retire', '/text/:language'];
  for (const room of below) samples[`/desk/notices/templates/:template${room}`] = { template };
  for (const room of ['', '/recurrence', '/end']) samples[`/desk/notices/series/:series${room}`] = { series };
  for (const room of ['series', 'follow-up']) samples[`/desk/notices/:notice/${room}`] = { notice: inSeries.id };
  return {
    ...samples,
    '/series/:series': { series },
    '/desk/notices/approval-rules/:rule': { rule: rule.id },
    '/desk/notices/approval-rules/:rule/end': { rule: rule.id },
  };
}
