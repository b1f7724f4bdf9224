/** Words of planned reminders. */
import type { Catalogue } from '#platform/i18n.ts';

export const planWords = {
  planTitle: { 'zh-CN': '定期提醒', en: 'Planned reminders' },
  planText: {
    'zh-CN': '到时自动提醒尚未确认或尚未填写回执的人，截止后不再提醒。当天已经提醒过的不再提醒。运行前可以修改或取消。',
    en: 'Those who have not answered yet are reminded by themselves, never after the deadline, and not on a day on which they were reminded already. Until it runs you can change or cancel it.',
  },
  planDeadline: { 'zh-CN': '截止日期为{day}。', en: 'The deadline is {day}.' },
  planDays: { 'zh-CN': '何时提醒', en: 'When' },
  planDaysBefore: {
    'zh-CN': '截止前 {n} 天（{day}）',
    en: '{n, plural, one {# day} other {# days}} before ({day})',
  },
  planLastDay: { 'zh-CN': '截止当天（{day}）', en: 'On the last day ({day})' },
  planHoliday: { 'zh-CN': '当天放假（{name}）', en: 'A public holiday ({name})' },
  planUnknownYear: {
    'zh-CN': '该年放假安排尚未公布',
    en: 'The public holidays of that year are not known yet',
  },
  planWeekend: { 'zh-CN': '当天是周末', en: 'This is at a weekend' },
  planHour: { 'zh-CN': '几点', en: 'At what time' },
  planQuiet: {
    'zh-CN': '{from}至{to}为免打扰时段，其间的提醒在时段结束后发出。',
    en: 'Nothing leaves from {from} to {to}: a reminder in that time goes out afterwards.',
  },
  planSave: { 'zh-CN': '保存', en: 'Save the plan' },
  planNone: { 'zh-CN': '未安排', en: 'None planned' },
  planN: { 'zh-CN': '{n} 次', en: '{n, plural, one {# reminder} other {# reminders}}' },
  planChange: { 'zh-CN': '安排提醒', en: 'Plan reminders' },
  planNeedsDeadline: {
    'zh-CN': '要求确认或填写回执、并设有截止日期的通知才能安排提醒；审核期间不能修改。',
    en: 'Reminders can be planned for a notice that asks for an answer by a day, and not while it is in review.',
  },
  planState_planned: { 'zh-CN': '待提醒', en: 'Planned' },
  planState_sent: { 'zh-CN': '已提醒', en: 'Sent' },
  planState_skipped: { 'zh-CN': '未提醒', en: 'Not sent' },
  planState_cancelled: { 'zh-CN': '已取消', en: 'Cancelled' },
  planAt: { 'zh-CN': '{day} {time}', en: '{day}, {time}' },
  planWhen: { 'zh-CN': '时间', en: 'When' },
  planHow: { 'zh-CN': '情况', en: 'State' },
  planCount: { 'zh-CN': '人数', en: 'People' },
  skip_beforePublication: { 'zh-CN': '早于发布时间', en: 'It lay before the publication' },
  skip_late: { 'zh-CN': '系统未能按时运行', en: 'The system did not run at its time' },
  skip_expired: { 'zh-CN': '通知已过有效期', en: 'The notice had expired' },
  skip_remindedToday: { 'zh-CN': '当天已经提醒过', en: 'There was a reminder that day already' },
  skip_nobodyLeft: { 'zh-CN': '已无须提醒的人', en: 'Nobody was left to remind' },
  event_reminders_planned: {
    'zh-CN': '安排提醒（{n} 次）',
    en: 'Reminders planned: {n}',
  },
  event_reminders_cancelled: { 'zh-CN': '取消安排的提醒', en: 'Planned reminders cancelled' },
  event_reminder_skipped: { 'zh-CN': '安排的提醒未发出', en: 'Planned reminder not sent' },
  planPast: { 'zh-CN': '所选时间已过，请选择以后的时间。', en: 'A chosen time has passed: choose a later one.' },
  planWrong: { 'zh-CN': '请选择列表中的时间。', en: 'Choose times of the list.' },
} as const satisfies Catalogue;
