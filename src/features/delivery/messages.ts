/** Words of delivery in both languages. */
import { defineWords, type Language } from '#platform/i18n.ts';

export const words = defineWords({
  operations: { 'zh-CN': '运行状况', en: 'Operations' },
  reason_no_contact: { 'zh-CN': '没有可用的联系方式', en: 'No usable contact' },
  reason_no_channel: { 'zh-CN': '只留有手机号，本单位未开通短信', en: 'Only a mobile number, and text messages are not set up' },
  reason_address_invalid: { 'zh-CN': '地址格式不正确', en: 'The address is not valid' },
  reason_refused: { 'zh-CN': '被收件方服务器拒收', en: 'Refused by the recipient’s server' },
  reason_deferred: { 'zh-CN': '收件方服务器暂时不收，将自动重试', en: 'Put off by the recipient’s server; tried again' },
  reason_no_connection: { 'zh-CN': '连接不上发送服务器，将自动重试', en: 'The sending server was not reached; tried again' },
  reason_limited: { 'zh-CN': '按该邮箱服务商的限速排队', en: 'Waiting for its turn: the limit of its mail provider' },
  reason_too_many_attempts: { 'zh-CN': '多次重试仍未送达', en: 'Not accepted after many attempts' },
  reason_left_audience: { 'zh-CN': '已不在发送范围内', en: 'No longer in the audience' },
  reason_left_out: { 'zh-CN': '已回执，无需提醒', en: 'Has answered meanwhile' },
  reason_message_stopped: { 'zh-CN': '发送已停止', en: 'The message was stopped' },
  reason_link_expired: { 'zh-CN': '个人链接已过期', en: 'The personal link had expired' },
  reason_no_answer: { 'zh-CN': '短信网关未回复，是否送达不明，不再重发', en: 'No answer from the text gateway: unknown whether it arrived, not sent again' },
});

/** A stored reason in words, for the office's pages. */
export function reasonInWords(reason: string, language: Language): string {
  const key = `reason_${reason.split(':')[0]}`;
  const t = words(language);
  return key in words.catalogue ? t(key as Parameters<typeof t>[0]) : reason;
}
