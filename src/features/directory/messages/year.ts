/** Words of the new school year. */
import type { Catalogue } from '#platform/i18n.ts';

export const yearWords = {
  newYear: { 'zh-CN': '新学年升级', en: 'New school year' },
  yearTitle: { 'zh-CN': '{name}：新学年升级', en: 'New school year: {name}' },
  yearIntro: {
    'zh-CN':
      '所有班级一次升入上一年级，学生、监护人和班主任随班不变；毕业年级的班级关闭。确认之前不作任何更改，班名可以修改。新生班级请随后用表格导入。',
    en: 'All classes go up by a grade in one step, with their pupils, guardians and class teachers; those of the leaving grade are closed. Nothing changes before you confirm, and names can be changed. Import the new first grade afterwards from a spreadsheet.',
  },
  yearLeavingGrade: { 'zh-CN': '毕业年级', en: 'The grade that leaves' },
  yearNobodyLeaves: { 'zh-CN': '没有年级毕业', en: 'None leaves' },
  yearShow: { 'zh-CN': '按此预览', en: 'Show' },
  yearClasses: { 'zh-CN': '班级', en: 'Classes' },
  yearNow: { 'zh-CN': '现在', en: 'Now' },
  yearNext: { 'zh-CN': '新学年', en: 'In the new year' },
  yearNewName: { 'zh-CN': '{name}的新名称', en: 'New name of {name}' },
  yearLeaves: { 'zh-CN': '毕业离校', en: 'Leaves' },
  yearLeaversTitle: {
    'zh-CN': '{count, number} 名学生毕业离校',
    en: '{count, plural, one {One pupil leaves} other {# pupils leave}}',
  },
  yearLeaversText: {
    'zh-CN':
      '他们的班级今天关闭，就读关系今天终止，尚未发出的班级通知不再发给其家庭。本人和监护关系保留，便于新学校接收。',
    en: 'Their classes close and their memberships end today; queued class messages no longer reach their families. The people and their guardians stay, for the next school to take over.',
  },
  yearStart: { 'zh-CN': '确认升级', en: 'Start the new year' },
  yearDoneTitle: { 'zh-CN': '已于{day}升级', en: 'Done on {day}' },
  yearDoneText: {
    'zh-CN': '{classes, number} 个班级，其中 {left, number} 个毕业。',
    en: '{classes, plural, one {One class} other {# classes}}, {left, number} of them left.',
  },
  yearUndo: { 'zh-CN': '整体撤销这次升级', en: 'Take the whole step back' },
  yearUndoHint: {
    'zh-CN': '升级后如果班级又有改动、毕业生已在别处就读，或者旧班名已被新班使用，就不能再整体撤销。',
    en: 'It can be taken back as a whole until a class is changed again, a leaver is enrolled elsewhere, or a new class bears an old name.',
  },
  yearUndoTitle: { 'zh-CN': '撤销{name}的这次升级？', en: 'Take the new school year of {name} back?' },
  yearUndoText: {
    'zh-CN': '班名和年级恢复原状，毕业班重新开放，因升级终止的就读和任职重新有效。其间新增的内容不受影响。',
    en: 'Names and grades are as before, the leaving classes are open again, and memberships that ended with the step hold again. What was added meanwhile stays.',
  },
  yearNoClasses: { 'zh-CN': '没有可以升级的班级', en: 'There are no classes' },
  yearNoClassesText: { 'zh-CN': '请先导入名册或表格。', en: 'Import a roster or a spreadsheet first.' },
  yearMoved: {
    'zh-CN': '预览之后班级有了变化，还没有升级。请再核对一遍。',
    en: 'The classes have changed since the preview, and nothing was done. Look at them once more.',
  },
  yearDone: {
    'zh-CN': '半年之内（{day}）已经升级过。如需重做，请先撤销那一次。',
    en: 'It was done on {day}, less than half a year ago. Take that back first.',
  },
  yearUndone: { 'zh-CN': '这次升级已经撤销。', en: 'This step was taken back already.' },
  yearNameMissing: { 'zh-CN': '请填写班名', en: 'Enter a name' },
  yearNameLong: { 'zh-CN': '班名不能超过 100 个字', en: 'The name may have 100 characters at most' },
  yearNameTwice: { 'zh-CN': '同一年级不能有两个同名的班', en: 'Two classes of one grade must not have the same name' },
  yearClassChanged: {
    'zh-CN': '不能撤销：{count, plural, other {# 个班级}}在升级后又有改动，如“{name}”。',
    en: 'It can’t be taken back: {count, plural, one {one class was} other {# classes were}} changed afterwards, such as {name}.',
  },
  yearNameTaken: {
    'zh-CN': '不能撤销：旧班名已被新班级使用，如“{name}”。请先给新班级改名或撤销新班级。',
    en: 'It can’t be taken back: a new class has an old name, such as {name}.',
  },
  yearPupilsElsewhere: {
    'zh-CN': '不能撤销：{count, plural, other {# 名毕业生}}已在别处就读，如“{name}”。',
    en: 'It can’t be taken back: {count, plural, one {one leaver is} other {# leavers are}} enrolled elsewhere, such as in {name}.',
  },
  yearLaterStep: {
    'zh-CN': '不能撤销：之后又升级过一次，请先撤销后一次。',
    en: 'It can’t be taken back: a later step has to go first.',
  },
} as const satisfies Catalogue;
