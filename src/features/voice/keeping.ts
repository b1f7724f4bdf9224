/** What the voice keeps, and for how long. Of whoever wrote it knows nothing that could be looked up. */
import type { Keeping } from '#platform/keeping.ts';
import { forgetCases, forgetSealed } from './queries/keeping.ts';

const keptYears = 5;
const sealedDays = 365;

export const keeping: Keeping = {
  rules: [
    {
      kind: 'voice.cases',
      tables: [
        'voice_case',
        'voice_step',
        'voice_message',
        'voice_file',
        'voice_proposal',
        'voice_answer',
        'voice_redaction',
        'voice_memo',
        'voice_task',
        'voice_conflict',
        'voice_publication',
        'voice_open311',
      ],
      what: {
        'zh-CN': '诉求内容、附件、办理过程和答复（不含提出人的姓名、地址、设备和时刻；经办人编号）',
        en: 'What was brought, files, handling and answers (nothing of who wrote, nor from where or at what hour; numbers of the accounts that acted)',
      },
      purpose: { 'zh-CN': '办理、答复和复查复核', en: 'To handle and answer it, and to review the answer' },
      period: { 'zh-CN': '办结后五年', en: 'Five years after it was closed' },
      after: { 'zh-CN': '公布的问答和统计数', en: 'Published answers and figures' },
      source: { 'zh-CN': '个人信息保护法第十九条；信访工作条例', en: 'PIPL Art. 19; Regulations on Petition Work' },
      forget: ({ clock, db, config }, most) => forgetCases(db, clock.now(), config.timeZone, keptYears * 365, most),
    },
    {
      kind: 'voice.published',
      tables: ['voice_published', 'voice_published_version'],
      what: {
        'zh-CN': '公开的问题和答复（隐去个人信息；提出人自愿时有署名）',
        en: 'Published questions and answers (without names, but where whoever asked wants the own one printed)',
      },
      purpose: { 'zh-CN': '供公众查阅', en: 'For everybody to read' },
      period: {
        'zh-CN': '长期；提出人可随时要求撤下',
        en: 'For good; whoever asked can have it withdrawn at any time',
      },
      after: { 'zh-CN': '撤下后只留日期和理由', en: 'Of a withdrawn one the days and the reason' },
      source: {
        'zh-CN': '信访工作条例第十八条；个人信息保护法第十五条',
        en: 'Regulations on Petition Work Art. 18; PIPL Art. 15',
      },
      by: { 'zh-CN': '提出人凭查询码，或承办单位', en: 'Whoever asked with the receipt code, or the office' },
    },
    {
      kind: 'voice.accused',
      tables: ['voice_accused'],
      what: {
        'zh-CN': '被反映人的姓名、职务和本人陈述，只有该诉求的经办人能看',
        en: 'Name, position and statement of whom a case complains of, for the handlers of that case alone',
      },
      purpose: { 'zh-CN': '听取本人陈述', en: 'To hear them' },
      period: {
        'zh-CN': '查否的立即删除姓名；其余随诉求保存',
        en: 'Unfounded: the name goes at once. Else as long as the case',
      },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '个人信息保护法第四十七条；信访工作条例第三十条',
        en: 'PIPL Art. 47; Regulations on Petition Work Art. 30',
      },
      by: { 'zh-CN': '认定不属实时，或随诉求一并删除', en: 'When it was found unfounded, or with the case' },
    },
    {
      kind: 'voice.acts',
      tables: ['voice_act'],
      what: {
        'zh-CN': '工作人员的办理行为（只记日期），待转入审计日志',
        en: 'Acts of staff on cases (of a day), until they are in the audit',
      },
      purpose: { 'zh-CN': '打乱顺序后转入审计日志', en: 'To enter the audit in no order' },
      period: { 'zh-CN': '至多一天', en: 'A day at most' },
      after: { 'zh-CN': '审计日志', en: 'The audit' },
      source: { 'zh-CN': '本系统规则', en: 'Rule of this service' },
      by: { 'zh-CN': '每日任务', en: 'The daily run' },
    },
    {
      kind: 'voice.sealed',
      tables: ['voice_sealed', 'voice_relay'],
      what: {
        'zh-CN': '密封的姓名和联系方式，只有监察专员的密钥能打开；何日请求、何日转达过消息',
        en: 'Sealed names and contacts, which only the ombudsperson’s key opens; on which days word was asked for and sent',
      },
      purpose: { 'zh-CN': '由监察专员转达', en: 'So that the ombudsperson can pass word on' },
      period: { 'zh-CN': '办结后一年', en: 'A year after the case was closed' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '个人信息保护法第十九条', en: 'PIPL Art. 19' },
      forget: ({ clock, db, config }, most) => forgetSealed(db, clock.now(), config.timeZone, sealedDays, most),
    },
    {
      kind: 'voice.keys',
      tables: ['voice_key'],
      what: {
        'zh-CN': '监察专员的公钥和加密的私钥',
        en: 'Public keys of ombudspersons and their wrapped private halves',
      },
      purpose: { 'zh-CN': '打开密封的姓名', en: 'To open sealed names' },
      period: { 'zh-CN': '有密封姓名用它加密期间', en: 'As long as a sealed name needs it' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '个人信息保护法第五十一条', en: 'PIPL Art. 51' },
      by: { 'zh-CN': '最后一个密封姓名删除后', en: 'Ended keys go with the last name sealed under them' },
    },
  ],
  aboutNobody: {
    voice_clock: 'Clocks of law.',
    voice_category: 'What can be brought.',
    voice_template: 'Texts of office with places to fill in.',
    voice_release: 'Released figures; none below 5.',
    voice_day: 'Days on which the daily run told the offices.',
  },
  parts: [],
  notCopied: {
    voice_step: 'Acts of office, by the number of the account.',
    voice_message: 'Words of office, by the number of the account; those of the public have none.',
    voice_proposal: 'Words of office before a second person has looked.',
    voice_answer: 'Words of office, by the numbers of the accounts.',
    voice_conflict: 'That somebody keeps out of a case, without the reason.',
    voice_memo: 'Words of office on a matter, by the number of the account.',
    voice_task: 'Work of office, by the number of the account.',
    voice_accused:
      'Whoever asks for a copy must not learn that somebody complained (Regulations on Petition Work, Art. 30).',
    voice_act: 'Acts of office on their way into the audit.',
    voice_key: 'A key of office.',
    voice_publication: 'Words of office, by the numbers of the accounts.',
    voice_relay: 'That somebody of the office asked for word to be sent.',
    voice_open311: 'A text that is public, by the number of the account.',
  },
  erasures: [],
  notErased: {
    voice_step: 'Acts of office, by the number of the account.',
    voice_message: 'Words of office, by the number of the account.',
    voice_proposal: 'Words of office before a second person has looked.',
    voice_answer: 'Words of office, by the numbers of the accounts.',
    voice_conflict: 'That somebody keeps out of a case, without the reason.',
    voice_memo: 'Words of office on a matter, by the number of the account.',
    voice_task: 'Work of office, by the number of the account.',
    voice_accused: 'Part of a case that is being looked into; gone at once when unfounded.',
    voice_act: 'Acts of office on their way into the audit.',
    voice_relay: 'That somebody of the office asked for word to be sent; gone with the sealed name.',
    voice_open311: 'A text that is public, by the number of the account.',
    voice_key: 'A key of office: without it names that were sealed under it are lost.',
    voice_publication: 'Words of office, by the numbers of the accounts.',
  },
  kept: [],
};
