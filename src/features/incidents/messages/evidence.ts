/** Words of the evidence of attacks on the own systems. */
export const evidenceMessages = {
  evidence: { 'zh-CN': '证据材料', en: 'Evidence' },
  evidenceLead: {
    'zh-CN': '原样保存，只增不改不删。SHA-256 同时写入事件日志，下载留痕。响应结束两年后随保存期限清除。',
    en: 'Kept byte for byte: added, never changed or removed. The SHA-256 also stands in the log of the incident, and taking a file along is recorded. The files go two years after the incident was closed.',
  },
  evidenceOnly: { 'zh-CN': '只放本单位系统的数据', en: 'Only data of our own systems' },
  evidenceOnlyText: {
    'zh-CN': '例如：系统和网络日志、恶意程序样本、被篡改页面的截图、钓鱼邮件的邮件头、配置文件。',
    en: 'Such as logs of systems and networks, samples of malware, pictures of a defaced page, headers of a phishing mail, configuration.',
  },
  evidenceNever: {
    'zh-CN': '不得放入他人之间的通信内容、聊天记录、个人邮件正文、学生或家长的资料；这类内容由公安机关依法调取。',
    en: 'Never what people wrote to each other, chats, the text of personal mail, or data of pupils and families: such things are for the police to ask for by law.',
  },
  evidenceFile: { 'zh-CN': '文件', en: 'File' },
  evidenceFileHint: {
    'zh-CN': '不超过 {mb} MB。更大的镜像请离线封存，把其 SHA-256 写成文本放入。',
    en: 'At most {mb} MB. Seal a larger image offline and add its SHA-256 as a text.',
  },
  evidenceAbout: { 'zh-CN': '来自哪个系统、怎样取得', en: 'From which system, how it was taken' },
  evidenceAboutHint: {
    'zh-CN': '例如：教务服务器 /var/log/auth.log，11月20日 9:40 由信息中心导出',
    en: 'Such as: /var/log/auth.log of the timetable server, copied at 9:40 on 20 November by the IT centre',
  },
  evidenceAboutMissing: {
    'zh-CN': '请写明来自哪个系统、怎样取得',
    en: 'Say from which system it is and how it was taken',
  },
  evidenceSystems: {
    'zh-CN': '文件只含本单位系统的数据，不含他人的通信内容',
    en: 'The file holds data of our own systems only, and nobody’s messages',
  },
  evidenceSystemsMissing: { 'zh-CN': '请确认文件只含系统数据', en: 'Confirm that it holds data of systems only' },
  evidenceSize: { 'zh-CN': '大小', en: 'Size' },
  evidenceBy: { 'zh-CN': '提交', en: 'Added' },
  evidenceNone: { 'zh-CN': '还没有证据材料', en: 'No evidence yet' },
  evidenceNoneText: {
    'zh-CN': '先断网、不关机、不重装；取得日志和样本后放在这里。',
    en: 'Take machines off the network, don’t switch off or reinstall; put logs and samples here.',
  },
  evidenceAdd: { 'zh-CN': '增加材料', en: 'Add evidence' },
  evidenceSave: { 'zh-CN': '保存并计算 SHA-256', en: 'Keep it and take its SHA-256' },
  evidenceMissing: { 'zh-CN': '请选择文件', en: 'Choose a file' },
  evidenceLarge: { 'zh-CN': '文件超过 {mb} MB', en: 'The file is larger than {mb} MB' },
  evidenceMany: { 'zh-CN': '最多 {n} 个文件', en: 'At most {n} files' },
  evidenceSame: { 'zh-CN': '相同内容的文件已经在了', en: 'The same bytes are there already' },
  evidenceClosed: { 'zh-CN': '事件已复盘完毕，不再接收材料', en: 'The review is finished: nothing is added any more' },
} as const;
