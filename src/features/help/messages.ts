/** Words of the help in both languages. */
import { defineWords } from '#platform/i18n.ts';

export const words = defineWords({
  title: { 'zh-CN': '帮助', en: 'Help' },
  lead: { 'zh-CN': '按您的工作选择一份指南。', en: 'Choose the guide for your work.' },
  breadcrumbs: { 'zh-CN': '当前位置', en: 'You are here' },
  guide_officer: { 'zh-CN': '局机关工作人员', en: 'Officers of the bureau' },
  guide_officer_text: {
    'zh-CN': '起草、审核、发布通知，查看送达情况，更正和撤回',
    en: 'Write, review and publish notices; see whom they reached; correct and withdraw',
  },
  guide_school: { 'zh-CN': '学校负责人和办公室', en: 'Heads and offices of schools' },
  guide_school_text: {
    'zh-CN': '维护通讯录，发布和转发通知，办理家庭的请求',
    en: 'Keep the directory, send and pass on notices, answer what families ask',
  },
  'guide_case-handler': { 'zh-CN': '诉求办理人员', en: 'Case handlers' },
  'guide_case-handler_text': {
    'zh-CN': '受理、提问、答复、复查；回避；保护诉求人和被反映人。',
    en: 'Accept, ask, answer, review; when to keep out; how those who speak up and those accused are protected.',
  },
  'guide_incident-officer': { 'zh-CN': '应急值守人员', en: 'Incident officers' },
  'guide_incident-officer_text': {
    'zh-CN': '启动响应、发布更新、报平安、复盘',
    en: 'Declare, update, call the roll, learn from it',
  },
  guide_ombudsperson: { 'zh-CN': '监察专员', en: 'Ombudspersons' },
  guide_ombudsperson_text: {
    'zh-CN': '制作密钥，打开密封的姓名，转达消息',
    en: 'Make a key, open sealed names, send word',
  },
  'guide_class-teacher': { 'zh-CN': '班主任', en: 'Class teachers' },
  'guide_class-teacher_text': {
    'zh-CN': '联系还没有收到通知的家庭，代为登记回执，转发给本班',
    en: 'Whom to call, replies on paper, passing something on to the class',
  },
  guide_operating: { 'zh-CN': '系统运维', en: 'Operating the service' },
  guide_operating_text: {
    'zh-CN': '安装、设置、备份、恢复、升级',
    en: 'Install, set up, back up, restore, upgrade',
  },
});
