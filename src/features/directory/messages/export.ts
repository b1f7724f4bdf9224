/** Words of the export. */
import type { Catalogue } from '#platform/i18n.ts';

export const exportWords = {
  exportTitle: { 'zh-CN': '导出名册（OneRoster）', en: 'Export the roster (OneRoster)' },
  exportText: {
    'zh-CN':
      '得到一个 OneRoster 1.2 压缩包（ZIP，全量），含单位、学年学期、班级、人员、角色和就读关系，可供其他系统使用。',
    en: 'You get a OneRoster 1.2 ZIP (bulk) with organisations, school years, classes, people, roles and enrolments, for other systems to read.',
  },
  exportLeftOut: {
    'zh-CN': '每人最多一个邮箱和两个手机号（标准所限）；不含退订和退信标记、确认情况和通知。',
    en: 'It holds at most one email address and two mobile numbers a person, as the standard allows; no opt-outs, bounces, receipts or notices.',
  },
  exportCare: {
    'zh-CN': '文件含有全县学生和监护人的姓名和电话，请妥善保管，用完即删。这次导出会记入审计日志。',
    en: 'The file names every pupil and guardian with their numbers. Keep it safe and delete it after use. The export is recorded in the audit log.',
  },
  exportNow: { 'zh-CN': '导出', en: 'Export' },
} as const satisfies Catalogue;
