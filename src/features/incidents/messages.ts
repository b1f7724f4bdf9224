/** Words of incidents in both languages. */
import { defineWords } from '#platform/i18n.ts';
import { alertMessages } from './messages/alerts.ts';
import { deskMessages } from './messages/desk.ts';
import { dutyMessages } from './messages/duty.ts';
import { evidenceMessages } from './messages/evidence.ts';
import { feedMessages } from './messages/feeds.ts';
import { placeMessages } from './messages/place.ts';
import { planMessages } from './messages/plans.ts';
import { reviewMessages } from './messages/review.ts';
import { sendMessages } from './messages/sends.ts';
import { signatureMessages } from './messages/signatures.ts';
import { statusMessages } from './messages/status.ts';
import { questionMessages } from './questions/messages.ts';
import { rollMessages } from './roll/messages.ts';

export const words = defineWords({
  title: { 'zh-CN': '突发事件', en: 'Emergencies' },
  breadcrumbs: { 'zh-CN': '当前位置', en: 'You are here' },
  errorSummary: { 'zh-CN': '请更正以下内容', en: 'There is a problem' },
  kind_flood: { 'zh-CN': '暴雨洪水', en: 'Flood' },
  kind_landslide: { 'zh-CN': '山洪地质灾害', en: 'Landslide' },
  kind_earthquake: { 'zh-CN': '地震', en: 'Earthquake' },
  kind_storm: { 'zh-CN': '大风冰雪', en: 'Storm, snow and ice' },
  kind_fire: { 'zh-CN': '火灾', en: 'Fire' },
  kind_epidemic: { 'zh-CN': '传染病', en: 'Infectious disease' },
  kind_food: { 'zh-CN': '食品安全', en: 'Food safety' },
  kind_utilities: { 'zh-CN': '停水停电停气', en: 'Water, power, gas' },
  kind_building: { 'zh-CN': '校舍险情', en: 'Danger from a building' },
  kind_transport: { 'zh-CN': '校车和交通', en: 'School buses and roads' },
  kind_attack: { 'zh-CN': '暴力袭击', en: 'Violent attack' },
  kind_missing: { 'zh-CN': '学生走失', en: 'Missing child' },
  kind_cyber: { 'zh-CN': '网络安全事件', en: 'Cyber incident' },
  kind_network: { 'zh-CN': '网络中断', en: 'Network outage' },

  kindMissing: { 'zh-CN': '请选择发生了什么', en: 'Choose what has happened' },
  levelMissing: { 'zh-CN': '请选择级别', en: 'Choose the level' },
  modeMissing: { 'zh-CN': '请选择真实事件还是演练', en: 'Choose whether it is real or an exercise' },
  whereMissing: { 'zh-CN': '请选择影响范围', en: 'Choose where' },
  whereOne: { 'zh-CN': '影响几所学校的事件由教育局启动', en: 'What touches several schools is declared by the bureau' },
  placeLong: { 'zh-CN': '地点太长', en: 'The place is too long' },
  levelOfDistrict: {
    'zh-CN': '按预案，{level} 级由教育局启动：请先启动较低级别，并电话报告教育局值班室',
    en: 'By the plan level {level} is declared by the bureau: declare a lighter one now and phone the bureau',
  },
  levelSame: { 'zh-CN': '已经是这一级', en: 'It is that level already' },
  incidentGone: { 'zh-CN': '事件不存在或不在您的职责范围内', en: 'There is no such incident within your reach' },
  incidentOver: { 'zh-CN': '事件已经结束', en: 'The incident is over' },
  incidentMoved: {
    'zh-CN': '其间有人更新了此事件，请核对最新情况后再提交',
    en: 'Somebody has changed the incident meanwhile: look at it and send again',
  },
  taskGone: { 'zh-CN': '任务不存在或不在您的职责范围内', en: 'There is no such task within your reach' },
  taskMoved: { 'zh-CN': '任务状态已被他人改变', en: 'Somebody else has moved the task' },
  taskMissing: { 'zh-CN': '请写明任务内容', en: 'Say what is to be done' },
  dropReason: { 'zh-CN': '请说明为什么不适用', en: 'Say why it is dropped' },
  minutesMissing: { 'zh-CN': '请填写时限（分钟）', en: 'Give the time in minutes' },
  entryMissing: { 'zh-CN': '请写明内容', en: 'Write something' },
  entryLong: { 'zh-CN': '内容太长', en: 'That is too long' },
  textLong: { 'zh-CN': '文字太长', en: 'The text is too long' },
  textGap: {
    'zh-CN': '还有未填写的内容（冒号后或空格处）：请补充，或删去这一行',
    en: 'Something is not filled in (after a colon, or a blank): fill it in, or take the line out',
  },
  headlineMissing: { 'zh-CN': '请填写标题', en: 'Give a headline' },
  nextMissing: { 'zh-CN': '请选择下次更新时间', en: 'Choose when the next update comes' },
  nextPast: { 'zh-CN': '下次更新时间已过', en: 'That time is past' },
  endMissing: { 'zh-CN': '请选择怎样结束', en: 'Choose how it ends' },
  reasonMissing: { 'zh-CN': '请填写理由', en: 'Give the reason' },
  ...alertMessages,
  ...deskMessages,
  ...dutyMessages,
  ...evidenceMessages,
  ...feedMessages,
  ...placeMessages,
  ...planMessages,
  ...reviewMessages,
  ...sendMessages,
  ...signatureMessages,
  ...questionMessages,
  ...rollMessages,
  ...statusMessages,
});
export type Words = ReturnType<typeof words>;
