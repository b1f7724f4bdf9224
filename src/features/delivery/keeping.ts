/** What delivery keeps of recipients, and for how long. */
import type { Keeping } from '#platform/keeping.ts';
import { countDigests, digestRows, eraseDigests } from './queries/digests-of-person.ts';
import { forgetDirectMail } from './queries/direct-mail.ts';
import {
  countDeliveries,
  countMails,
  deliveryRows,
  eraseDeliveries,
  eraseMails,
  forgetRows,
  mailRows,
} from './queries/keeping.ts';

const dayMs = 24 * 3_600_000;
/** Settled mail to one address (who was invited when) is kept this long for questions, then removed. */
const directMailKept = 30 * dayMs;
/** Longer than any deadline, and than the replies to slips. */
const rowsKept = 366 * dayMs;

const shortest = {
  'zh-CN': '个人信息保护法第十九条：最短必要期限',
  en: 'PIPL Art. 19: as short as the purpose allows',
};
const channel = { 'zh-CN': '渠道', en: 'Channel' };
const state = { 'zh-CN': '状态', en: 'State' };

export const keeping: Keeping = {
  rules: [
    {
      kind: 'delivery.rows',
      tables: ['delivery'],
      what: { 'zh-CN': '每条通知向每位接收人的发送记录', en: 'Which notice was sent to whom, by which channel' },
      purpose: { 'zh-CN': '确认送达，未送达的另行告知', en: 'To know who was not reached, and tell them otherwise' },
      period: { 'zh-CN': '发送结束后一年', en: 'A year after the sending ended' },
      after: { 'zh-CN': '各单位的送达数量', en: 'Figures by organisation' },
      source: shortest,
      forget: ({ db, clock }, most) => forgetRows(db, new Date(clock.now().getTime() - rowsKept), most),
    },
    {
      kind: 'delivery.mails',
      tables: ['direct_mail'],
      what: {
        'zh-CN': '发往单个地址的邮件（邀请、验证码、链接）',
        en: 'Mail to one address (invitations, codes, links)',
      },
      purpose: {
        'zh-CN': '发送并答复“没有收到”的询问',
        en: 'To send it, and to answer questions about what did not arrive',
      },
      period: {
        'zh-CN': '送出或失败后 30 天；订阅的邮件送出后立即删除',
        en: '30 days after it left or failed; of what somebody follows, at once',
      },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: shortest,
      forget: ({ db, clock }, most) => forgetDirectMail(db, new Date(clock.now().getTime() - directMailKept), most),
    },
    {
      kind: 'delivery.digests',
      tables: ['digest_choice', 'digest_hold'],
      what: {
        'zh-CN': '哪个邮箱选择了每天一封邮件，以及等待其中的通知',
        en: 'Which address chose one mail a day, and what waits for it',
      },
      purpose: { 'zh-CN': '按家庭的选择合并发送', en: 'To send as the family chose' },
      period: {
        'zh-CN': '选择：改回或联系方式删除时；等待中的通知：发出时',
        en: 'The choice until it is undone or the address goes; what waits until it is sent',
      },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: shortest,
      by: { 'zh-CN': '随选择、联系方式或发送结束', en: 'Ends with the choice, the address or the sending' },
      mayBeHeld: false,
    },
  ],
  aboutNobody: {
    channel_tally: 'How many were taken and how many not, by channel.',
    channel: 'The channels and whether they are paused.',
    delivery_count: 'Figures of messages.',
    delivery_count_delta: 'Figures on their way into the above.',
    delivery_worker: 'Processes that send.',
    message: 'What was sent to which audience; never to whom.',
    message_content: 'The text that everybody got.',
  },
  parts: [
    {
      tables: ['digest_choice'],
      name: 'daily_mail',
      what: { 'zh-CN': '选择每天一封邮件的邮箱', en: 'Addresses that get one mail a day' },
      columns: {
        address: { 'zh-CN': '邮箱', en: 'Address' },
        day: { 'zh-CN': '日期', en: 'Day' },
      },
      read: digestRows,
    },
    {
      tables: ['delivery'],
      name: 'messages',
      what: { 'zh-CN': '发给本人的通知', en: 'Messages to the person' },
      columns: {
        message: { 'zh-CN': '标题', en: 'Subject' },
        channel,
        state,
        settled: { 'zh-CN': '日期', en: 'Day' },
      },
      read: deliveryRows,
    },
    {
      tables: ['direct_mail'],
      name: 'mails',
      what: { 'zh-CN': '发往本人邮箱的邮件', en: 'Mail to the person’s address' },
      columns: {
        address: { 'zh-CN': '邮箱', en: 'Address' },
        subject: { 'zh-CN': '标题', en: 'Subject' },
        state,
        made: { 'zh-CN': '日期', en: 'Day' },
      },
      read: mailRows,
    },
  ],
  notCopied: {
    digest_hold: 'What waits some hours for the daily mail; the messages are in the copy.',
    channel: 'The number of the account that paused a channel.',
  },
  erasures: [
    {
      kind: 'digests',
      what: { 'zh-CN': '每天一封邮件的选择', en: 'The choice of one mail a day' },
      count: countDigests,
      erase: eraseDigests,
    },
    {
      kind: 'deliveries',
      what: { 'zh-CN': '发送记录中所用的联系方式', en: 'By which contact messages were sent' },
      count: countDeliveries,
      erase: eraseDeliveries,
    },
    {
      kind: 'mails',
      what: { 'zh-CN': '发往本人邮箱的邮件', en: 'Mail to the person’s address' },
      count: countMails,
      erase: eraseMails,
    },
  ],
  notErased: { channel: 'An account’s number.' },
  kept: [],
};
