/** Words of the corrections that families propose. */
import type { Catalogue } from '#platform/i18n.ts';

export const correctionWords = {
  corrections: { 'zh-CN': '家庭提出的更正', en: 'Corrections from families' },
  correctionsIntro: {
    'zh-CN': '家长通过本人链接提出的更正，核实采纳后才会生效。请先按已有的号码或当面与本人核对。',
    en: 'What families said through their personal link. Nothing changes before you accept it; check with the person first, by a number you already have or in person.',
  },
  waitingCount: { 'zh-CN': '{n} 项待核实', en: '{n} to decide' },
  waitingMost: { 'zh-CN': '{n} 项以上待核实', en: '{n} or more to decide' },
  waitingImport: { 'zh-CN': '已比对、尚未应用的名册', en: 'A roster that is compared but not applied' },
  waitingDecide: { 'zh-CN': '请应用或放弃', en: 'Apply or discard' },
  correctionWhat: { 'zh-CN': '更正内容', en: 'What is to change' },
  correctionWhen: { 'zh-CN': '提出时间', en: 'Proposed' },
  correction_sms: { 'zh-CN': '手机号码', en: 'Mobile number' },
  correction_email: { 'zh-CN': '电子邮箱', en: 'Email address' },
  correction_language: { 'zh-CN': '首选语言', en: 'Preferred language' },
  correction_name: { 'zh-CN': '姓名写法', en: 'Writing of the name' },
  noCorrections: { 'zh-CN': '没有待处理的更正', en: 'Nothing to decide' },
  noCorrectionsText: {
    'zh-CN': '家长在通知页面上提出更正后，会显示在这里。',
    en: 'What families propose on the page of a notice appears here.',
  },
  correctionTitle: { 'zh-CN': '{name}提出的更正', en: 'Correction proposed by {name}' },
  correctionCheckContact: {
    'zh-CN': '链接可能被转发给他人，请先与本人核对。采纳后优先使用这个号码或地址，原有的仍保留在其后。',
    en: 'A link may have been passed on: check with the person first. Once accepted this one is tried first; those there are stay after it.',
  },
  correctionOptedOut: {
    'zh-CN': '这个地址已经退订。采纳不会恢复接收；本人要求恢复的，请在其个人页面上办理。',
    en: 'The person opted out of this address. Accepting does not undo that; where they ask for it, do it on their page.',
  },
  correctionCheck: { 'zh-CN': '采纳后立即生效。', en: 'It takes effect at once.' },
  correctionAccept: { 'zh-CN': '已核实，采纳', en: 'Checked: accept' },
  correctionOr: { 'zh-CN': '或者不采纳', en: 'Or decline' },
  correctionReason: { 'zh-CN': '不采纳的原因', en: 'Why not' },
  correctionReasonHint: {
    'zh-CN': '供本校同事查考，如“本人表示未提出”。',
    en: 'For colleagues, such as: the person did not ask for it.',
  },
  correctionDecline: { 'zh-CN': '不采纳', en: 'Decline' },
  correctionReasonMissing: { 'zh-CN': '请写明原因', en: 'Give a reason' },
  correctionReasonLong: { 'zh-CN': '原因不能超过 500 个字', en: 'The reason may have 500 characters at most' },
  correctionGone: {
    'zh-CN': '这项更正已经处理，或不在您的权限范围内。',
    en: 'It was decided already, or is not within your permissions.',
  },
} as const satisfies Catalogue;
