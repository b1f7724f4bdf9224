/** Words of the public side about sealed names. */

export const sealedAskMessages = {
  wayTitle: { 'zh-CN': '您想怎样提交', en: 'How do you want to be?' },
  wayAnonymousHint: {
    'zh-CN': '不留任何身份信息。有消息时无法通知您，请凭查询码查看。',
    en: 'Nothing of you is kept. Nobody can tell you when there is news: look with the receipt code.',
  },
  waySealedHint: {
    'zh-CN':
      '下一步填写姓名和联系方式，加密后只有监察专员能打开；办理人员和管理员都看不到。有消息时监察专员可以发邮件告诉您。',
    en: 'On the next page you give name and contact. They are encrypted, and only the ombudsperson opens them, neither handlers nor administrators. The ombudsperson can mail you that there is news.',
  },
  openersTitle: { 'zh-CN': '密封实名时，谁可以打开您的姓名', en: 'With a sealed name: who may open it' },
  openersHint: {
    'zh-CN': '如果事情涉及其中一人，请选另一人。反映教育局本身的，只由局外替补打开。',
    en: 'If it concerns one of them, choose the other. What complains of the bureau itself is opened by the stand-in from outside alone.',
  },
  openers_any: { 'zh-CN': '监察专员或局外替补', en: 'The ombudsperson or the stand-in' },
  openers_first: { 'zh-CN': '只由监察专员 {name}', en: '{name}, the ombudsperson, alone' },
  openers_outside: { 'zh-CN': '只由局外替补 {name}', en: '{name}, the stand-in from outside, alone' },
  sealedNobody: {
    'zh-CN': '这件诉求没有不涉及其中的监察专员可以保管姓名，只能匿名提交',
    en: 'No ombudsperson who is not concerned can keep your name in this case: it can only be brought anonymously',
  },
  personTitle: { 'zh-CN': '密封的姓名和联系方式', en: 'Name and contact, to be sealed' },
  personLead: { 'zh-CN': '只由 {names} 打开。', en: 'Opened by {names}, and nobody else.' },
  personServer: {
    'zh-CN': '您的浏览器没有运行脚本：姓名会加密传到服务器，在写入任何地方之前密封。',
    en: 'Your browser runs no scripts: the name goes to the server over an encrypted line and is sealed there, before anything is written.',
  },
  personHere: {
    'zh-CN': '姓名在您的浏览器里密封后才发出，服务器看不到。',
    en: 'Your name is sealed in this browser before it leaves; the server never sees it.',
  },
  personName: { 'zh-CN': '姓名', en: 'Name' },
  personMail: { 'zh-CN': '邮箱', en: 'Mail address' },
  personMailHint: {
    'zh-CN': '邮件只说“有新消息”。请用只有您自己能看的邮箱，不要用单位邮箱。',
    en: 'A mail says only that there is news. Give one that nobody else reads, not one of your employer.',
  },
  personPhone: { 'zh-CN': '电话或其他联系方式', en: 'Phone, or another way' },
  personPhoneHint: { 'zh-CN': '邮箱和电话至少填一项', en: 'One of the two at least' },
  personKept: {
    'zh-CN': '姓名和联系方式已在您的浏览器里密封，不必再填。要改，就重新填写。',
    en: 'Name and contact are sealed already. Type them again only to change them.',
  },
  personAgain: { 'zh-CN': '重新填写姓名和联系方式', en: 'Type name and contact again' },
  personNameMissing: {
    'zh-CN': '请填写姓名，或返回改为匿名',
    en: 'Give your name, or go back and choose to be anonymous',
  },
  personContactMissing: { 'zh-CN': '请填写邮箱或电话', en: 'Give a mail address or a phone number' },
  personMailWrong: { 'zh-CN': '邮箱地址不完整', en: 'The mail address is not whole' },
  personLong: { 'zh-CN': '最多 {n} 字', en: 'Up to {n} characters' },
  personStale: {
    'zh-CN': '监察专员的密钥刚刚更换，请再填写一次姓名和联系方式',
    en: 'The ombudsperson’s key was just replaced: type name and contact once more',
  },
  receiptSealed: {
    'zh-CN': '您的姓名已密封，只由 {names} 打开。',
    en: 'Your name is sealed; only {names} can open it.',
  },
  fingerprintIs: { 'zh-CN': '密钥指纹 {fingerprint}', en: 'fingerprint of the key {fingerprint}' },
  seatFirstVacant: { 'zh-CN': '监察专员：空缺', en: 'Ombudsperson: vacant' },
  seatOutsideVacant: {
    'zh-CN': '局外替补：空缺。反映教育局本身的诉求目前只能匿名提交。',
    en: 'Stand-in from outside the bureau: vacant. What complains of the bureau itself can only be brought anonymously now.',
  },
  seatLost: {
    'zh-CN': '{day} 起，此前一把密钥已丢失：当时密封的姓名中，只有它能打开的已无法打开，诉求照常办理。',
    en: 'A key was lost (ended on {day}): of the names sealed before, what only it opened stays closed. The cases go on.',
  },
  caseWay: { 'zh-CN': '身份', en: 'You are' },
  caseSealed: { 'zh-CN': '密封实名', en: 'Sealed name' },
  caseSealedClosed: {
    'zh-CN': '密封实名（密钥已丢失，谁也打不开；请凭查询码查看消息）',
    en: 'Sealed name (the key is lost and nobody can open it: look for news with the receipt code)',
  },
  dropName: { 'zh-CN': '删除密封的姓名', en: 'Delete the sealed name' },
  dropNameText: {
    'zh-CN': '删除后按匿名继续办理，不能恢复，也不再有邮件告知。',
    en: 'The case goes on as an anonymous one. It can’t be undone, and no mail will tell you of news.',
  },
  dropNameSure: { 'zh-CN': '确认删除姓名', en: 'Yes, delete the name' },
  dropNameKeep: { 'zh-CN': '不删除', en: 'Keep it' },
  nameDropped: { 'zh-CN': '密封的姓名已删除。', en: 'The sealed name is deleted.' },
} as const;
