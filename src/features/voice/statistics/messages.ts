/** Words of the figures, spread into those of the voice. */
import type { Catalogue } from '#platform/i18n.ts';

export const statisticsMessages = {
  figuresTitle: { 'zh-CN': '诉求办理统计', en: 'How cases were handled: figures' },
  figuresLead: {
    'zh-CN':
      '每季度公布一次，学生不满 {pupils} 人的小规模学校每年公布一次。公布后不再改动，任何人（包括本单位内部）看到的都是同一份数字。',
    en: 'Released each quarter, and once a year for schools with fewer than {pupils} pupils. What is released does not change, and is the same for everybody, inside the offices too.',
  },
  figuresNone: { 'zh-CN': '还没有公布统计', en: 'No figures have been released yet' },
  figuresNoneText: {
    'zh-CN': '每季度的数字在下一季度结束后公布。',
    en: 'The figures of a quarter are released when the quarter after it is over.',
  },
  figuresLink: { 'zh-CN': '诉求办理统计', en: 'Figures' },
  figuresOther: { 'zh-CN': '各期统计', en: 'All releases' },
  periodQuarter: { 'zh-CN': '{year}年第{quarter}季度', en: 'Quarter {quarter} of {year}' },
  periodYear: { 'zh-CN': '{year}年（小规模学校）', en: '{year}, small schools' },
  figuresPeriod: {
    'zh-CN': '{from}至{until}收到的诉求，截至{asOf}的办理情况',
    en: 'Cases received from {from} to {until}, as they stood on {asOf}',
  },
  figuresFew: {
    'zh-CN': '本期收到的诉求少于 5 件，为保护提出人，不再公布其他数字。',
    en: 'Fewer than 5 cases were received. To protect whoever wrote, nothing more is said.',
  },
  figuresWithheld: {
    'zh-CN': '“–”表示不公布：少于 5 件的数字不公布，能推算出它的其他数字也不公布。0 照常公布。',
    en: '“–”: not told. Numbers below 5 are not told, nor are those from which they could be worked out. None is told as 0.',
  },
  figuresTogether: { 'zh-CN': '其他合计', en: 'Others together' },
  figuresTogetherOf: { 'zh-CN': '“其他合计”包括：{names}', en: '“Others together” are: {names}' },
  figuresComma: { 'zh-CN': '、', en: ', ' },
  figuresCategories: { 'zh-CN': '按类别', en: 'By category' },
  figuresOffices: { 'zh-CN': '按办理单位', en: 'By office' },
  figuresTableNone: {
    'zh-CN': '数量太少，不分列公布。',
    en: 'There are too few to tell them apart.',
  },
  figuresName: { 'zh-CN': '名称', en: 'Name' },
  column_received: { 'zh-CN': '收到', en: 'Received' },
  column_inTime: { 'zh-CN': '按期答复', en: 'Answered in time' },
  column_late: { 'zh-CN': '超期答复', en: 'Answered late' },
  column_ended: { 'zh-CN': '以其他方式办结', en: 'Ended otherwise' },
  column_open: { 'zh-CN': '尚未答复', en: 'Not answered' },
  column_lateOrOpen: { 'zh-CN': '超期或尚未答复', en: 'Late or not answered' },
  column_rest: { 'zh-CN': '其他情况', en: 'All else' },
  column_medianDays: { 'zh-CN': '答复天数（中位数）', en: 'Days to the answer (median)' },
  figuresAnswered: { 'zh-CN': '已答复', en: 'Answered' },
  figuresEnded: { 'zh-CN': '其中', en: 'Of these' },
  figuresReasons: { 'zh-CN': '理由', en: 'Why' },
  figuresReason: { 'zh-CN': '{end}：{reason}，{n} 件', en: '{end}: {reason}, {n}' },
  figuresSatisfied: { 'zh-CN': '提出人的意见', en: 'What the persons said' },
  figuresSettled: {
    'zh-CN': '表示已解决 {yes} 件，没有解决 {no} 件，未表示 {unsaid} 件',
    en: 'settled {yes}, not settled {no}, said nothing {unsaid}',
  },
  figuresRating: { 'zh-CN': '{n} 人评分，平均 {mean} 分（满分 5 分）', en: '{n} rated it, {mean} of 5 on average' },
  figuresRedactions: { 'zh-CN': '诉求中遮盖的内容', en: 'Blacked out in texts of persons' },
  figuresThreat: { 'zh-CN': '威胁', en: 'Threats' },
  figuresPrivate: { 'zh-CN': '他人隐私', en: 'Private data' },
  figuresTake: { 'zh-CN': '打印和下载', en: 'Print and take along' },
  figuresCsv: { 'zh-CN': '下载 CSV', en: 'CSV' },
  figuresJson: { 'zh-CN': '下载 JSON', en: 'JSON' },
  dictionary: { 'zh-CN': '数据说明', en: 'Data dictionary' },
  dictionaryLead: {
    'zh-CN': 'CSV 每行一个数字；JSON 是同样的内容。空值表示不公布。',
    en: 'Each line of the CSV is one figure; the JSON says the same. Empty: not told.',
  },
  dictionaryField: { 'zh-CN': '字段', en: 'Field' },
  dictionaryMeaning: { 'zh-CN': '含义', en: 'Meaning' },
  field_release: {
    'zh-CN': '期次：2026-Q1 为季度，2026 为小规模学校的年度',
    en: 'The release: 2026-Q1 a quarter, 2026 the year of small schools',
  },
  field_from: { 'zh-CN': '统计期第一天', en: 'First day of the period' },
  field_until: { 'zh-CN': '统计期最后一天', en: 'Last day of the period' },
  field_asOf: { 'zh-CN': '办理情况截至日', en: 'The day on which the cases stood so' },
  field_part: {
    'zh-CN':
      '部分：total 总数、category 类别、office 办理单位、ended 办结方式、reason 理由、settled 是否解决、rating 评分、redaction 遮盖',
    en: 'Part: total, category, office, ended (how), reason (why), settled (what persons said), rating, redaction',
  },
  field_key: {
    'zh-CN': '类别代码、单位编号或细目；others 为合计',
    en: 'Code of the category, number of the office, or what it is; others: told together',
  },
  field_name: { 'zh-CN': '名称', en: 'Name' },
  field_measure: {
    'zh-CN':
      '指标：received 收到、inTime 按期答复、late 超期答复、ended 以其他方式办结、open 尚未答复、lateOrOpen 超期或尚未答复、rest 除按期答复外的全部、medianDays 从收到到首次答复的天数中位数、mean 平均分',
    en: 'Measure: received, inTime (first answer within the deadline), late, ended (declined, passed on, merged or withdrawn without an answer), open (no answer), lateOrOpen, rest (all but inTime), medianDays (from receipt to the first answer, calendar days), mean',
  },
  field_value: { 'zh-CN': '数值；空为不公布', en: 'The figure; empty: not told' },
} as const satisfies Catalogue;
