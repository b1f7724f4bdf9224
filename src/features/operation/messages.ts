/** Words of operation in both languages. */
import { defineWords } from '#platform/i18n.ts';

export const words = defineWords({
  waitingTitle: { 'zh-CN': '运行', en: 'Operation' },
  waitingFail: { 'zh-CN': '故障', en: 'Fault' },
  waitingWarn: { 'zh-CN': '请留意', en: 'Look after it' },
  operations: { 'zh-CN': '运行状况', en: 'Operations' },
  breadcrumbs: { 'zh-CN': '当前位置', en: 'You are here' },
  standing_hosts: { 'zh-CN': '服务进程', en: 'Processes' },
  hostsHere: {
    'zh-CN': '{hosts} 台主机上共 {n} 个进程正在运行',
    en: '{n, plural, one {One process runs} other {# processes run}} on {hosts, plural, one {one host} other {# hosts}}',
  },
  hostsAway: {
    'zh-CN': '主机失联：{names}。其任务和待发消息已由其他主机接手',
    en: 'Away: {names}. Others have taken over its jobs and messages',
  },
  hosts: { 'zh-CN': '主机与进程', en: 'Hosts and processes' },
  hostsLead: {
    'zh-CN': '每个进程每隔几秒报告一次。超过 {seconds} 秒没有报告的视为失联，其任务会交给其他主机；恢复后自动解除。',
    en: 'Each process reports every few seconds. One that has been silent for {seconds} seconds is away, and its jobs go to others; when it is back this ends by itself.',
  },
  host: { 'zh-CN': '主机', en: 'Host' },
  role: { 'zh-CN': '职责', en: 'Role' },
  role_all: { 'zh-CN': '网页和后台', en: 'Pages and work' },
  role_web: { 'zh-CN': '网页', en: 'Pages' },
  role_worker: { 'zh-CN': '后台', en: 'Work' },
  processNumber: { 'zh-CN': '进程号', en: 'Process' },
  lastSeen: { 'zh-CN': '最近报告', en: 'Last seen' },
  process_here: { 'zh-CN': '运行中', en: 'Here' },
  process_away: { 'zh-CN': '失联', en: 'Away' },
  forgetHost: { 'zh-CN': '不再等待', en: 'Will not come back' },
  noHosts: { 'zh-CN': '没有进程', en: 'No process' },
  noHostsText: { 'zh-CN': '还没有进程报告过。', en: 'None has reported yet.' },
  actions: { 'zh-CN': '操作', en: 'Actions' },
  backups: { 'zh-CN': '备份', en: 'Backups' },
  backupsLead: {
    'zh-CN': '每天 {at} 自动备份到 {dir}，保留最近 {daily} 天和 {weekly} 周。写完后会重新读取核对。',
    en: 'Each day at {at} into {dir}; the last {daily} days and {weekly} weeks are kept. Each is read again after writing.',
  },
  backupsOff: {
    'zh-CN': '未启用自动备份（BELFRY_BACKUP_AT=off）。请用 belfry backup 命令手动备份。',
    en: 'No backups are made by themselves (BELFRY_BACKUP_AT=off): make them with belfry backup.',
  },
  backupsDemo: {
    'zh-CN': '演示数据只在建立时备份一次，不按时备份。',
    en: 'The demonstration is backed up once, when it is made, and not by the clock.',
  },
  backupsPlain: {
    'zh-CN': '备份未加密，且不含主密钥。请把数据目录中的 master-key 文件另存他处；或用 BELFRY_BACKUP_KEY 加密。',
    en: 'They are not encrypted and do not hold the master key: keep the file master-key of the data folder elsewhere too, or encrypt with BELFRY_BACKUP_KEY.',
  },
  started: { 'zh-CN': '开始时间', en: 'Started' },
  state: { 'zh-CN': '状态', en: 'State' },
  size: { 'zh-CN': '大小', en: 'Size' },
  rows: { 'zh-CN': '记录数', en: 'Rows' },
  file: { 'zh-CN': '文件', en: 'File' },
  by: { 'zh-CN': '方式', en: 'Made by' },
  by_schedule: { 'zh-CN': '自动', en: 'schedule' },
  by_console: { 'zh-CN': '命令行', en: 'command' },
  run_running: { 'zh-CN': '进行中', en: 'Running' },
  run_good: { 'zh-CN': '完好', en: 'Proven' },
  run_unproven: { 'zh-CN': '已写入，未核对', en: 'Written, not proven' },
  run_failed: { 'zh-CN': '失败', en: 'Failed' },
  run_lost: { 'zh-CN': '中断', en: 'Cut off' },
  encrypted: { 'zh-CN': '已加密', en: 'encrypted' },
  removed: { 'zh-CN': '已按保留期删除', en: 'deleted by retention' },
  noBackups: { 'zh-CN': '还没有备份', en: 'No backup yet' },
  noBackupsText: {
    'zh-CN': '到设定的时间会自动备份，也可以现在运行 belfry backup 文件名。',
    en: 'The first one is made at the time set; or make one now with belfry backup FILE.',
  },
  earlier: { 'zh-CN': '更早的备份', en: 'Earlier backups' },

  standing_backup: { 'zh-CN': '备份', en: 'Backup' },
  backupGood: {
    'zh-CN': '上次成功：{when}，{size}',
    en: 'Last good one: {when}, {size}',
  },
  backupGoodShort: { 'zh-CN': '上次成功：{when}', en: 'Last good one: {when}' },
  backupOld: {
    'zh-CN': '上次成功是 {when}，时间过久：请查看失败原因。',
    en: 'The last good one is of {when}, which is too long ago: look why.',
  },
  backupNone: { 'zh-CN': '还没有成功的备份。', en: 'There is no good backup yet.' },
  standing_restore: { 'zh-CN': '恢复', en: 'Restore' },
  heldText: {
    'zh-CN': '已恢复 {backup} 的备份，所有发送均已暂停，须由人员核对后放行。',
    en: 'The backup of {backup} was restored: nothing is sent until a person releases it.',
  },
  standing_tombstones: { 'zh-CN': '恢复保护记录', en: 'Tombstones' },
  tombstonesLate: {
    'zh-CN': '{n} 条退订、终止等记录尚未写入数据库外的文件，自 {since} 起：请检查磁盘与权限。',
    en: '{n} opt-outs and endings are not yet in the file outside the database, since {since}: look at disk and rights.',
  },

  release: { 'zh-CN': '恢复后放行', en: 'Release after the restore' },
  releaseTitle: { 'zh-CN': '放行恢复后的数据库？', en: 'Release the restored database?' },
  backupOf: { 'zh-CN': '备份时间', en: 'Backup made' },
  restoredAt: { 'zh-CN': '恢复时间', en: 'Restored' },
  replayed: { 'zh-CN': '已重新执行', en: 'Done again' },
  replayedNothing: { 'zh-CN': '无', en: 'Nothing' },
  replayedText: {
    'zh-CN': '备份之后的退订、监护终止、停发等 {n} 项',
    en: '{n} opt-outs, ended guardianships, stops and the like since the backup',
  },
  notReplayed: {
    'zh-CN': '有 {n} 项未能重新执行：放行前请核对退订、监护关系与停发的消息。',
    en: '{n} could not be done again: check opt-outs, guardianships and stopped messages before you release.',
  },
  unreadable: {
    'zh-CN': '保护记录文件中有 {n} 行无法读取。',
    en: '{n} lines of the file of tombstones could not be read.',
  },
  signedOut: {
    'zh-CN': '所有人员须重新登录。备份之后更换的密码和验证器已恢复为旧的，请通知相关人员重设。',
    en: 'Everybody has to sign in again. Passwords and authenticators changed since the backup are the old ones again: tell those concerned.',
  },
  scheduledHeld: {
    'zh-CN': '备份时定时发布的通知不会自动发布：已退回“已审核”状态，由各单位核对后再发布。',
    en: 'Notices that were scheduled do not go out by themselves: they wait as approved until their office publishes them.',
  },
  oldQueue: { 'zh-CN': '备份时尚未发出的内容', en: 'What had not been sent when the backup was made' },
  oldQueueText: {
    'zh-CN': '这些内容在备份之后可能已经发出。',
    en: 'It may have been sent since.',
  },
  queueMessage: { 'zh-CN': '消息', en: 'Message' },
  queueOffice: { 'zh-CN': '发文单位', en: 'Office' },
  queueMade: { 'zh-CN': '创建时间', en: 'Made' },
  queueWaiting: { 'zh-CN': '待发送', en: 'Waiting' },
  purpose_notice: { 'zh-CN': '通知 {id}', en: 'Notice message {id}' },
  purpose_reminder: { 'zh-CN': '提醒 {id}', en: 'Reminder {id}' },
  purpose_other: { 'zh-CN': '消息 {id}', en: 'Message {id}' },
  directMails: { 'zh-CN': '另有 {n} 封邀请、验证码等单独邮件。', en: 'And {n} single mails (invitations, codes).' },
  emptyQueue: { 'zh-CN': '没有待发送的内容', en: 'Nothing was waiting' },
  emptyQueueText: { 'zh-CN': '放行后不会立即发出任何内容。', en: 'Nothing leaves at once when you release.' },
  old: { 'zh-CN': '如何处理这些旧内容？', en: 'What shall become of it?' },
  old_stop: { 'zh-CN': '全部停止发送', en: 'Stop all of it' },
  old_stopHint: {
    'zh-CN': '家长不会收到重复的通知。需要时可在通知页面发送提醒。',
    en: 'Nobody gets anything twice. Send a reminder from the notice where it is needed.',
  },
  old_send: { 'zh-CN': '继续发送', en: 'Send it' },
  old_sendHint: {
    'zh-CN': '已收到的家长可能会再收到一次。',
    en: 'People who have received it may receive it again.',
  },
  oldMissing: { 'zh-CN': '请选择如何处理旧内容', en: 'Choose what shall become of it' },
  confirm: { 'zh-CN': '我已核对以上内容，恢复发送', en: 'I have checked this; delivery may go on' },
  confirmMissing: { 'zh-CN': '请确认已经核对', en: 'Confirm that you have checked it' },
  releaseButton: { 'zh-CN': '放行', en: 'Release' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  errorTitle: { 'zh-CN': '请修改以下内容', en: 'There is a problem' },
  nothingHeld: { 'zh-CN': '没有需要放行的内容', en: 'Nothing is held' },
  nothingHeldText: {
    'zh-CN': '数据库没有经过恢复，或者已经放行。',
    en: 'The database was not restored, or was released already.',
  },
});

/** `12.3 MB`. */
export function bytesInWords(bytes: number): string {
  const steps = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < steps.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${step === 0 ? value : value.toFixed(1)} ${steps[step]}`;
}
