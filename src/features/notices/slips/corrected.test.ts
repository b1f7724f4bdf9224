/** A slip and what else may happen to its notice. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { saveCorrection, startCorrection } from '../actions/correct.ts';
import { saveText } from '../actions/draft.ts';
import { publish } from '../actions/publish.ts';
import { approve, submit } from '../actions/review.ts';
import { troublesOf, value } from '../factory.ts';
import { stopWindow } from '../model/states.ts';
import { noticeById, wholeOf } from '../queries/notices.ts';
import { savePer } from './actions/writing.ts';
import { makeSlipNotice, slipTexts } from './factory.ts';

const { db, clock, services, app, cast, spec: base, linkOf } = await noticeScene();
const spec = { ...base, texts: slipTexts, deadlineOn: '2026-11-27' };
const { mother, pupil } = cast.separated;

test('a correction keeps slip, deadline and replies', async () => {
  const { id, messageId } = await makeSlipNotice(services, spec);
  const { rows } = await sql<{ name: string }>`select full_name as name from person where id = ${pupil}`.execute(db);
  const body = new FormData();
  for (const [name, given] of Object.entries({ child: rows[0]?.name ?? '', q1: 'agree', q2: '0' }))
    body.append(name, given);
  await app.request(`${linkOf(messageId, mother)}/slip`, { method: 'POST', body });
  const { id: draft } = value(await startCorrection(services, spec.author, id));
  const revision = async () => (await noticeById(db, draft))?.revision as number;
  expect(troublesOf(await savePer(services, spec.author, draft, await revision(), 'guardian'))).toEqual(['slipFixed']);
  const text = { language: 'zh-CN' as const, title: '秋游通知', body: '各位家长：十二月五日秋游。' };
  value(await saveText(services, spec.author, draft, await revision(), text));
  const plan = { reason: '写明日期', told: 'nobody' as const, renews: false, deadlineOn: null };
  value(await saveCorrection(services, spec.author, draft, await revision(), plan));
  value(await submit(services, spec.author, draft, await revision(), { olderConfirmed: true }));
  value(await approve(services, spec.approver, draft, await revision(), ''));
  value(await publish(services, spec.author, draft));
  clock.pass(stopWindow + 1000);
  const after = await noticeById(db, id);
  expect([after?.request, after?.deadlineOn, after?.version]).toEqual(['slip', '2026-11-27', 2]);
  expect((await wholeOf(db, after as never)).slip?.questions).toHaveLength(7);
  const html = await (await app.request(linkOf(messageId, mother))).text();
  expect(html).toContain('十二月五日');
  expect(html).toContain('回执已登记');
});
