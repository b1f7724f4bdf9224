/** Words of translating beside the main text. */
import type { Catalogue } from '#platform/i18n.ts';

export const translationWords = {
  translationTitle: { 'zh-CN': '译文：{language}', en: 'Translation: {language}' },
  originalSide: { 'zh-CN': '{language}（主要语言）', en: '{language} (main language)' },
  originalTitle: { 'zh-CN': '标题', en: 'Title' },
  paragraphN: { 'zh-CN': '第{n}段译文', en: 'Translation of paragraph {n}' },
  paragraphRemoved: {
    'zh-CN': '原文已删去这一段，请清空右边的译文：',
    en: 'This paragraph was taken out: empty its translation.',
  },
  paragraphAdded: { 'zh-CN': '原文新增的段落', en: 'New paragraph of the original' },
  paragraphChanged: { 'zh-CN': '原文有改动', en: 'Changed in the original' },
  paragraphMore: { 'zh-CN': '原文没有对应的段落', en: 'The original has no such paragraph' },
  newParagraph: { 'zh-CN': '另加一段（可留空）', en: 'One more paragraph (may stay empty)' },
  translationOlder: { 'zh-CN': '译文依据的是修改前的原文', en: 'This translation was made from an earlier text' },
  translationOlderText: {
    'zh-CN': '下面标出原文的改动。核对或重译后，勾选“译文与现在的原文一致”再保存。',
    en: 'What changed is marked below. When the translation agrees again, tick the box and save.',
  },
  agrees: {
    'zh-CN': '译文与现在的原文一致（已重译或已核对）',
    en: 'The translation agrees with the text as it is now (done anew or checked)',
  },
  agreesHint: { 'zh-CN': '不勾选也能保存，标记保留。', en: 'You can save without it; the mark then stays.' },
  asWhole: { 'zh-CN': '改为整篇编辑', en: 'Edit it as one text' },
  asPairs: { 'zh-CN': '改为逐段对照', en: 'Edit it beside the original' },
  olderMark: { 'zh-CN': '原文已改', en: 'Original changed' },
  olderBanner: {
    'zh-CN': '译文依据的是修改前的原文：{languages}',
    en: 'Made from an earlier text: {languages}',
  },
  olderSince: {
    'zh-CN': '原文此后的改动（{language}译文未跟上）',
    en: 'What changed in the original since ({language})',
  },
  olderConfirm: { 'zh-CN': '知道译文未更新，仍然送审', en: 'Send it all the same' },
  translationsOlder: {
    'zh-CN': '有译文依据的是修改前的原文。请先更新译文；确需送审的，请勾选确认。',
    en: 'A translation was made from an earlier text. Bring it up to date, or tick the box to send it all the same.',
  },
  olderForReaders: {
    'zh-CN': '此译文依据的是较早的原文，原文此后有改动，以{language}为准。',
    en: 'This translation was made from an earlier text, which has been changed since: {language} is authoritative.',
  },
} as const satisfies Catalogue;
