/** Words of consents for pupils under fourteen, at the desk. */
import type { Catalogue } from '#platform/i18n.ts';

export const consentWords = {
  consentsTitle: { 'zh-CN': '未满十四周岁学生的监护人同意', en: 'Consents for pupils under 14' },
  consentsText: {
    'zh-CN':
      '处理不满十四周岁未成年人的个人信息，须逐项取得监护人同意（个人信息保护法第二十八条至第三十一条）。在这里写明每一项的目的、所用信息、必要性和影响；监护人通过自己的链接作出或撤回同意。履行法定职责所必需的，无须同意，不要列在这里。',
    en: 'Whoever uses personal data of a child under 14 needs a guardian’s consent for each purpose (PIPL, Articles 28 to 31). Write here what each is for, which data it takes, why it is needed and what it means for the child. Guardians give and withdraw consent by their own link. What the law requires of you needs no consent and does not belong here.',
  },
  consentsNone: { 'zh-CN': '没有需要同意的事项', en: 'Nothing needs consent' },
  consentsNoneText: {
    'zh-CN': '例如：在学校网站上发布学生照片。添加后，监护人才会看到。',
    en: 'Such as pictures of pupils on the school’s web site. Guardians see it as soon as you add it.',
  },
  consentsNoneTeacher: { 'zh-CN': '教育局没有列出任何事项。', en: 'The district asks for none.' },
  purpose_name: { 'zh-CN': '目的', en: 'Purpose' },
  purpose_data: { 'zh-CN': '使用哪些信息', en: 'Data' },
  purpose_necessity: { 'zh-CN': '为什么必要', en: 'Why it is needed' },
  purpose_effect: {
    'zh-CN': '对孩子的影响，以及不同意的后果',
    en: 'What it means for the child, and what if you refuse',
  },
  purposeHint_name: { 'zh-CN': '如：在学校网站发布活动照片', en: 'Such as: pictures of school events on the web site' },
  purposeHint_data: { 'zh-CN': '如：照片、姓名、班级', en: 'Such as: picture, name, class' },
  purposeHint_necessity: { 'zh-CN': '用监护人看得懂的话写', en: 'In words that every guardian understands' },
  purposeHint_effect: {
    'zh-CN': '不同意不得影响孩子上学和得到平等对待',
    en: 'Refusing must not put the child at a disadvantage at school',
  },
  purposeVersion: { 'zh-CN': '版本', en: 'Version' },
  purposeLanguages: { 'zh-CN': '语言', en: 'Languages' },
  purposeBothLanguages: { 'zh-CN': '中文、英文', en: 'Chinese, English' },
  purposeChineseOnly: { 'zh-CN': '只有中文', en: 'Chinese only' },
  purposeIn_zh: { 'zh-CN': '中文文本', en: 'In Chinese' },
  purposeIn_en: { 'zh-CN': '英文（可不填）', en: 'In English (may stay empty)' },
  purposeAdd: { 'zh-CN': '添加事项', en: 'Add a purpose' },
  purposeChangeTitle: { 'zh-CN': '修改事项', en: 'Change a purpose' },
  purposeAnew: {
    'zh-CN': '保存后成为第 {version} 版：已经作出的同意不再有效，须重新征得同意。',
    en: 'Saved, it becomes version {version}: consents given so far no longer count, and guardians are asked anew.',
  },
  purposeEnd: { 'zh-CN': '终止', en: 'End' },
  purposeEndTitle: { 'zh-CN': '终止“{name}”？', en: 'End “{name}”?' },
  purposeEndText: {
    'zh-CN': '不再征求同意，已有的同意不再有效。请停止这项处理，并删除据此取得的信息。',
    en: 'Nobody is asked any more, and what was given no longer counts. Stop this use, and delete what was collected for it.',
  },
  purposeMissing: { 'zh-CN': '请填写', en: 'Fill this in' },
  purposeTooLong: { 'zh-CN': '太长了，请缩短', en: 'This is too long' },
  purposeSame: { 'zh-CN': '内容没有变化，没有产生新版本。', en: 'Nothing has changed, so there is no new version.' },
  consentsOf: { 'zh-CN': '“{name}”的监护人同意情况', en: 'Consents of guardians: {name}' },
  consentsRule: {
    'zh-CN': '只有“已同意”的学生才可以。监护人意见不一致的，以不同意为准。八年级以后不再由监护人决定，不在此列。',
    en: 'Only pupils marked “Agreed” count. Where guardians differ, the refusal counts. From grade 9 on guardians no longer decide, and pupils are not listed.',
  },
  consentCounts: { 'zh-CN': '是否可以', en: 'What counts' },
  consent_given: { 'zh-CN': '已同意', en: 'Agreed' },
  consent_refused: { 'zh-CN': '不同意', en: 'Refused' },
  consent_open: { 'zh-CN': '未答复', en: 'No answer' },
  consentsNobody: { 'zh-CN': '没有需要同意的学生', en: 'No pupil needs it' },
  consentsNobodyText: {
    'zh-CN': '本班学生已满十四周岁，或班里没有学生。',
    en: 'The pupils of this class are over 14, or there are none.',
  },
} as const satisfies Catalogue;
