/** Words of corrections and of the versions that they leave behind. */
import type { Catalogue } from '#platform/i18n.ts';

export const correctingWords = {
  state_applied: { 'zh-CN': '已更正', en: 'Taken over' },
  correct: { 'zh-CN': '更正', en: 'Correct it' },
  correctTitle: { 'zh-CN': '更正已发布的通知', en: 'Correct a published notice' },
  correctText: {
    'zh-CN':
      '更正由一位同事起草、另一位审核，发布后公开页面显示新的一版和更正说明。原来的版本保留，任何人都能查看和对照。',
    en: 'One person writes the correction and a second reviews it. The public page then shows the new version and why; the old one stays readable for comparison.',
  },
  startCorrection: { 'zh-CN': '起草更正', en: 'Write a correction' },
  goOnCorrection: { 'zh-CN': '更正正在起草或审核', en: 'A correction is being written or reviewed' },
  openCorrection: { 'zh-CN': '打开更正稿', en: 'Open the correction' },
  correctionOf: { 'zh-CN': '更正', en: 'Correction' },
  correctionOfThis: { 'zh-CN': '这是对一份已发布通知的更正稿。', en: 'This is the correction of a published notice.' },
  originalNotice: { 'zh-CN': '查看原通知', en: 'See the notice' },
  stepCorrection: { 'zh-CN': '更正说明和告知', en: 'Reason, and who is told' },
  correctionReason: { 'zh-CN': '更正说明', en: 'What was wrong' },
  correctionReasonHint: {
    'zh-CN': '写明哪里有误、现在改成什么。所有人都能看到。',
    en: 'Say what was wrong and what holds now. Everybody can read it.',
  },
  toldLegend: { 'zh-CN': '另发消息告知更正', en: 'Who gets a message about the correction' },
  told_everybody: { 'zh-CN': '发送范围内的所有人', en: 'Everybody in the audience' },
  told_acknowledged: { 'zh-CN': '只告知已经确认过的人', en: 'Only those who have acknowledged' },
  told_nobody: { 'zh-CN': '不另发消息', en: 'Nobody' },
  toldNobodyHint: {
    'zh-CN': '页面上仍显示更正说明；尚未发出的消息会改发更正后的内容。',
    en: 'The page still says so, and messages still queued carry the corrected text.',
  },
  renews: { 'zh-CN': '请所有人重新确认', en: 'Ask everybody to acknowledge again' },
  renewsHint: {
    'zh-CN': '已有的确认作为对原版本的确认保留，不再计入本版。',
    en: 'What was acknowledged stays recorded for the old version and no longer counts.',
  },
  correctionPublishText: {
    'zh-CN': '发布后新版本立即生效。另发的消息在 60 秒后开始发送，其间可以停止。',
    en: 'The new version holds at once. The message about it leaves after 60 seconds and can be stopped until then.',
  },
  publishCorrection: { 'zh-CN': '发布更正', en: 'Publish the correction' },
  correctionGoing: {
    'zh-CN': '告知更正的消息将在一分钟内发出，现在还可以停止。',
    en: 'The message about the correction leaves within a minute and can still be stopped.',
  },
  stopCorrection: { 'zh-CN': '停止这条消息', en: 'Stop the message' },
  correctedOn: { 'zh-CN': '{day}更正，现为第{version}版', en: 'Corrected on {day}: this is version {version}' },
  whatChanged: { 'zh-CN': '查看更正了什么', en: 'See what was changed' },
  previousVersion: { 'zh-CN': '查看上一版', en: 'See the version before' },
  correctedMark: { 'zh-CN': '已更正', en: 'Corrected' },
  correctedFeedNote: { 'zh-CN': '已更正：{reason}', en: 'Corrected: {reason}' },
  versionN: { 'zh-CN': '第{n}版', en: 'Version {n}' },
  oldVersion: { 'zh-CN': '这是旧的第{n}版，已不再有效', en: 'This is version {n}, which no longer holds' },
  oldVersionText: {
    'zh-CN': '这一版自{from}起有效，{until}由第{next}版取代。',
    en: 'It held from {from} and was replaced by version {next} on {until}.',
  },
  toNewest: { 'zh-CN': '查看现行版本', en: 'See the version in force' },
  changesTitle: { 'zh-CN': '第{n}版更正了什么', en: 'What version {n} changed' },
  differenceTitle: { 'zh-CN': '与现行版本对照', en: 'Compared with the version in force' },
  changesLegend: {
    'zh-CN': '删去的文字加删除线，增加的文字加下划线。',
    en: 'Removed words are struck through, added ones underlined.',
  },
  added: { 'zh-CN': '增加', en: 'added' },
  removed: { 'zh-CN': '删去', en: 'removed' },
  bodyUnchanged: { 'zh-CN': '正文没有改动。', en: 'The text was not changed.' },
  filesAdded: { 'zh-CN': '新增附件', en: 'Files added' },
  filesRemoved: { 'zh-CN': '移除附件', en: 'Files removed' },
  deadlineChanged: { 'zh-CN': '截止日期由{before}改为{after}。', en: 'The deadline moved from {before} to {after}.' },
  nothingDiffers: { 'zh-CN': '与现行版本没有差别。', en: 'It does not differ from the version in force.' },
  allVersions: { 'zh-CN': '全部版本', en: 'All versions' },
  currentVersion: { 'zh-CN': '现行版本', en: 'In force' },
  acknowledgedVersion: {
    'zh-CN': '您确认的是第{version}版，此后通知已更正。',
    en: 'You acknowledged version {version}; the notice was corrected since.',
  },
  acknowledgeAgain: {
    'zh-CN': '您已于{day}确认第{version}版。通知已更正，请重新确认。',
    en: 'You acknowledged version {version} on {day}. It was corrected: please acknowledge again.',
  },
  event_correction_started: { 'zh-CN': '起草更正', en: 'A correction was started' },
  event_corrected: { 'zh-CN': '更正', en: 'Corrected' },
  event_applied: { 'zh-CN': '更正发布', en: 'The correction was published' },
  event_correction_stopped: { 'zh-CN': '停止告知更正的消息', en: 'The message about the correction was stopped' },
  fixedInCorrection: {
    'zh-CN': '更正不能改变发布单位、类别、公开范围、发送范围和对收件人的要求。',
    en: 'A correction cannot change office, kind, audience or what is asked. Withdraw the notice instead.',
  },
  correctionReasonMissing: { 'zh-CN': '请写更正说明。', en: 'Say what was wrong.' },
  nothingCorrected: {
    'zh-CN': '更正稿与现行版本没有差别，请先修改。',
    en: 'The correction does not differ from the version in force: change it first.',
  },
  renewalTellsNobody: {
    'zh-CN': '要求重新确认时，必须发消息告知。',
    en: 'Whoever is asked to acknowledge again must be told.',
  },
  toldMissing: { 'zh-CN': '请选择告知谁。', en: 'Choose who is told.' },
  correctionNotLater: {
    'zh-CN': '更正不能定时，请选择现在发布。',
    en: 'A correction cannot be scheduled: publish it now.',
  },
  correctedGone: {
    'zh-CN': '原通知已不在发布状态，不能再更正。',
    en: 'The notice is no longer published and cannot be corrected.',
  },
} as const satisfies Catalogue;
