/** Words of the messages that leave the house: to families, and to colleagues who have to do something. */
import { type Catalogue, defineWords } from '#platform/i18n.ts';

const catalogue = {
  subject: { 'zh-CN': '【{office}】{title}', en: '[{office}] {title}' },
  reminderSubject: { 'zh-CN': '【{office}】请确认：{title}', en: '[{office}] Please acknowledge: {title}' },
  reminderNote: {
    'zh-CN': '这份通知您尚未确认，现再次提醒。如已确认，请忽略。',
    en: 'You have not yet acknowledged this notice. If you just did, please ignore this reminder.',
  },
  attachments: { 'zh-CN': '附件（打开下面的链接查看）：', en: 'Attachments (open the link below to read them):' },
  listen: {
    'zh-CN': '这份通知可以听：打开链接，点“听通知”（{length}）',
    en: 'You can listen to this notice: open the link and press “Listen” ({length})',
  },
  listenLength: {
    'zh-CN': '{minutes, plural, =0 {} other {#分}}{seconds}秒',
    en: '{minutes, plural, =0 {} other {# min }}{seconds} s',
  },
  shortListen: { 'zh-CN': '（可以听）', en: ' (to listen to)' },
  acknowledgeBy: {
    'zh-CN': '请于{day}前打开下面的链接确认收到。确认仅表示您已收到，不代表同意。',
    en: 'Please open the link below and acknowledge by {day}. Acknowledging means that you have received it, not that you agree.',
  },
  replyBy: {
    'zh-CN': '请于{day}前打开下面的链接填写回执，截止前可以修改。',
    en: 'Please open the link below and reply by {day}. You can change it until then.',
  },
  openAndReply: { 'zh-CN': '查看并填写回执', en: 'Read and reply' },
  shortReply: {
    'zh-CN': "【{office}】{title}，请于{day}前填写回执 '{{link}}'",
    en: "[{office}] {title}. Please reply by {day}: '{{link}}'",
  },
  replyReminderSubject: { 'zh-CN': '【{office}】请填写回执：{title}', en: '[{office}] Please reply: {title}' },
  replyReminderNote: {
    'zh-CN': '这份通知的回执您尚未填写（完），现再次提醒。如已填写，请忽略。',
    en: 'Your reply to this notice is not complete yet. If you just sent it, please ignore this reminder.',
  },
  shortReplyReminder: {
    'zh-CN': "【{office}】请填写回执：{title}，截止{day} '{{link}}'",
    en: "[{office}] Please reply by {day}: {title} '{{link}}'",
  },
  readOnline: { 'zh-CN': '打开下面的链接查看全文和附件：', en: 'Open the link below to read it with its attachments:' },
  openAndAcknowledge: { 'zh-CN': '查看并确认收到', en: 'Read and acknowledge' },
  open: { 'zh-CN': '查看通知', en: 'Read the notice' },
  linkIsYours: {
    'zh-CN': '此链接只属于您本人，请勿转发。',
    en: 'This link is yours alone: please do not forward it.',
  },
  publicPage: { 'zh-CN': '转发请用公开页面：{address}', en: 'To share it, use the public page: {address}' },
  issuedBy: { 'zh-CN': '发布单位：{office}', en: 'Issued by {office}' },
  short: { 'zh-CN': "【{office}】{title}，详见 '{{link}}'", en: "[{office}] {title} '{{link}}'" },
  shortAcknowledge: {
    'zh-CN': "【{office}】{title}，请于{day}前确认收到 '{{link}}'",
    en: "[{office}] {title}. Please acknowledge by {day}: '{{link}}'",
  },
  shortReminder: {
    'zh-CN': "【{office}】请确认：{title}，截止{day} '{{link}}'",
    en: "[{office}] Please acknowledge by {day}: {title} '{{link}}'",
  },
  correctionSubject: { 'zh-CN': '【{office}】更正：{title}', en: '[{office}] Corrected: {title}' },
  correctionNote: {
    'zh-CN': '这份通知已更正，以下为更正后的全文。更正说明：{reason}',
    en: 'This notice was corrected; the corrected text follows. What was wrong: {reason}',
  },
  acknowledgeAnew: {
    'zh-CN': '此前的确认针对原文，请重新确认。',
    en: 'Earlier acknowledgements are of the old text: please acknowledge again.',
  },
  shortCorrection: {
    'zh-CN': "【{office}】更正：{title}，详见 '{{link}}'",
    en: "[{office}] Corrected: {title} '{{link}}'",
  },
  shortCorrectionAnew: {
    'zh-CN': "【{office}】更正：{title}，请于{day}前重新确认 '{{link}}'",
    en: "[{office}] Corrected: {title}. Please acknowledge again by {day}: '{{link}}'",
  },
  waitingSubject: { 'zh-CN': '【{office}】待审核：{title}', en: '[{office}] Waiting for review: {title}' },
  waitingText: { 'zh-CN': '{name}提交了通知《{title}》，请审核。', en: '{name} sent the notice “{title}” for review.' },
  nextStepSubject: { 'zh-CN': '【{office}】待审核：{title}', en: '[{office}] Waiting for review: {title}' },
  nextStepText: {
    'zh-CN': '{name}已审核通知《{title}》，现请您审核。',
    en: '{name} approved the notice “{title}”; it now waits for your approval.',
  },
  emptyStepSubject: { 'zh-CN': '【{office}】无人可以审核：{title}', en: '[{office}] Nobody can approve: {title}' },
  emptyStepText: {
    'zh-CN':
      '通知《{title}》需要{name}的审核人审核，但目前没有人可以审核（没有审核人，或者审核人都参与过起草或审核）。请授予审核角色，或者调整审核流程。',
    en: 'The notice “{title}” waits for an approver of {name}, but nobody can: there is none, or all of them wrote in it or approved an earlier step. Please give somebody the role, or change the approval rules.',
  },
  nextDraftSubject: { 'zh-CN': '【{office}】请完成草稿：{title}', en: '[{office}] The next draft is ready: {title}' },
  nextDraftText: {
    'zh-CN': '系列通知到了起草的日子，已由模板生成草稿《{title}》。请填写完整后送审；不会自动发布。',
    en: 'It is the day of the next notice of a series. The draft “{title}” was made from its template: please fill it in and send it for review. Nothing is published by itself.',
  },
  returnedSubject: { 'zh-CN': '【{office}】已退回：{title}', en: '[{office}] Returned: {title}' },
  returnedText: {
    'zh-CN': '通知《{title}》已退回修改，理由如下。',
    en: 'The notice “{title}” was returned to you for this reason.',
  },
  approvedSubject: { 'zh-CN': '【{office}】已通过审核：{title}', en: '[{office}] Approved: {title}' },
  approvedText: {
    'zh-CN': '通知《{title}》已通过审核，可以发布。',
    en: 'The notice “{title}” was approved and can be published.',
  },
  heldSubject: {
    'zh-CN': '【{office}】未按时发布，等待确认：{title}',
    en: '[{office}] Not published, waiting for you: {title}',
  },
  heldText: {
    'zh-CN': '通知《{title}》到了发布时间，但自审核以来情况有变，需要您确认后再发布。',
    en: 'The time to publish “{title}” has come, but something changed since it was approved. It waits for a person to confirm.',
  },
  forwardSubject: { 'zh-CN': '【{office}】转发：{title}', en: '[{office}] Passed on: {title}' },
  originalBy: { 'zh-CN': '以下为{office}通知原文', en: 'What follows is the notice of {office}' },
  passedOnBy: { 'zh-CN': '转发单位：{office}', en: 'Passed on by {office}' },
  urgentSubject: {
    'zh-CN': '【{office}】紧急发布，请复核：{title}',
    en: '[{office}] Published urgently, please countersign: {title}',
  },
  urgentText: {
    'zh-CN': '{name}未经审核紧急发布了通知《{title}》，请在24小时内复核。理由如下。',
    en: '{name} published the notice “{title}” without a review. Please countersign it within 24 hours. The reason:',
  },
  overdueSubject: {
    'zh-CN': '【{office}】紧急发布逾期未复核：{title}',
    en: '[{office}] Not countersigned in time: {title}',
  },
  overdueText: {
    'zh-CN': '紧急发布的通知《{title}》超过24小时仍未复核，公开页面已注明。请复核、更正或撤回。',
    en: 'The notice “{title}”, published urgently, was not countersigned within 24 hours; its public page says so. Countersign it, or withdraw it.',
  },
  openDesk: { 'zh-CN': '打开通知', en: 'Open the notice' },
} as const satisfies Catalogue;

/** What families get: around their text, and so in its language where the operator supplies the words. */
const forFamilies = [
  'subject',
  'reminderSubject',
  'reminderNote',
  'attachments',
  'listen',
  'listenLength',
  'shortListen',
  'acknowledgeBy',
  'replyBy',
  'openAndReply',
  'shortReply',
  'replyReminderSubject',
  'replyReminderNote',
  'shortReplyReminder',
  'readOnline',
  'openAndAcknowledge',
  'open',
  'linkIsYours',
  'publicPage',
  'issuedBy',
  'short',
  'shortAcknowledge',
  'shortReminder',
  'correctionSubject',
  'correctionNote',
  'acknowledgeAnew',
  'shortCorrection',
  'shortCorrectionAnew',
  'forwardSubject',
  'originalBy',
  'passedOnBy',
] as const;

export const mailWords = defineWords(catalogue, { framing: { name: 'mail', keys: forFamilies } });
