/** Words of the page on which a guardian gives and withdraws consent for an own child under fourteen. */
import type { Catalogue } from '#platform/i18n.ts';

export const ownConsentWords = {
  ownConsentsLink: { 'zh-CN': '同意或撤回同意使用孩子的信息', en: 'Consent to the use of my child’s data' },
  ownConsentsTitle: { 'zh-CN': '使用孩子信息的同意', en: 'Consent to the use of my child’s data' },
  ownConsentsText: {
    'zh-CN':
      '孩子未满十四周岁时，下列事项须经监护人同意。同意与否由您决定，不影响孩子上学；随时可以撤回，立即生效。您的选择不会告诉其他监护人；监护人意见不一致的，以不同意为准。',
    en: 'While a child is under 14, these uses of its data need a guardian’s consent. You decide freely, the child’s place at school does not depend on it, and you can withdraw at any time with effect at once. Other guardians are not told what you chose; where guardians differ, the refusal counts.',
  },
  ownConsentsNone: { 'zh-CN': '目前没有需要同意的事项', en: 'Nothing needs your consent' },
  ownConsentsNoneText: { 'zh-CN': '您无需操作。', en: 'There is nothing to do.' },
  ownConsentsChild: { 'zh-CN': '孩子的姓名', en: 'Name of the child' },
  ownConsentsChildHint: {
    'zh-CN': '全名，汉字或拼音。链接可能被转发，填写姓名后才显示内容。已上九年级的孩子不再由监护人决定。',
    en: 'The full name, in characters or in Pinyin. Links get forwarded, so nothing is shown before. From grade 9 on guardians no longer decide.',
  },
  ownConsentsOpen: { 'zh-CN': '查看', en: 'Show' },
  ownConsents_data: { 'zh-CN': '使用的信息', en: 'Data' },
  ownConsents_necessity: { 'zh-CN': '必要性', en: 'Why it is needed' },
  ownConsents_effect: { 'zh-CN': '影响', en: 'What it means for the child' },
  ownConsentsLegend: { 'zh-CN': '您是否同意：{name}', en: 'Do you agree to: {name}' },
  ownConsentsSaid: { 'zh-CN': '您于{day}作出选择', en: 'You chose on {day}' },
  ownConsentsOpenYet: {
    'zh-CN': '您还没有选择；没有选择即为不同意。',
    en: 'You have not chosen yet; until then it is not done.',
  },
  ownConsentsYes: { 'zh-CN': '同意', en: 'I agree' },
  ownConsentsNo: { 'zh-CN': '不同意', en: 'I do not agree' },
  ownConsentsSave: { 'zh-CN': '保存选择', en: 'Save my choice' },
  ownConsentsSaved: { 'zh-CN': '已保存，立即生效', en: 'Saved, and in force at once' },
  ownConsentsHistory: { 'zh-CN': '您以往的选择', en: 'What you chose so far' },
  consentNothing: { 'zh-CN': '请先选择同意或不同意', en: 'Choose whether you agree' },
  purposeMoved: {
    'zh-CN': '事项内容刚刚改过，请重新阅读后再选择。',
    en: 'What is asked was changed just now. Read it again and choose.',
  },
} as const satisfies Catalogue;
