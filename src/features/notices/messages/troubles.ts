/** Words of expected trouble. */
import type { Catalogue } from '#platform/i18n.ts';

export const troubleWords = {
  noticeMissing: { 'zh-CN': '找不到这份通知。', en: 'This notice is not there.' },
  notDraft: {
    'zh-CN': '这份通知已不是草稿，不能直接修改。',
    en: 'It is no longer a draft and cannot be changed directly.',
  },
  notNow: { 'zh-CN': '在目前的状态下不能这样做。', en: 'This is not possible in its present state.' },
  stale: {
    'zh-CN': '这份通知在您打开之后被改过，请核对后再提交。',
    en: 'It was changed after you opened it. Check it and send it again.',
  },
  officeOutside: { 'zh-CN': '请选择您有权限的单位。', en: 'Choose an office that you may write for.' },
  organisationOutside: { 'zh-CN': '请选择您有权限的单位。', en: 'Choose an organisation within your reach.' },
  tooManyClauses: {
    'zh-CN': '发送范围的条目太多，请选择更上一级的单位。',
    en: 'Too many entries: choose organisations further up.',
  },
  rolesMissing: { 'zh-CN': '请至少选择一类对象。', en: 'Choose who in it.' },
  kindMissing: { 'zh-CN': '请选择类别。', en: 'Choose a kind.' },
  kindMayNotAsk: {
    'zh-CN': '这一类通知不能要求确认。',
    en: 'Notices of this kind may not ask for an acknowledgement.',
  },
  languageMissing: { 'zh-CN': '请选择语言。', en: 'Choose a language.' },
  numberLong: { 'zh-CN': '文号不超过 40 个字。', en: 'The number has at most 40 characters.' },
  titleMissing: { 'zh-CN': '请填写标题。', en: 'Write a title.' },
  titleLong: { 'zh-CN': '标题不超过 120 个字。', en: 'The title has at most 120 characters.' },
  bodyMissing: { 'zh-CN': '请填写正文。', en: 'Write the text.' },
  bodyLong: { 'zh-CN': '正文不超过 20000 个字。', en: 'The text has at most 20,000 characters.' },
  mainTextMissing: { 'zh-CN': '请填写主要语言的标题和正文。', en: 'Write title and text in the main language.' },
  requestMissing: { 'zh-CN': '请选择对收件人的要求。', en: 'Choose what is asked of the reader.' },
  deadlineMissing: { 'zh-CN': '请填写截止日期。', en: 'Give a deadline.' },
  deadlinePast: { 'zh-CN': '截止日期已过。', en: 'The deadline has passed.' },
  dateWrong: { 'zh-CN': '请填写正确的日期。', en: 'Give a date that exists.' },
  audienceMissing: { 'zh-CN': '请选择发送范围。', en: 'Choose an audience.' },
  audienceSmall: {
    'zh-CN': '发送范围只有 {people} 人。除了自己任教的班，至少要有 5 人。',
    en: 'The audience has only {people} people. Except for one’s own class it needs at least 5.',
  },
  audienceBeyond: {
    'zh-CN': '发送范围超出您的审核权限，请由上级单位的审核人审核。',
    en: 'The audience goes beyond what you answer for: an approver of the office above must review it.',
  },
  authorCannotApprove: {
    'zh-CN': '起草或修改过的人不能审核这份通知。',
    en: 'Whoever wrote in a notice cannot approve it.',
  },
  commentMissing: { 'zh-CN': '请填写意见。', en: 'Write a comment.' },
  commentLong: { 'zh-CN': '不超过 2000 个字。', en: 'At most 2,000 characters.' },
  reasonMissing: { 'zh-CN': '请写明理由。', en: 'Give a reason.' },
  changedSinceApproval: {
    'zh-CN': '内容与审核时不一致，请重新送审。',
    en: 'It differs from what was approved: send it for review again.',
  },
  heldByRestore: {
    'zh-CN': '系统从备份恢复后，定时发布一律暂停。请先确认是否已经发布过，再决定是否发布。',
    en: 'After a backup was restored nothing is published by itself: check whether it went out before, then decide.',
  },
  sizeMoved: {
    'zh-CN': '审核时 {before} 人，现在 {now} 人，变化超过一成。',
    en: '{before} people when it was approved, {now} now: a move of over a tenth.',
  },
  publishAtMissing: { 'zh-CN': '请填写发布时间。', en: 'Give the time to publish.' },
  publishAtPast: { 'zh-CN': '发布时间至少在一分钟以后。', en: 'The time must be at least a minute ahead.' },
  publishAtFar: { 'zh-CN': '发布时间不能超过一年。', en: 'The time must be within a year.' },
  tooLateToStop: {
    'zh-CN': '已经开始发送，不能停止。可以撤回。',
    en: 'It is going out and can no longer be stopped. You can withdraw it.',
  },
  stopInstead: { 'zh-CN': '还没有发出，请停止发送。', en: 'Nothing has left yet: stop it instead.' },
  remindedToday: {
    'zh-CN': '今天已经提醒过，明天可以再次提醒。',
    en: 'A reminder went out today. The next is possible tomorrow.',
  },
  peopleMissing: { 'zh-CN': '请选择已当面告知的家长。', en: 'Choose whom you told.' },
  fileMissing: { 'zh-CN': '请选择文件。', en: 'Choose a file.' },
  fileEmpty: { 'zh-CN': '“{name}”是空文件。', en: '“{name}” is empty.' },
  fileTooLarge: { 'zh-CN': '“{name}”超过 {megabytes} MB。', en: '“{name}” is larger than {megabytes} MB.' },
  fileKind: {
    'zh-CN': '“{name}”的内容不是允许的类型。允许 PDF、DOCX、XLSX、PPTX、JPG、PNG、WEBP、TXT。',
    en: 'The content of “{name}” is of no allowed kind: PDF, DOCX, XLSX, PPTX, JPG, PNG, WEBP, TXT.',
  },
  fileUnreadable: {
    'zh-CN': '无法读取“{name}”：文件已加密、损坏或过大。请重新另存一份，或改发图片。',
    en: '“{name}” could not be read: it is protected, damaged or too large. Save it anew, or send a picture.',
  },
  filePicture: {
    'zh-CN': '无法读取图片“{name}”，文件可能已损坏。',
    en: 'The picture “{name}” cannot be read; it may be damaged.',
  },
  tooManyFiles: { 'zh-CN': '最多 {most} 个附件。', en: 'At most {most} attachments.' },
  filesTooLarge: { 'zh-CN': '附件合计不能超过 {megabytes} MB。', en: 'Attachments may have {megabytes} MB together.' },
  linkEnded: { 'zh-CN': '链接已失效。', en: 'The link is no longer valid.' },
  nothingAsked: { 'zh-CN': '这份通知不需要确认。', en: 'This notice asks for nothing.' },
} as const satisfies Catalogue;
