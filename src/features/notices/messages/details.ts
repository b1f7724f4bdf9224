/** Words of the form by which families say that something of their own data is wrong. */
export const detailsWords = {
  detailsLink: { 'zh-CN': '我的号码、邮箱、语言或姓名写法要更正', en: 'My number, email, language or name is wrong' },
  detailsTitle: { 'zh-CN': '更正我的信息', en: 'Correct my details' },
  detailsText: {
    'zh-CN': '学校核实后才会更正。为了保护您，这里不显示学校现有的信息。',
    en: 'The school checks it before anything changes. To protect you, this page shows nothing of what the school has.',
  },
  detailsKind: { 'zh-CN': '要更正什么', en: 'What is to be corrected' },
  detailsSms: { 'zh-CN': '新的手机号码', en: 'New mobile number' },
  detailsEmail: { 'zh-CN': '新的电子邮箱', en: 'New email address' },
  detailsLanguage: { 'zh-CN': '希望收到的语言', en: 'Language in which I want messages' },
  detailsName: { 'zh-CN': '姓名的正确写法', en: 'Right writing of my name' },
  detailsNoLanguage: { 'zh-CN': '不变', en: 'As it is' },
  detailsFillOne: {
    'zh-CN': '只填写要更正的一项，其余留空。',
    en: 'Fill in the one that is to change, and leave the others empty.',
  },
  detailsSend: { 'zh-CN': '提交给学校', en: 'Send to the school' },
  detailsSentTitle: { 'zh-CN': '已提交给学校', en: 'Sent to the school' },
  detailsSentText: {
    'zh-CN': '学校可能会与您核对。核实之前，通知仍按原来的方式发送。',
    en: 'The school may check with you. Until then messages come as before.',
  },
  detailsBack: { 'zh-CN': '返回通知', en: 'Back to the notice' },
  detailsKindMissing: { 'zh-CN': '请填写要更正的一项', en: 'Fill in what is to be corrected' },
  detailsOnlyOne: { 'zh-CN': '一次只能更正一项', en: 'Correct one thing at a time' },
  detailsValueMissing: { 'zh-CN': '请填写', en: 'Fill this in' },
  detailsWrong_sms: { 'zh-CN': '请填写 11 位手机号码', en: 'Enter a mobile number of 11 digits' },
  detailsWrong_email: {
    'zh-CN': '请填写完整的邮箱地址，如 name@example.org',
    en: 'Enter a whole email address, such as name@example.org',
  },
  detailsWrong_name: {
    'zh-CN': '姓名只能有文字，不能有数字或证件号',
    en: 'A name has letters only, no digits or identity numbers',
  },
  detailsTooMany: {
    'zh-CN': '您已有几项更正在等学校处理，请过几天再提交。',
    en: 'Several corrections of yours are waiting for the school. Please try again in some days.',
  },
} as const;
