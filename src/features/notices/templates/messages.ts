/** Words of templates. */
import type { Catalogue } from '#platform/i18n.ts';

export const templateWords = {
  templatesTitle: { 'zh-CN': '通知模板', en: 'Templates' },
  templatesText: {
    'zh-CN': '模板由本单位及下级单位使用。发送对象只记身份，由使用模板的单位决定是谁的家长、学生或教师。',
    en: 'A template is used by its office and all below it. It holds whom to address by role only; of which school or class follows from the office that uses it.',
  },
  templateNone: { 'zh-CN': '还没有模板', en: 'No templates yet' },
  templateNoneText: {
    'zh-CN': '可以新建，也可以在一份通知的页面上选择“存为模板”。',
    en: 'Start one here, or choose “Keep as a template” on the page of a notice.',
  },
  templateNoneRetired: { 'zh-CN': '没有停用的模板', en: 'No retired templates' },
  templateNew: { 'zh-CN': '新建模板', en: 'New template' },
  templateName: { 'zh-CN': '模板名称', en: 'Name' },
  templateNameHint: {
    'zh-CN': '只在工作台显示，例如“每月消防检查”。',
    en: 'Shown at the desk only, such as “Monthly fire drill”.',
  },
  templateOffice: { 'zh-CN': '所属单位', en: 'Office' },
  templateOfficeHint: {
    'zh-CN': '本单位及其下级都可以使用。',
    en: 'It and all offices below it can use the template.',
  },
  templateSearch: { 'zh-CN': '搜索名称', en: 'Search by name' },
  templateRetiredOnes: { 'zh-CN': '只看停用的', en: 'Only retired ones' },
  templateChanged: { 'zh-CN': '修改时间', en: 'Changed' },
  templateSettings: { 'zh-CN': '基本设置', en: 'Settings' },
  templateDeadlineDays: { 'zh-CN': '几天内确认或回复', en: 'Days to answer' },
  templateDeadlineDaysHint: {
    'zh-CN': '从使用模板之日算起，使用时可以修改。',
    en: 'From the day on which it is used; it can be changed then.',
  },
  templateDaysN: { 'zh-CN': '{n} 天内', en: 'within {n, plural, one {# day} other {# days}}' },
  templateRoles: { 'zh-CN': '发送对象', en: 'Addressed to' },
  templateRolesHint: {
    'zh-CN': '使用模板的单位内的这些人。不选则起草时再定。',
    en: 'These in the office that uses it. None: it is chosen in the draft.',
  },
  templateVariables: { 'zh-CN': '需要填写', en: 'To be filled in' },
  templateVariablesHint: {
    'zh-CN':
      '在标题和正文中用 [[名称]] 标出每次要填写的内容，例如：定于[[时间]]在[[地点]]举行。未填写完整的通知不能送审。',
    en: 'Mark what changes each time with [[a name]] in title and text, as in: on [[day]] at [[place]]. A notice with marks left in it can’t be sent for review.',
  },
  templateNoVariables: { 'zh-CN': '没有标出需要填写的内容。', en: 'Nothing is marked to be filled in.' },
  templateSlip: {
    'zh-CN': '附有回执，共 {n} 题',
    en: 'With a reply slip of {n, plural, one {# question} other {# questions}}',
  },
  templateUse: { 'zh-CN': '用此模板起草', en: 'Use it' },
  templateUseTitle: { 'zh-CN': '用模板起草：{name}', en: 'New notice from “{name}”' },
  templateUseText: {
    'zh-CN': '填写后生成草稿，可以继续修改。没有填的保留标记，送审前须补齐。',
    en: 'What you fill in becomes a draft that you can go on changing. What you leave open keeps its mark until it is filled in there.',
  },
  templateBlankIn: { 'zh-CN': '{name}（{language}）', en: '{name} ({language})' },
  templateDraft: { 'zh-CN': '生成草稿', en: 'Make the draft' },
  templateRetire: { 'zh-CN': '停用', en: 'Retire' },
  templateRestore: { 'zh-CN': '恢复使用', en: 'Use again' },
  templateRetiredTag: { 'zh-CN': '已停用', en: 'Retired' },
  templateFrom: { 'zh-CN': '存为模板', en: 'Keep as a template' },
  templateFromText: {
    'zh-CN': '保存正文、类别、要求、回执和发送对象的身份；不保存附件，也不保存发给了哪些单位。',
    en: 'Texts, kind, request, reply slip and the roles of its audience are kept; neither its files nor to which schools or classes it went.',
  },
  templateMake: { 'zh-CN': '保存模板', en: 'Keep it' },
  templateNoText: { 'zh-CN': '还没有正文', en: 'No text yet' },
  templateMissing: { 'zh-CN': '没有这个模板。', en: 'There is no such template.' },
  templateRetired: { 'zh-CN': '模板已停用。', en: 'The template is retired.' },
  templateNameMissing: { 'zh-CN': '请填写模板名称。', en: 'Give it a name.' },
  templateNameLong: { 'zh-CN': '不超过 60 个字。', en: 'At most 60 characters.' },
  templateNoSlip: {
    'zh-CN': '这个模板没有回执。请在一份带回执的通知上选择“存为模板”。',
    en: 'This template has no reply slip. Choose “Keep as a template” on a notice that has one.',
  },
  templateOfOwn: {
    'zh-CN': '转发的通知和更正稿不能存为模板。',
    en: 'Neither a correction nor a notice that passes another on can be kept as a template.',
  },
  deadlineDaysMissing: { 'zh-CN': '请填写天数。', en: 'Give the number of days.' },
  deadlineDaysWrong: { 'zh-CN': '请填写 0 到 180 的整数。', en: 'Give a whole number from 0 to 180.' },
  unfilled: { 'zh-CN': '正文中还有未填写的内容：{names}', en: 'Still to be filled in: {names}' },
} as const satisfies Catalogue;
