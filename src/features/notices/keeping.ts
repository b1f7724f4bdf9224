/** What notices keep of people, and for how long. What was published is a public record and stays. */

import { localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Keeping } from '#platform/keeping.ts';
import {
  acknowledgementRows,
  countAcknowledgements,
  countLinks,
  countReplies,
  countWritten,
  eraseAcknowledgements,
  eraseLinks,
  eraseReplies,
  forgetAcknowledgements,
  forgetApproverReminders,
  forgetFiles,
  replyFiles,
  replyRows,
} from './queries/keeping.ts';
import { daysKept, forgetReplies } from './slips/actions/forget.ts';

const dayMs = 86_400_000;

const shortest = {
  'zh-CN': '个人信息保护法第十九条：最短必要期限',
  en: 'PIPL Art. 19: as short as the purpose allows',
};
const notice = { 'zh-CN': '通知', en: 'Notice' };
const day = { 'zh-CN': '日期', en: 'Day' };
const means = { 'zh-CN': '方式', en: 'How' };

export const keeping: Keeping = {
  rules: [
    {
      kind: 'notices.acknowledgements',
      tables: ['notice_acknowledgement', 'notice_earlier_acknowledgement'],
      what: { 'zh-CN': '谁确认了哪条通知', en: 'Who acknowledged which notice' },
      purpose: { 'zh-CN': '让未确认的家庭也能得到告知', en: 'So that families who have not seen it are told' },
      period: {
        'zh-CN': '确认期限（没有期限的，自发布之日）后一年',
        en: 'A year after the deadline, or after publication where there is none',
      },
      after: { 'zh-CN': '各班的确认人数', en: 'Figures by class' },
      source: shortest,
      forget: ({ db, clock, config }, most) =>
        forgetAcknowledgements(db, addDays(localDate(clock.now(), config.timeZone), -daysKept), most),
    },
    {
      kind: 'notices.replies',
      tables: ['notice_slip_answer', 'notice_slip_file'],
      what: { 'zh-CN': '家庭填写的回执及附件', en: 'Reply slips of families, with their files' },
      purpose: { 'zh-CN': '组织活动、征得同意', en: 'To organise what was asked about, and to have the consent' },
      period: { 'zh-CN': '回执期限后一年', en: 'A year after the deadline' },
      after: { 'zh-CN': '通知本身', en: 'The notice' },
      source: {
        'zh-CN': '个人信息保护法第十九条；期间学校须能出示谁同意了什么',
        en: 'PIPL Art. 19; until then a school may have to show who agreed to what',
      },
      forget: (services, most) =>
        forgetReplies(services, localDate(services.clock.now(), services.config.timeZone), most),
    },
    {
      kind: 'notices.links',
      tables: ['own_link'],
      what: { 'zh-CN': '发往邮箱的本人通知链接', en: 'Links to one’s own notices, sent by mail' },
      purpose: { 'zh-CN': '不设账号也能查看自己的通知', en: 'To see one’s own notices without an account' },
      period: { 'zh-CN': '一小时', en: 'An hour' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: shortest,
      by: { 'zh-CN': '使用时或到期后清除', en: 'Gone when used, or within the hour after' },
      mayBeHeld: false,
    },
    {
      kind: 'notices.files',
      tables: ['stored_file'],
      what: { 'zh-CN': '已上传但不再附于任何通知的文件', en: 'Uploaded files that no notice bears any more' },
      purpose: { 'zh-CN': '撰写通知', en: 'Writing notices' },
      period: { 'zh-CN': '上传七天后仍未使用的', en: 'Seven days after the upload, when nothing uses them' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: shortest,
      forget: ({ db, clock }, most) => forgetFiles(db, new Date(clock.now().getTime() - 7 * dayMs), most),
    },
    {
      kind: 'notices.approver_reminders',
      tables: ['approver_reminder'],
      what: { 'zh-CN': '某日提醒过哪位审核人', en: 'That an approver was reminded on a day' },
      purpose: { 'zh-CN': '每人每天最多提醒一次', en: 'At most one such mail a day to one person' },
      period: { 'zh-CN': '30 天', en: '30 days' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: shortest,
      forget: ({ db, clock, config }, most) =>
        forgetApproverReminders(db, addDays(localDate(clock.now(), config.timeZone), -30), most),
    },
    {
      kind: 'notices.notices',
      tables: [
        'notice',
        'notice_event',
        'notice_number',
        'notice_reminder',
        'notice_reminder_plan',
        'notice_approval_step',
        'approval_rule',
        'notice_template',
        'notice_series',
      ],
      what: {
        'zh-CN': '通知及其历史：谁起草、审核、发布（工作人员）',
        en: 'Notices and their history: who wrote, reviewed and published them (staff)',
      },
      purpose: {
        'zh-CN': '公文可查：何时由谁发布了什么',
        en: 'Official record: what was published when, and by whose word',
      },
      period: { 'zh-CN': '长期', en: 'For good' },
      after: {
        'zh-CN': '工作人员账号清除后仅有编号',
        en: 'A number once the account of the member of staff is erased',
      },
      source: { 'zh-CN': '档案法；政府信息公开条例', en: 'Archives Law; Regulations on Open Government Information' },
      by: { 'zh-CN': '不删除：公开记录', en: 'Not deleted: a public record' },
    },
  ],
  aboutNobody: {
    notice_acknowledgement_count: 'Figures.',
    notice_acknowledgement_delta: 'Figures on their way into the above.',
    notice_attachment: 'Files of notices.',
    notice_audience: 'Organisations and roles, never persons.',
    notice_document: 'PDF and DOCX of what was published.',
    notice_recording: 'Notices read out by the office, as published as their texts: no field says whose voice it is.',
    notice_number_void: 'Document numbers that nothing bears, with the reason.',
    number_code: 'Codes of offices for document numbers.',
    notice_rule: 'What the public register of rules says of a notice.',
    notice_rule_link: 'Which rule replaces, amends or repeals which.',
    notice_slip: 'Questions.',
    slip_figure: 'How often each answer was given to a slip of a large notice, as counted within the last hours.',
    notice_template_text: 'Texts of templates.',
    notice_text: 'Texts of notices. Names written into them can’t be found by machine.',
    notice_version: 'What a notice said before it was corrected.',
    notice_version_rule: 'What the register said before a correction.',
    notice_version_text: 'What a notice said before it was corrected.',
  },
  parts: [
    {
      tables: ['notice_acknowledgement', 'notice_earlier_acknowledgement'],
      name: 'acknowledgements',
      what: { 'zh-CN': '确认过的通知', en: 'Notices acknowledged' },
      columns: {
        notice,
        number: { 'zh-CN': '文号', en: 'Number' },
        version: { 'zh-CN': '版本', en: 'Version' },
        means,
        day,
      },
      read: acknowledgementRows,
    },
    {
      tables: ['notice_slip_answer', 'notice_slip_file'],
      name: 'replies',
      what: { 'zh-CN': '填写的回执', en: 'Reply slips' },
      columns: {
        notice,
        day,
        means,
        answers: { 'zh-CN': '回答', en: 'Answers' },
        files: { 'zh-CN': '附件', en: 'Files' },
      },
      read: replyRows,
      files: replyFiles,
    },
  ],
  notCopied: {
    notice_series: 'Acts of office, by the number of the account.',
    notice_template: 'Acts of office, by the number of the account.',
    approval_rule: 'Acts of office, by the number of the account.',
    approver_reminder: 'That one was reminded on a day, for thirty days.',
    notice_approval_step: 'Acts of office, by the number of the account.',
    notice_reminder_plan: 'The number of the account that planned a reminder.',
    notice: 'Numbers of the accounts that wrote, reviewed and published: acts of office, public by the issuing office.',
    notice_event: 'Acts of office on a notice, by the number of the account.',
    notice_number: 'The number of the account that gave a document number.',
    notice_reminder: 'The number of the account that sent a reminder.',
    own_link: 'A secret that lives for an hour.',
  },
  erasures: [
    {
      kind: 'acknowledgements',
      what: { 'zh-CN': '确认记录（各班人数不变）', en: 'Acknowledgements (the figures of the classes stay)' },
      count: countAcknowledgements,
      erase: eraseAcknowledgements,
    },
    {
      kind: 'replies',
      what: { 'zh-CN': '回执及附件（合计相应减少）', en: 'Reply slips and their files (totals go down by them)' },
      count: countReplies,
      erase: eraseReplies,
    },
    {
      kind: 'links',
      what: { 'zh-CN': '本人通知链接', en: 'Links to one’s own notices' },
      count: countLinks,
      erase: eraseLinks,
    },
  ],
  notErased: {
    notice_series: 'Acts of office; the number of an account.',
    notice_template: 'Acts of office; the number of an account.',
    approval_rule: 'Acts of office; the number of an account.',
    approver_reminder: 'Gone within thirty days.',
    notice_approval_step: 'Acts of office; the number of an account.',
    notice_reminder_plan: 'Acts of office; the number of an account.',
    notice: 'Acts of office; the number of an account.',
    notice_event: 'Acts of office; the number of an account.',
    notice_number: 'Acts of office; the number of an account.',
    notice_reminder: 'Acts of office; the number of an account.',
  },
  kept: [
    {
      what: { 'zh-CN': '由本人起草或审核的通知', en: 'Notices that the person wrote or reviewed' },
      why: {
        'zh-CN': '公文长期保存（档案法），仅有账号编号',
        en: 'Official records are kept for good (Archives Law), with the number of the account only',
      },
      count: countWritten,
    },
  ],
};
