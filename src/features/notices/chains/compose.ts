/** The mail that reminds of what waits for approval: one a day to a person, with all of it. No text of a notice. */
import { dateInWords, defineWords, type Language } from '#platform/i18n.ts';

export const chainMailWords = defineWords({
  approverSubject: {
    'zh-CN': '有 {n} 份通知等待您审核',
    en: '{n, plural, one {A notice waits} other {# notices wait}} for your approval',
  },
  approverText: {
    'zh-CN': '以下通知等待您审核。如不便审核，请退回或告知管理员。',
    en: 'These notices wait for your approval. If you cannot review them, please return them or tell an administrator.',
  },
  administratorSubject: {
    'zh-CN': '有 {n} 份通知迟迟未审核',
    en: '{n, plural, one {A notice has} other {# notices have}} waited long for approval',
  },
  administratorText: {
    'zh-CN': '以下通知催办后仍未审核，或者目前无人可以审核。请联系审核人，或者授予审核角色。',
    en: 'These notices were not reviewed after a reminder, or nobody can approve them. Please speak to the approvers, or give somebody the role.',
  },
  item: {
    'zh-CN': '《{title}》，{office}，{day}起等待{place}审核',
    en: '“{title}”, {office}: waits for {place} since {day}',
  },
});

export interface WaitingItem {
  title: string;
  office: string;
  /** The organisation whose approver's turn it is. */
  place: string;
  /** Local day. */
  since: string;
  href: string;
}

export function composeWaiting(
  language: Language,
  to: 'approver' | 'administrator',
  items: readonly WaitingItem[],
): { subject: string; text: string; html: string } {
  const t = chainMailWords(language);
  const lines = items.map(({ title, office, place, since, href }) => ({
    words: t('item', { title, office, place, day: dateInWords(since, language) }),
    href,
  }));
  return {
    subject: t(`${to}Subject`, { n: items.length }),
    text: [t(`${to}Text`), ...lines.map(({ words, href }) => `${words}\n${href}`)].join('\n\n'),
    html: `<p>${escapeHtml(t(`${to}Text`))}</p><ul>${lines
      .map(({ words, href }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(words)}</a></li>`)
      .join('')}</ul>`,
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
