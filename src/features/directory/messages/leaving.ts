/** Words of leaving on a day. */
import type { Catalogue } from '#platform/i18n.ts';

export const leavingWords = {
  stateChanges: { 'zh-CN': '转学、离校和离职', en: 'Moving and leaving' },
  leave: { 'zh-CN': '登记离开', en: 'Leaving' },
  leaveOtherDay: { 'zh-CN': '更改日期', en: 'Change the day' },
  stay: { 'zh-CN': '取消离开登记', en: 'Call it off' },
  restore: { 'zh-CN': '恢复在册', en: 'Bring back' },
  leavesOn: { 'zh-CN': '{day}离开', en: 'Leaves on {day}' },
  leftOn: { 'zh-CN': '{day}离开', en: 'Left on {day}' },
  leaveTitle: { 'zh-CN': '登记{name}离开', en: '{name} leaves' },
  leaveText: {
    'zh-CN':
      '从所选日期起一切停止：就读、任职和监护关系终止，有关这名学生的个人链接失效，排队、定时、汇总和转发的通知不再发送，也不再提醒。系统不会就此发送任何消息。',
    en: 'From the day on everything stops: memberships and guardianships end, personal links about this pupil stop working, and what is queued, scheduled, digested, passed on or to be reminded of is not sent. Nothing is sent about it.',
  },
  leaveQuietText: {
    'zh-CN': '学生去世的，同样在这里选今天。系统不问原因，不记录原因，任何名单都不显示原因。',
    en: 'If a pupil has died, choose today as well. The reason is neither asked nor kept, and no list names it.',
  },
  leaveDay: { 'zh-CN': '从哪一天起', en: 'From which day' },
  leaveDayHint: {
    'zh-CN': '选今天则立即停止；也可以是已经过去或尚未到来的一天。',
    en: 'Today means at once; it may also be a day that has passed or is to come.',
  },
  leaveConfirm: { 'zh-CN': '确认离开', en: 'Confirm leaving' },
  stayTitle: { 'zh-CN': '取消{name}于{day}离开的登记？', en: 'Call off that {name} leaves on {day}?' },
  stayText: {
    'zh-CN': '就读、任职和监护关系照旧，不再终止。',
    en: 'Memberships and guardianships go on as before.',
  },
  restoreTitle: { 'zh-CN': '把{name}恢复在册？', en: 'Bring {name} back?' },
  restoreText: {
    'zh-CN':
      '因离开而终止的就读、任职和监护关系恢复有效；仍在办理的通知会补发。已失效的链接不会恢复。到别的班级就读的，请随后转班。',
    en: 'Memberships and guardianships that ended with the leaving hold again, and notices that are still open are sent. Links stay dead. For another class, move the pupil afterwards.',
  },
  leavingTooFar: {
    'zh-CN': '请核对年份：日期须在今天前后 400 天以内',
    en: 'Check the year: the day must lie within 400 days of today',
  },
  leavingPlanned: {
    'zh-CN': '此人已登记离开。请先取消离开登记。',
    en: 'It is noted that this person leaves. Call that off first.',
  },
} as const satisfies Catalogue;
