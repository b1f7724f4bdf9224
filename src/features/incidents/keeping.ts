/** What incidents keep, and for how long. */
import type { Keeping } from '#platform/keeping.ts';
import { forgetIncidents, forgetWarnings } from './queries/keeping.ts';
import { textsKeptDays } from './questions/model/question.ts';
import { forgetTexts } from './questions/queries/questions.ts';
import { countRollAnswers, eraseRollAnswers, rollAnswerRows } from './roll/queries/keeping.ts';

const yearMs = 365 * 24 * 3_600_000;
const keptYears = 10;
const warningYears = 3;

const acts = 'Acts of office, by the number of the account.';

export const keeping: Keeping = {
  rules: [
    {
      kind: 'incidents.records',
      tables: [
        'incident',
        'incident_affected',
        'incident_task',
        'incident_entry',
        'incident_update',
        'incident_school',
        'incident_lesson',
        'incident_alert',
        'incident_alert_send',
      ],
      what: {
        'zh-CN': '突发事件和演练的处置记录（经办人编号）',
        en: 'Records of incidents and exercises (numbers of the accounts that acted)',
      },
      purpose: { 'zh-CN': '复盘改进、责任追溯', en: 'To learn from them, and to answer for what was done' },
      period: { 'zh-CN': '结束后十年', en: 'Ten years after they were closed' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '突发事件应对法（2024年）第九十二条',
        en: 'Emergency Response Law (2024), Art. 92',
      },
      forget: ({ db, clock }, most) => forgetIncidents(db, new Date(clock.now().getTime() - keptYears * yearMs), most),
    },
    {
      kind: 'incidents.roll_calls',
      tables: ['roll_call', 'roll_call_class'],
      what: {
        'zh-CN': '报平安的发起、关闭时间和各班总数（经办人编号）',
        en: 'Roll calls: when they were opened and closed, totals by class (numbers of the accounts that acted)',
      },
      purpose: { 'zh-CN': '公开次数、复盘改进', en: 'To show how often it is done, and to learn' },
      period: { 'zh-CN': '随事件记录，结束后十年', en: 'As the records of the incident: ten years' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '突发事件应对法（2024年）第九十二条', en: 'Emergency Response Law (2024), Art. 92' },
      by: { 'zh-CN': '随事件记录删除', en: 'Goes with the incident' },
    },
    {
      kind: 'incidents.roll_answers',
      tables: ['roll_call_answer', 'roll_call_caller'],
      what: {
        'zh-CN': '每名学生的最新回答、求助说明、被指定打电话的人员',
        en: 'The latest answer for each pupil, texts of those in need, who was named to phone',
      },
      purpose: { 'zh-CN': '核实学生是否平安并提供帮助', en: 'To know that each child is safe, and to help' },
      period: {
        'zh-CN': '报平安关闭时立即删除，最长 72 小时',
        en: 'Until the roll call is closed, 72 hours at most',
      },
      after: { 'zh-CN': '各班总数', en: 'Totals by class' },
      source: { 'zh-CN': '个人信息保护法第十九条：最短必要期限', en: 'PIPL Art. 19: as short as the purpose allows' },
      by: { 'zh-CN': '关闭报平安时删除', en: 'Deleted in the transaction that closes it' },
      mayBeHeld: false,
    },
    {
      kind: 'incidents.questions',
      tables: ['incident_question'],
      what: {
        'zh-CN': '事件期间的公众提问：不记名，只有日期和内容',
        en: 'Questions of the public during an incident: without name, with their day',
      },
      purpose: { 'zh-CN': '公开答复并公布数量', en: 'To answer them publicly and to show how many there were' },
      period: {
        'zh-CN': '内容：不予答复的立即删除，其余在事件结束后 30 天删除；数量：随事件记录',
        en: 'Words: at once if declined, else until 30 days after the incident; counts as the records of the incident',
      },
      after: { 'zh-CN': '数量', en: 'Counts' },
      source: { 'zh-CN': '个人信息保护法第十九条：最短必要期限', en: 'PIPL Art. 19: as short as the purpose allows' },
      forget: ({ db, clock }, most) =>
        forgetTexts(db, new Date(clock.now().getTime() - textsKeptDays * 24 * 3_600_000), most),
    },
    {
      kind: 'incidents.answers',
      tables: ['incident_matter', 'incident_answer'],
      what: {
        'zh-CN': '对公众提问的公开答复及更正（经办人编号）',
        en: 'Public answers and their corrections (number of the account that answered)',
      },
      purpose: { 'zh-CN': '公开答复，责任追溯', en: 'To answer publicly, and to answer for it' },
      period: { 'zh-CN': '随事件记录，结束后十年', en: 'As the records of the incident: ten years' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '突发事件应对法（2024年）第九十二条', en: 'Emergency Response Law (2024), Art. 92' },
      by: { 'zh-CN': '随事件记录删除', en: 'Goes with the incident' },
    },
    {
      kind: 'incidents.plans',
      tables: ['incident_plan_version', 'incident_area'],
      what: {
        'zh-CN': '应急预案各版本、地理范围（编写人编号）',
        en: 'Versions of response plans, areas of places (number of who wrote them)',
      },
      purpose: { 'zh-CN': '说明当时依据哪一版预案处置', en: 'To show by which plan one acted' },
      period: { 'zh-CN': '长期', en: 'For good' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '突发事件应对法（2024年）第二十八条', en: 'Emergency Response Law (2024), Art. 28' },
      by: { 'zh-CN': '不删除：履职记录', en: 'Not deleted: a record of office' },
    },
    {
      kind: 'incidents.warnings',
      tables: ['warning', 'warning_notice'],
      what: {
        'zh-CN': '收到的外部预警及研判结果（经办人编号）',
        en: 'Warnings of others and what was made of them (number of who decided)',
      },
      purpose: { 'zh-CN': '说明何时知悉、如何研判', en: 'To show when one knew, and what was made of it' },
      period: {
        'zh-CN': '收到后三年；据以启动响应的随事件保存',
        en: 'Three years; with its incident if one was declared',
      },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '突发事件应对法（2024年）第九十二条',
        en: 'Emergency Response Law (2024), Art. 92',
      },
      forget: ({ db, clock }, most) =>
        forgetWarnings(db, new Date(clock.now().getTime() - warningYears * yearMs), most),
    },
    {
      kind: 'incidents.feeds',
      tables: ['warning_feed', 'warning_rule'],
      what: {
        'zh-CN': '预警来源和自动公告规则（设置人、确认人编号）',
        en: 'Feeds of warnings, rules of automatic notices (numbers of who wrote and confirmed them)',
      },
      purpose: { 'zh-CN': '说明自动公告的依据', en: 'To show on what an automatic notice stood' },
      period: { 'zh-CN': '长期', en: 'For good' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '突发事件应对法（2024年）第二十八条', en: 'Emergency Response Law (2024), Art. 28' },
      by: { 'zh-CN': '不删除：履职记录', en: 'Not deleted: a record of office' },
    },
  ],
  aboutNobody: {
    warning_link: 'Which messages of a feed were read: addresses of files, about nobody.',
    status_page: 'A number that rises with each change of the public page.',
  },
  parts: [
    {
      tables: ['roll_call_answer'],
      name: 'roll_calls',
      what: { 'zh-CN': '正在进行的报平安中的回答', en: 'The answer in a roll call that is open' },
      columns: { answer: { 'zh-CN': '回答', en: 'Answer' } },
      read: rollAnswerRows,
    },
  ],
  notCopied: {
    incident: acts,
    incident_alert: acts,
    incident_alert_send: acts,
    incident_answer: acts,
    incident_area: acts,
    incident_entry: acts,
    incident_lesson: acts,
    incident_plan_version: acts,
    incident_task: acts,
    incident_update: acts,
    warning: acts,
    warning_feed: acts,
    warning_notice: acts,
    warning_rule: acts,
    roll_call: acts,
    roll_call_caller: 'Who phones, for 72 hours at most, by the number of the account.',
  },
  erasures: [
    {
      kind: 'roll_answers',
      what: { 'zh-CN': '正在进行的报平安中的回答', en: 'Answers in roll calls that are open' },
      count: countRollAnswers,
      erase: eraseRollAnswers,
    },
  ],
  notErased: {
    incident: acts,
    incident_alert: acts,
    incident_alert_send: acts,
    incident_answer: acts,
    incident_area: acts,
    incident_entry: acts,
    incident_lesson: acts,
    incident_plan_version: acts,
    incident_task: acts,
    incident_update: acts,
    warning: acts,
    warning_feed: acts,
    warning_notice: acts,
    warning_rule: acts,
    roll_call: acts,
    roll_call_caller: 'Who phones, for 72 hours at most, by the number of the account.',
  },
  kept: [],
};
