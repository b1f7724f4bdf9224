/** Words of confirming a contact point by a code. */
import type { Catalogue } from '#platform/i18n.ts';

export const codeWords = {
  codeConfirm: { 'zh-CN': '用验证码验证', en: 'Confirm by a code' },
  codeTitle: { 'zh-CN': '验证 {address}', en: 'Confirm {address}' },
  codeText: {
    'zh-CN': '系统向这个地址发送六位验证码，请本人当面或来电说出验证码。只有本人能说出，才能说明地址属于本人。',
    en: 'A code of six digits is sent to the address. The person tells you the code, in person or by phone: whoever can say it owns the address.',
  },
  codeSent_email: {
    'zh-CN': '验证码已于{when}发出，24 小时内有效。',
    en: 'A code was sent {when}. It is good for 24 hours.',
  },
  codeSent_sms: {
    'zh-CN': '验证码已于{when}发出，10 分钟内有效。',
    en: 'A code was sent {when}. It is good for ten minutes.',
  },
  codeTextBody: {
    'zh-CN': '【{site}】验证码 {code}，{minutes, number} 分钟内有效，请告诉学校工作人员。不认识这所学校的，请勿理会。',
    en: '{site}: your code is {code}, good for {minutes, number} minutes. Tell it to the school’s staff. If you do not know the school, ignore this.',
  },
  code: { 'zh-CN': '本人说出的验证码', en: 'The code that the person says' },
  codeCheck: { 'zh-CN': '验证', en: 'Confirm' },
  codeSend: { 'zh-CN': '发送验证码', en: 'Send a code' },
  codeSendAgain: { 'zh-CN': '重新发送', en: 'Send a new code' },
  codeNoGateway: {
    'zh-CN': '本单位未开通短信，不能验证手机号。',
    en: 'Text messages are not set up, so numbers can’t be confirmed.',
  },
  codeNotUsable: {
    'zh-CN': '这个地址有退信或已退订，不能发送。',
    en: 'The address bounced or was opted out of, so nothing is sent there.',
  },
  codeVerified: { 'zh-CN': '这个地址已经验证。', en: 'The address is confirmed already.' },
  codeTooSoon: { 'zh-CN': '刚刚发送过，请一分钟后再试。', en: 'A code was sent just now. Wait a minute.' },
  codeTooOften: { 'zh-CN': '今天发送次数已达上限，请明天再试。', en: 'No more codes today. Try again tomorrow.' },
  codeOver: { 'zh-CN': '验证码已失效，请重新发送。', en: 'The code is used up or too old. Send a new one.' },
  codeForm: { 'zh-CN': '请填写六位数字', en: 'Enter six digits' },
  codeWrong: { 'zh-CN': '验证码不对', en: 'This is not the code' },
  codeMailSubject: { 'zh-CN': '{site}：验证码', en: '{site}: your code' },
  codeMailText: { 'zh-CN': '您的验证码是 {code}。', en: 'Your code is {code}.' },
  codeMailWho: {
    'zh-CN': '请当面或打电话告诉学校工作人员，{hours, number} 小时内有效。',
    en: 'Tell it to the school’s staff, in person or by phone, within {hours, number} hours.',
  },
  codeMailNotYou: {
    'zh-CN': '如果您不认识这所学校，请忽略本邮件，不要把验证码告诉任何人。',
    en: 'If you do not know the school, ignore this mail and tell nobody the code.',
  },
} as const satisfies Catalogue;
