/** Words of delivery in both languages. */
import { defineWords, type Language, number } from '#platform/i18n.ts';
import { queueCounted } from './model.ts';

export const words = defineWords({
  checks: { 'zh-CN': '检查项', en: 'Checks' },
  check_ok: { 'zh-CN': '正常', en: 'Good' },
  check_warn: { 'zh-CN': '请留意', en: 'Look at it' },
  check_fail: { 'zh-CN': '须处理', en: 'Act now' },
  heldByRestore: {
    'zh-CN': '数据库刚从备份恢复，须先在“恢复后放行”页面统一放行',
    en: 'The database was restored from a backup: release it as a whole first',
  },
  reason_restored: { 'zh-CN': '从备份恢复后未再发送', en: 'Not sent after the restore of a backup' },
  operations: { 'zh-CN': '运行状况', en: 'Operations' },
  home: { 'zh-CN': '工作台', en: 'Desk' },
  breadcrumbs: { 'zh-CN': '当前位置', en: 'You are here' },
  channels: { 'zh-CN': '发送通道', en: 'Channels' },
  channel: { 'zh-CN': '通道', en: 'Channel' },
  email: { 'zh-CN': '电子邮件', en: 'Email' },
  sms: { 'zh-CN': '短信', en: 'Text messages' },
  push: { 'zh-CN': '浏览器推送', en: 'Push' },
  state: { 'zh-CN': '状态', en: 'State' },
  running: { 'zh-CN': '正常', en: 'Running' },
  paused: { 'zh-CN': '已暂停', en: 'Paused' },
  alertsGoOn: { 'zh-CN': '紧急预警照常发送', en: 'Emergency alerts go on' },
  alertsHeld: { 'zh-CN': '紧急预警也已暂停', en: 'Emergency alerts are held too' },
  holdAlerts: { 'zh-CN': '连同紧急预警一并暂停', en: 'Hold emergency alerts too' },
  holdAlertsHint: {
    'zh-CN': '平时不要勾选：发生险情时家长将收不到这个通道的预警。',
    en: 'Leave it empty as a rule: in an emergency nothing would reach families by this channel.',
  },
  troubled: { 'zh-CN': '有故障', en: 'In trouble' },
  missing: { 'zh-CN': '未配置', en: 'Not set up' },
  over: { 'zh-CN': '超过 {n}', en: 'over {n}' },
  queue: { 'zh-CN': '待发送', en: 'Waiting' },
  oldest: { 'zh-CN': '最久已等待', en: 'Oldest waits since' },
  providers: { 'zh-CN': '暂停的邮箱服务商', en: 'Mail providers that are waited for' },
  provider: { 'zh-CN': '服务商', en: 'Provider' },
  providerUntil: { 'zh-CN': '恢复尝试', en: 'Tried again' },
  providersText: {
    'zh-CN':
      '该服务商短时间内大量拒收，因此暂停一小时后重试；没有联系方式因此停用。如反复出现，请检查发信域名的 SPF、DKIM、DMARC，并联系该服务商。',
    en: 'It refused very many in a short time, so it is tried again after an hour; no contact point was turned off. If it happens again, look at SPF, DKIM and DMARC of the sending domain and ask the provider.',
  },
  lastSuccess: { 'zh-CN': '最近成功', en: 'Last success' },
  errorRate: { 'zh-CN': '24 小时故障率', en: 'Errors in 24 hours' },
  errorsOf: { 'zh-CN': '{percent}%（{errors} / {attempts}）', en: '{percent} % ({errors} of {attempts})' },
  lastError: { 'zh-CN': '最近故障', en: 'Last error' },
  actions: { 'zh-CN': '操作', en: 'Actions' },
  never: { 'zh-CN': '暂无', en: 'None yet' },
  pause: { 'zh-CN': '暂停', en: 'Pause' },
  resume: { 'zh-CN': '恢复发送', en: 'Resume' },
  quiet: {
    'zh-CN': '现在是免打扰时段，普通通知将在 {until} 后发出。',
    en: 'Quiet hours: ordinary notices leave after {until}.',
  },
  messages: { 'zh-CN': '正在发送的消息', en: 'Messages under way' },
  message: { 'zh-CN': '消息', en: 'Message' },
  office: { 'zh-CN': '发文单位', en: 'Office' },
  progress: { 'zh-CN': '已处理', en: 'Done' },
  release: { 'zh-CN': '开始时间', en: 'Released' },
  noMessages: { 'zh-CN': '没有正在发送的消息', en: 'No message is under way' },
  noMessagesText: {
    'zh-CN': '发布通知后，发送进度会显示在这里。',
    en: 'When a notice is published, its progress shows here.',
  },
  more: { 'zh-CN': '后面的消息', en: 'Further messages' },
  purpose_notice: { 'zh-CN': '通知', en: 'Notice' },
  purpose_reminder: { 'zh-CN': '提醒', en: 'Reminder' },
  purpose_correction: { 'zh-CN': '更正', en: 'Correction' },
  purpose_alert: { 'zh-CN': '紧急预警', en: 'Emergency alert' },
  purpose_roll_call: { 'zh-CN': '报平安（家长）', en: 'Roll call, families' },
  purpose_roll_call_staff: { 'zh-CN': '报平安（班主任）', en: 'Roll call, class teachers' },
  state_waiting: { 'zh-CN': '待发布', en: 'Not released yet' },
  state_expanding: { 'zh-CN': '正在展开名单', en: 'Being addressed' },
  state_sending: { 'zh-CN': '正在发送', en: 'Being sent' },
  system: { 'zh-CN': '系统', en: 'System' },
  database: { 'zh-CN': '数据库', en: 'Database' },
  databaseText: {
    'zh-CN': 'PostgreSQL {version}，占用 {size}，{connections} 个连接，自 {since} 起运行',
    en: 'PostgreSQL {version}, {size}, {connections} connections, running since {since}',
  },
  disk: { 'zh-CN': '数据盘剩余空间', en: 'Free space for data' },
  diskText: { 'zh-CN': '{free}（共 {total}）', en: '{free} of {total}' },
  diskLow: {
    'zh-CN': '磁盘空间不足，请尽快清理。写满后发送会暂停等待，已记录的内容不会丢失。',
    en: 'Little space is left: make room. When it is full, sending waits; what is recorded is not lost.',
  },
  workers: { 'zh-CN': '发送进程', en: 'Sending processes' },
  worker: { 'zh-CN': '进程', en: 'Process' },
  started: { 'zh-CN': '启动于', en: 'Started' },
  seen: { 'zh-CN': '最近报到', en: 'Last seen' },
  interruption: { 'zh-CN': '最近中断', en: 'Last interruption' },
  interruptionText: { 'zh-CN': '{from} 至 {until}：{words}', en: '{from} to {until}: {words}' },
  noWorkers: { 'zh-CN': '没有发送进程在运行', en: 'No process is sending' },
  noWorkersText: {
    'zh-CN': '请用 belfry serve 或 belfry serve --role worker 启动。',
    en: 'Start one with belfry serve or belfry serve --role worker.',
  },
  troubleTitle: { 'zh-CN': '有部件未正常运行', en: 'Something does not run' },
  pauseChannelTitle: { 'zh-CN': '暂停{channel}通道？', en: 'Pause {channel}?' },
  pauseChannelText: {
    'zh-CN':
      '暂停后，该通道不再发出普通内容，包括登录邀请；排队的内容会保留，恢复后继续发送。突发事件的紧急预警不受影响。',
    en: 'Nothing ordinary leaves by this channel any more, invitations included; what waits is kept and goes on when you resume. Emergency alerts are not held.',
  },
  resumeChannelTitle: { 'zh-CN': '恢复{channel}通道？', en: 'Resume {channel}?' },
  resumeChannelText: { 'zh-CN': '排队的 {n} 条内容将立即开始发送。', en: 'What waits ({n}) begins to leave at once.' },
  pauseMessageTitle: { 'zh-CN': '暂停发送这条消息？', en: 'Pause this message?' },
  pauseMessageText: {
    'zh-CN': '尚未发出的部分会保留，恢复后继续发送。已经发出的无法收回。',
    en: 'What has not left is kept and goes on when you resume. What has left can’t be called back.',
  },
  pauseAlertText: {
    'zh-CN': '这是突发事件的紧急预警，家长正等待消息。暂停后，尚未收到的人将收不到。',
    en: 'This is an emergency alert. Whoever has not got it yet will not get it while it is held.',
  },
  resumeMessageTitle: { 'zh-CN': '恢复发送这条消息？', en: 'Resume this message?' },
  resumeMessageText: { 'zh-CN': '尚未发出的部分将立即开始发送。', en: 'What has not left begins to leave at once.' },
  reason: { 'zh-CN': '暂停原因', en: 'Reason' },
  reasonHint: { 'zh-CN': '会显示在本页，请勿填写个人信息。', en: 'Shown on this page: no personal data.' },
  reasonMissing: { 'zh-CN': '请填写暂停原因', en: 'Write down the reason' },
  reasonLong: { 'zh-CN': '原因不超过 200 字', en: 'At most 200 characters' },
  errorTitle: { 'zh-CN': '请修改以下内容', en: 'There is a problem' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  messageMissing: { 'zh-CN': '没有这条消息', en: 'There is no such message' },
  messageEnded: { 'zh-CN': '这条消息已经结束发送', en: 'This message has ended already' },
  alreadySo: { 'zh-CN': '已经是这个状态', en: 'It is so already' },
  unsubscribeTitle: { 'zh-CN': '不再接收邮件通知', en: 'Receive no more notices by mail' },
  unsubscribeText: {
    'zh-CN': '停止后，学校和教育局的通知不再发到这个邮箱。重要通知会改由班主任用其他方式告知您。',
    en: 'Notices of the school and the bureau no longer come to this mailbox. The class teacher tells you important ones another way.',
  },
  unsubscribeButton: { 'zh-CN': '不再接收', en: 'Receive no more' },
  unsubscribedTitle: { 'zh-CN': '已停止向这个邮箱发送', en: 'This mailbox gets no more mail' },
  unsubscribedText: {
    'zh-CN': '如果想重新接收，请联系孩子的班主任。',
    en: 'If you want to receive notices again, tell your child’s class teacher.',
  },
  reason_no_contact: { 'zh-CN': '没有可用的联系方式', en: 'No usable contact' },
  reason_opted_out: { 'zh-CN': '本人不接收此类通知', en: 'Chose not to receive this kind' },
  reason_no_channel: {
    'zh-CN': '只留有手机号，本单位未开通短信',
    en: 'Only a mobile number, and text messages are not set up',
  },
  reason_address_invalid: { 'zh-CN': '地址格式不正确', en: 'The address is not valid' },
  reason_refused: { 'zh-CN': '被收件方服务器拒收', en: 'Refused by the recipient’s server' },
  reason_deferred: {
    'zh-CN': '收件方服务器暂时不收，将自动重试',
    en: 'Put off by the recipient’s server; tried again',
  },
  reason_no_connection: {
    'zh-CN': '连接不上发送服务器，将自动重试',
    en: 'The sending server was not reached; tried again',
  },
  reason_sender_refused: {
    'zh-CN': '发送服务器不接受本单位的发件地址或账号，请检查设置',
    en: 'The sending server does not accept our sender: check the settings',
  },
  reason_provider_paused: {
    'zh-CN': '该邮箱服务商短时间内大量退信，已暂停一小时，联系方式不受影响',
    en: 'Its mail provider refused very many in a short time and waits for an hour; no contact point was turned off',
  },
  reason_limited: { 'zh-CN': '按该邮箱服务商的限速排队', en: 'Waiting for its turn: the limit of its mail provider' },
  reason_push_failed: { 'zh-CN': '浏览器推送未成功，改用其他方式', en: 'Push did not work; sent in another way' },
  reason_too_many_attempts: { 'zh-CN': '多次重试仍未送达', en: 'Not accepted after many attempts' },
  reason_left_audience: { 'zh-CN': '已不在发送范围内', en: 'No longer in the audience' },
  reason_left_out: { 'zh-CN': '已回执，无需提醒', en: 'Has answered meanwhile' },
  reason_message_stopped: { 'zh-CN': '发送已停止', en: 'The message was stopped' },
  reason_alert_ended: { 'zh-CN': '预警已过有效期，未再发送', en: 'The warning had run out: not sent any more' },
  reason_alert_replaced: {
    'zh-CN': '已有更新的预警，未再发送',
    en: 'A newer warning has taken its place: not sent any more',
  },
  reason_link_expired: { 'zh-CN': '个人链接已过期', en: 'The personal link had expired' },
  reason_no_answer: {
    'zh-CN': '短信网关未回复，是否送达不明，不再重发',
    en: 'No answer from the text gateway: unknown whether it arrived, not sent again',
  },
});

/** A stored reason in words, for the office's pages. */
export function reasonInWords(reason: string, language: Language): string {
  const key = `reason_${reason.split(':')[0]}`;
  const t = words(language);
  return key in words.catalogue ? t(key as Parameters<typeof t>[0]) : reason;
}

/** How many wait in a channel, counted up to 10,000. */
export function queueInWords(n: number, language: Language): string {
  return n > queueCounted ? words(language)('over', { n: number(queueCounted, language) }) : number(n, language);
}

/** Of what was tried in the last 24 hours, the part that was not taken; a dash where nothing was tried. */
export function errorRateInWords(row: { attempts: number; errors: number }, language: Language): string {
  if (row.attempts === 0) return '–';
  const percent = number(Math.round((1000 * row.errors) / row.attempts) / 10, language);
  const [errors, attempts] = [number(row.errors, language), number(row.attempts, language)];
  return words(language)('errorsOf', { percent, errors, attempts });
}

/** A channel's last error: why, and the server's code after it. */
export function errorInWords(error: string, language: Language): string {
  const colon = error.indexOf(':');
  return colon < 0
    ? reasonInWords(error, language)
    : `${reasonInWords(error, language)} (${error.slice(colon + 1).trim()})`;
}
