/** Words of merging, moving and of families whom nobody reaches. */
import type { Catalogue } from '#platform/i18n.ts';

export const deskWords = {
  merge: { 'zh-CN': '合并重复人员', en: 'Merge a double' },
  mergeTitle: { 'zh-CN': '与{name}合并', en: 'Merge with {name}' },
  mergeIntro: {
    'zh-CN': '以下人员与{name}同名，或者使用同一个号码或地址。只有确实是同一个人时才合并；合并可以撤销。',
    en: 'These have the same name as {name}, or the same number or address. Merge only if it is the same person; a merge can be undone.',
  },
  mergeCandidates: { 'zh-CN': '可能是同一个人', en: 'Who may be the same' },
  mergeSame: { 'zh-CN': '相同之处', en: 'What is the same' },
  mergeSameName: { 'zh-CN': '姓名相同', en: 'Same name' },
  mergeSameContact: { 'zh-CN': '号码或地址相同', en: 'Same number or address' },
  mergeChoose: { 'zh-CN': '查看合并结果', en: 'See the outcome' },
  mergeNobody: { 'zh-CN': '没有找到可能重复的人员', en: 'Nobody was found' },
  mergeNobodyText: {
    'zh-CN': '在您的权限范围内，没有同名或者使用同一号码、地址的人员。',
    en: 'Within your permissions nobody has the same name, number or address.',
  },
  mergeConfirmTitle: { 'zh-CN': '把另一条“{other}”并入“{name}”？', en: 'Merge the other {other} into {name}?' },
  mergeMoves: {
    'zh-CN':
      '移到保留的记录：就读 {memberships, number} 项，监护关系 {guardianships, number} 项，联系方式 {contacts, number} 个。',
    en: 'To the record that stays move {memberships, plural, one {one membership} other {# memberships}}, {guardianships, plural, one {one guardianship} other {# guardianships}} and {contacts, plural, one {one contact point} other {# contact points}}.',
  },
  mergeDoubles: {
    'zh-CN': '两条记录都有的 {count, number} 项只保留一份。',
    en: '{count, plural, one {One that both have is} other {# that both have are}} kept once.',
  },
  mergeStays: {
    'zh-CN':
      '已发送的通知和确认情况保留在原记录中。另一条记录不再使用，已发给它的个人链接失效。以后导入名册时按同一个人处理。',
    en: 'What was sent and acknowledged stays with the old record. That record is no longer used, and links sent to it stop working. Later imports treat both as one person.',
  },
  mergeNow: { 'zh-CN': '确认合并', en: 'Merge' },
  mergeStaff: {
    'zh-CN': '教职工的记录不能并入他人：账号和权限以其任职为准。请先终止不应有的任职。',
    en: 'A record of staff can’t be merged into another: accounts and rights stand on its memberships. End the wrong membership instead.',
  },
  mergeStaffShort: { 'zh-CN': '教职工，不能合并', en: 'Staff: can’t be merged' },
  mergedInto: { 'zh-CN': '已并入的记录', en: 'Records merged into this one' },
  mergedOn: { 'zh-CN': '{name}，{when}并入', en: '{name}, merged {when}' },
  mergeUndo: { 'zh-CN': '撤销合并', en: 'Undo the merge' },
  mergeUndoTitle: { 'zh-CN': '撤销{name}的这次合并？', en: 'Undo this merge of {name}?' },
  mergeUndoText: {
    'zh-CN': '移过来的就读、监护关系和联系方式回到原来的记录，两条记录重新分开。合并期间新增的内容留在保留的记录中。',
    en: 'Memberships, guardianships and contact points go back to the record they came from. What was added meanwhile stays with the one that was kept.',
  },
  mergedAway: {
    'zh-CN': '这条记录已并入另一条。请在保留的记录上撤销合并。',
    en: 'This record was merged into another. Undo the merge on the one that stayed.',
  },
  mergeUndone: { 'zh-CN': '这次合并已经撤销。', en: 'This merge was undone already.' },
  mergeStuck: {
    'zh-CN': '不能撤销：保留的记录后来又并入了别人，或其中一人的状态已改变。请先撤销后一次合并。',
    en: 'It can’t be undone: the record that stayed was itself merged later, or the state of one of the two has changed. Undo the later merge first.',
  },

  move: { 'zh-CN': '转班或转学', en: 'Move to another class' },
  moveTitle: { 'zh-CN': '{name}转班或转学', en: 'Move {name} to another class' },
  moveText: {
    'zh-CN': '从所选日期起就读于新的班级，原来的就读终止。到期的通知立即按新的班级发送；监护关系和联系方式不变。',
    en: 'From the day on the pupil is in the new class and no longer in the old one; messages follow at once. Guardians and contact points stay.',
  },
  moveClass: { 'zh-CN': '转到', en: 'To the class' },
  moveHere: { 'zh-CN': '本校转班', en: 'Within the present school' },
  moveThere: { 'zh-CN': '转到其他学校', en: 'To another school' },
  moveFind: { 'zh-CN': '学校名称', en: 'Name of the school' },
  moveNoSchool: { 'zh-CN': '没有找到学校', en: 'No school found' },
  moveNoSchoolText: {
    'zh-CN': '请换一个名称，或者清除查找条件。',
    en: 'Try another part of its name, or clear the search.',
  },
  moveMore: { 'zh-CN': '还有更多学校，请输入名称查找。', en: 'There are more: search for a part of the name.' },
  moveOtherSchool: { 'zh-CN': '换一所学校', en: 'Another school' },
  moveNoClass: { 'zh-CN': '这所学校没有班级', en: 'This school has no classes' },
  moveChoose: { 'zh-CN': '请选择班级', en: 'Choose a class' },
  moveDay: { 'zh-CN': '从哪一天起', en: 'From' },
  moveDayHint: { 'zh-CN': '可以是以后的日期。', en: 'It may be a day to come.' },
  moveSame: { 'zh-CN': '已经在这个班', en: 'The pupil is in this class already' },
  moveClassMissing: { 'zh-CN': '请选择班级', en: 'Choose a class' },
  moveElsewhere: {
    'zh-CN': '此学生就读于您权限范围以外的学校。跨校转学由教育局办理。',
    en: 'The pupil is in a school outside your permissions. The bureau moves pupils between schools.',
  },
  moveNotActive: { 'zh-CN': '此人已离开或去世，不能转班。', en: 'The person has left or died and can’t be moved.' },

  unreachableList: { 'zh-CN': '联系不上的家庭', en: 'Families nobody can reach' },
  unreachableTitle: { 'zh-CN': '{name}：联系不上的家庭', en: 'Families nobody can reach: {name}' },
  unreachableIntro: {
    'zh-CN': '这些学生没有任何一位监护人能收到通知。请补上缺少的内容；在此之前，通知由班主任当面告知或发纸质通知。',
    en: 'No guardian of these pupils can receive anything. Add what is missing; until then they are told in person or on paper.',
  },
  missing: { 'zh-CN': '缺少什么', en: 'What is missing' },
  missing_guardian: { 'zh-CN': '没有监护人', en: 'No guardian' },
  missing_receive: { 'zh-CN': '没有可以接收通知的监护人', en: 'No guardian who may receive' },
  missing_contact: { 'zh-CN': '监护人没有联系方式', en: 'No contact point' },
  missing_bounced: { 'zh-CN': '地址有退信，请核对', en: 'The address bounced: check it' },
  missing_optedOut: { 'zh-CN': '监护人已退订', en: 'The guardians opted out' },
  missing_gateway: { 'zh-CN': '只有手机号，短信尚未开通', en: 'Only mobile numbers, and text messages are not set up' },
  nobodyUnreachable: { 'zh-CN': '每个家庭都能联系上', en: 'Every family can be reached' },
  nobodyUnreachableText: {
    'zh-CN': '本单位每名学生至少有一位监护人能收到通知。',
    en: 'Each pupil here has at least one guardian who can receive messages.',
  },
} as const satisfies Catalogue;
