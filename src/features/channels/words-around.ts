/** The words that stand around a public text in a channel: what it does, whose it is, where the whole stands. */
import { defineWords, wordsLanguage } from '#platform/i18n.ts';
import type { Content, WordKind } from './model/channel.ts';

const catalogue = {
  exercise: { 'zh-CN': '【演练】', en: '[EXERCISE] ' },
  mark_published: { 'zh-CN': '', en: '' },
  mark_corrected: { 'zh-CN': '【更正】', en: 'Corrected: ' },
  mark_withdrawn: { 'zh-CN': '【撤回】', en: 'Withdrawn: ' },
  mark_update: { 'zh-CN': '', en: '' },
  mark_ended: { 'zh-CN': '【解除】', en: 'Over: ' },
  mark_mistaken: { 'zh-CN': '【误报】', en: 'Declared by mistake: ' },
  mark_test: { 'zh-CN': '【测试】', en: 'Test: ' },
  issuedBy: { 'zh-CN': '发布单位：{office}', en: 'Issued by {office}' },
  whole: { 'zh-CN': '查看全文', en: 'Read the whole' },
  foot: { 'zh-CN': '查看全文：{link}', en: 'Read the whole: {link}' },
} as const;

const words = defineWords(catalogue, {
  framing: {
    name: 'channel',
    keys: ['exercise', 'mark_corrected', 'mark_withdrawn', 'mark_ended', 'mark_mistaken', 'issuedBy', 'whole', 'foot'],
  },
});

export interface Around {
  title: string;
  office: string;
  /** Title and office, each in a line. */
  head: string;
  /** The words of the link, and the words with the address. */
  more: string;
  foot: string;
}

/**
 * The label of an exercise comes first, whatever else is said and however much of it is cut; of a text that bears it
 * already it is not said twice.
 */
export function wordsOf(content: Content, word: WordKind): Around {
  const t = words(wordsLanguage(content.language), content.language);
  const label = content.exercise ? t('exercise') : '';
  const bare =
    label && content.title.startsWith(label.trim()) ? content.title.slice(label.trim().length) : content.title;
  const title = `${label}${t(`mark_${word}`)}${bare.trimStart()}`;
  const office = t('issuedBy', { office: content.office });
  return {
    title,
    office,
    head: `${title}\n${office}`,
    more: t('whole'),
    foot: t('foot', { link: content.link }),
  };
}
