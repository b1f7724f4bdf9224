/** The auditors' list: acts in words, chosen from a list, their codes beside. */
import { expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { makePublished } from '../notices/factory.ts';
import { actCodes, actInWords } from './acts.ts';

const { services, spec, staff } = await noticeScene();

test('shows and filters acts by their words', async () => {
  await makePublished(services, spec);
  const auditor = await staff('bureau.auditor');
  const html = await (await auditor('/desk/audit')).text();
  expect(html).toContain('<span title="notice.publish">Notice published</span>');
  expect(html).not.toMatch(/>notice\.[a-z_]+</);
  for (const code of actCodes) expect(html).toContain(`value="${code}"`);
  const filtered = await (await auditor('/desk/audit?action=notice.publish')).text();
  expect(filtered).toMatch(/<option value="notice\.publish" selected[^>]*>Notice published/);
  expect(filtered).not.toContain('<span title="notice.edit">');
  // The search itself is an act, of the language of whoever looks.
  const chinese = await staff('bureau.auditor', 'zh-CN');
  expect(await (await chinese('/desk/audit')).text()).toContain(
    `<span title="audit.search">${actInWords('zh-CN', 'audit.search')}</span>`,
  );
});

test('an act that an older version recorded is shown as it stands', () => {
  expect(actInWords('en', 'notice.published')).toBe('notice.published');
});
