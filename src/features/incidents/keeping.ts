/** What incidents keep, and for how long. */
import type { Keeping } from '#platform/keeping.ts';
import { countCalendars, eraseCalendars, forgetShifts, shiftRows } from './duty/queries/keeping.ts';
import { forgetEvidence } from './evidence/queries.ts';
import { forgetIncidents, forgetWarnings } from './queries/keeping.ts';
import { countToldOf, eraseTold } from './queries/told.ts';
import { textsKeptDays } from './questions/model/question.ts';
import { forgetTexts } from './questions/queries/questions.ts';
import { countRollAnswers, eraseRollAnswers, rollAnswerRows } from './roll/queries/keeping.ts';

const yearMs = 365 * 24 * 3_600_000;
const keptYears = 10;
const warningYears = 3;
const dutyYears = 3;
const evidenceYears = 2;

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
      kind: 'incidents.told',
      tables: ['phone_told'],
      what: {
        'zh-CN': '预警没有送达、已由学校电话告知的家长',
        en: 'Guardians whom a warning did not reach and who were told by phone',
      },
      purpose: { 'zh-CN': '避免重复打电话，不漏一家', en: 'So that nobody is left out or phoned twice' },
      period: {
        'zh-CN': '预警更新、解除或失效时立即删除，最长 72 小时',
        en: 'Until the warning is followed by another, taken back or runs out: 72 hours at most',
      },
      after: { 'zh-CN': '电话告知的总数', en: 'How many were told by phone' },
      source: { 'zh-CN': '个人信息保护法第十九条：最短必要期限', en: 'PIPL Art. 19: as short as the purpose allows' },
      by: { 'zh-CN': '随电话名单删除', en: 'Goes with the list of whom to phone' },
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
      kind: 'incidents.evidence',
      tables: ['incident_evidence_box', 'incident_evidence'],
      what: {
        'zh-CN': '网络安全事件的证据材料（系统数据，提交人编号）',
        en: 'Evidence of attacks on own systems (data of systems, number of who added it)',
      },
      purpose: { 'zh-CN': '查明原因，配合依法调查', en: 'To find the cause; for an inquiry by law' },
      period: { 'zh-CN': '响应结束后两年', en: 'Two years after the incident was closed' },
      after: { 'zh-CN': '事件日志中的文件名和 SHA-256', en: 'Name and SHA-256 in the log of the incident' },
      source: {
        'zh-CN': '网络安全法：网络日志留存不少于六个月',
        en: 'Cybersecurity Law: logs for at least six months',
      },
      forget: ({ db, clock }, most) =>
        forgetEvidence(db, new Date(clock.now().getTime() - evidenceYears * yearMs), most),
    },
    {
      kind: 'incidents.duty',
      tables: ['duty_shift', 'duty_handover', 'duty_swap'],
      what: {
        'zh-CN': '值班班次、交班记录、换班（人员编号）',
        en: 'Shifts, what was handed over, swaps (numbers of accounts)',
      },
      purpose: { 'zh-CN': '轮流排班；说明当时谁在值班', en: 'To take turns; to know who was on duty' },
      period: { 'zh-CN': '班次结束后三年', en: 'Three years after the shift' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '突发事件应对法（2024年）第九十二条', en: 'Emergency Response Law (2024), Art. 92' },
      forget: ({ db, clock }, most) => forgetShifts(db, new Date(clock.now().getTime() - dutyYears * yearMs), most),
    },
    {
      kind: 'incidents.rosters',
      tables: ['duty_roster', 'duty_member', 'duty_calendar'],
      what: {
        'zh-CN': '值班表、轮班人员、日历地址（仅校验值）',
        en: 'Rosters, who takes turns, addresses of calendars (hashes only)',
      },
      purpose: { 'zh-CN': '安排值班', en: 'To arrange duties' },
      period: {
        'zh-CN': '值班表使用期间；日历地址至停用',
        en: 'While the roster is in use; addresses until they are ended',
      },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '个人信息保护法第十九条：最短必要期限',
        en: 'PIPL Art. 19: as short as the purpose allows',
      },
      by: { 'zh-CN': '随更改轮班人员、停用地址结束', en: 'Ends when the members are changed or the address is ended' },
      mayBeHeld: false,
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
      tables: ['warning_feed', 'warning_rule', 'warning_certificate'],
      what: {
        'zh-CN': '预警来源、固定证书和自动公告规则（设置人、确认人编号）',
        en: 'Feeds of warnings, pinned certificates, rules of automatic notices (numbers of who wrote and confirmed them)',
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
    status_writer: 'Which host writes which folder of the public page, and until when.',
  },
  parts: [
    {
      tables: ['roll_call_answer'],
      name: 'roll_calls',
      what: { 'zh-CN': '正在进行的报平安中的回答', en: 'The answer in a roll call that is open' },
      columns: { answer: { 'zh-CN': '回答', en: 'Answer' } },
      read: rollAnswerRows,
    },
    {
      tables: ['duty_shift'],
      name: 'duties',
      what: { 'zh-CN': '值班班次', en: 'Shifts on duty' },
      columns: {
        roster: { 'zh-CN': '值班表', en: 'Roster' },
        starts: { 'zh-CN': '开始', en: 'From' },
        ends: { 'zh-CN': '结束', en: 'Until' },
        as: { 'zh-CN': '值班或备勤', en: 'On duty or stand-in' },
      },
      read: shiftRows,
    },
  ],
  notCopied: {
    duty_calendar: 'Secrets: hashes that nobody can read.',
    duty_member: 'Who takes turns; the shifts are in the copy.',
    duty_handover: acts,
    duty_roster: acts,
    duty_swap: 'Who asked whom to take a shift: also the colleague’s; the shifts are in the copy.',
    incident: acts,
    incident_alert: acts,
    incident_alert_send: acts,
    incident_answer: acts,
    incident_area: acts,
    incident_entry: acts,
    incident_evidence: acts,
    incident_lesson: acts,
    incident_plan_version: acts,
    incident_task: acts,
    incident_update: acts,
    warning: acts,
    warning_certificate: acts,
    warning_feed: acts,
    warning_notice: acts,
    warning_rule: acts,
    roll_call: acts,
    roll_call_caller: 'Who phones, for 72 hours at most, by the number of the account.',
    phone_told: 'That one was phoned, until the warning ends: days at most.',
  },
  erasures: [
    {
      kind: 'told_by_phone',
      what: { 'zh-CN': '电话告知的登记', en: 'Marks of having been told by phone' },
      count: countToldOf,
      erase: eraseTold,
    },
    {
      kind: 'roll_answers',
      what: { 'zh-CN': '正在进行的报平安中的回答', en: 'Answers in roll calls that are open' },
      count: countRollAnswers,
      erase: eraseRollAnswers,
    },
    {
      kind: 'duty_calendar',
      what: {
        'zh-CN': '值班日历的地址、轮班名单中的位置',
        en: 'The address of the calendar of duties, the place in rosters',
      },
      count: countCalendars,
      erase: eraseCalendars,
    },
  ],
  notErased: {
    duty_handover: acts,
    duty_roster: acts,
    duty_shift: 'Who was on duty, by the number of the account.',
    duty_swap: 'By the number of the account.',
    incident: acts,
    incident_alert: acts,
    incident_alert_send: acts,
    incident_answer: acts,
    incident_area: acts,
    incident_entry: acts,
    incident_evidence: acts,
    incident_lesson: acts,
    incident_plan_version: acts,
    incident_task: acts,
    incident_update: acts,
    warning: acts,
    warning_certificate: acts,
    warning_feed: acts,
    warning_notice: acts,
    warning_rule: acts,
    roll_call: acts,
    roll_call_caller: 'Who phones, for 72 hours at most, by the number of the account.',
  },
  kept: [],
};
