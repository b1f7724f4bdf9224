/** Words of the forms about channels. */
export const formMessages = {
  errorTitle: { 'zh-CN': '请修改以下内容', en: 'There is a problem' },
  chooseTitle: { 'zh-CN': '选择平台', en: 'Choose the platform' },
  choose_wecom: {
    'zh-CN': '群里的教师和家长都能看到，含通过微信加入的成员。每分钟最多 20 条。',
    en: 'Read by everybody in the group, also by those who joined from WeChat. 20 messages a minute.',
  },
  choose_dingtalk: {
    'zh-CN': '安全设置须选“加签”。每分钟最多 20 条，超过后被限流十分钟。',
    en: 'Its security has to be “signature”. 20 messages a minute; over it, silence for ten.',
  },
  choose_feishu: { 'zh-CN': '安全设置须选“签名校验”。', en: 'Its security has to be “signature check”.' },
  choose_wechat: {
    'zh-CN': '每条建成一篇图文草稿；账号有发布权限的可以自动发布。',
    en: 'Each becomes an article’s draft; accounts that may publish can have it published.',
  },
  choose_webhook: {
    'zh-CN': '向任意系统推送 JSON，按 Standard Webhooks 签名，可识别重复。',
    en: 'JSON to any system, signed as Standard Webhooks, with an id by which it knows a repetition.',
  },
  addTitle: { 'zh-CN': '添加{kind}', en: 'Add: {kind}' },
  howTo_wecom: {
    'zh-CN': '在企业微信群的设置中添加“消息推送”（群机器人），复制 Webhook 地址。地址就是密钥，请勿转发。',
    en: 'Add a message push (group robot) in the group’s settings and copy its webhook address. The address is the secret: hand it to nobody.',
  },
  howTo_dingtalk: {
    'zh-CN': '在钉钉群的“机器人”中添加自定义机器人，安全设置选“加签”，复制 Webhook 地址和以 SEC 开头的密钥。',
    en: 'Add a custom robot to the DingTalk group, choose the signature as its security, and copy its address and the secret that begins with SEC.',
  },
  howTo_feishu: {
    'zh-CN': '在飞书群的“群机器人”中添加自定义机器人，安全设置选“签名校验”，复制 Webhook 地址和密钥。',
    en: 'Add a custom bot to the Feishu group, choose the signature check, and copy its address and secret.',
  },
  howTo_wechat: {
    'zh-CN':
      '在公众平台的“设置与开发”中取得 AppID 和 AppSecret，把本机地址加入 IP 白名单，并上传一张图片作为永久素材用作封面。',
    en: 'Take AppID and AppSecret from the account’s settings, put this machine’s address on its list, and upload a picture for good as the cover.',
  },
  howTo_webhook: {
    'zh-CN': '对方系统提供一个 https 地址。添加后显示一次签名密钥，存入对方系统。',
    en: 'The other system gives an https address. When it is added, a secret is shown once: put it into that system.',
  },
  nameHint: {
    'zh-CN': '例如“全校家长群”，便于同事识别。',
    en: 'Such as “Parents of the school”: colleagues know it by this.',
  },
  nameMissing: { 'zh-CN': '请填写名称，不超过 60 字', en: 'Give a name, at most 60 characters' },
  organisationHint: { 'zh-CN': '渠道属于哪个单位。', en: 'Whose channel it is.' },
  organisationOutside: { 'zh-CN': '请选择您管理的单位', en: 'Choose an organisation that you administer' },
  languageHint: {
    'zh-CN': '有这种语言的文字时发这种语言，没有时发主要语言。',
    en: 'The text in this language where there is one, else in the main one.',
  },
  languageMissing: { 'zh-CN': '请选择语言', en: 'Choose a language' },
  what_notices: {
    'zh-CN': '公开的通知，以及它们的更正和撤回',
    en: 'Public notices, their corrections and withdrawals',
  },
  what_below: { 'zh-CN': '也发下属单位的公开通知', en: 'Also public notices of organisations below' },
  what_incidents: { 'zh-CN': '突发事件和演练的公开信息', en: 'Public words about emergencies and exercises' },
  whatHint: {
    'zh-CN': '只发任何人都能看到的内容，自动发出，不再逐条确认。突发事件涉及本单位、上级或下属单位时都会发出。',
    en: 'Only what everybody may read. It goes out by itself. An emergency goes out if it touches the organisation, one above or one below.',
  },
  nothingChosen: { 'zh-CN': '请至少选择一类内容', en: 'Choose at least one' },
  url: { 'zh-CN': 'Webhook 地址', en: 'Webhook address' },
  urlHint: { 'zh-CN': '保存后加密，不再显示。', en: 'It is kept sealed and not shown again.' },
  urlWrong_wecom: {
    'zh-CN': '请填写以 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key= 开头的完整地址',
    en: 'Give the whole address that begins with https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=',
  },
  urlWrong_dingtalk: {
    'zh-CN': '请填写以 https://oapi.dingtalk.com/robot/send?access_token= 开头的完整地址',
    en: 'Give the whole address that begins with https://oapi.dingtalk.com/robot/send?access_token=',
  },
  urlWrong_feishu: {
    'zh-CN': '请填写以 https://open.feishu.cn/open-apis/bot/v2/hook/ 开头的完整地址',
    en: 'Give the whole address that begins with https://open.feishu.cn/open-apis/bot/v2/hook/',
  },
  urlWrong_webhook: {
    'zh-CN': '请填写以 https:// 开头的完整地址',
    en: 'Give a whole address that begins with https://',
  },
  secret: { 'zh-CN': '签名密钥', en: 'Secret' },
  secretMissing: { 'zh-CN': '请填写签名密钥', en: 'Give the secret' },
  appId: { 'zh-CN': '应用编号（AppID）', en: 'AppID' },
  appIdWrong: { 'zh-CN': 'AppID 以 wx 开头，共 18 位', en: 'An AppID begins with wx and has 18 characters' },
  appSecret: { 'zh-CN': '应用密钥（AppSecret）', en: 'AppSecret' },
  appSecretWrong: { 'zh-CN': 'AppSecret 为 32 位', en: 'An AppSecret has 32 characters' },
  cover: { 'zh-CN': '封面的 media_id', en: 'Media id of the cover' },
  coverHint: { 'zh-CN': '永久素材的编号。', en: 'Of a picture that the account keeps for good.' },
  coverMissing: { 'zh-CN': '请填写封面的 media_id', en: 'Give the cover’s media id' },
  publishes: { 'zh-CN': '自动发布', en: 'Publish by itself' },
  publishesHint: {
    'zh-CN': '不选则只建草稿，由工作人员在公众平台发布。多数未认证的账号没有发布权限。“发布”不等于推送给关注者。',
    en: 'Otherwise only a draft is made, and somebody publishes it there. Most accounts that are not verified may not publish. Published is not the same as pushed to followers.',
  },
  save: { 'zh-CN': '保存', en: 'Save' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  changeTitle: { 'zh-CN': '修改渠道设置', en: 'Change the channel' },
  renewTitle: { 'zh-CN': '更换地址或密钥', en: 'New address or secret' },
  renewText: {
    'zh-CN': '原来的不再显示，请完整填写新的。保存后立即重试。',
    en: 'The old ones are not shown: give all of the new ones. It is tried at once.',
  },
  pauseTitle: { 'zh-CN': '暂停这个渠道？', en: 'Pause this channel?' },
  pauseText: {
    'zh-CN': '恢复前不向这里发送任何内容。通知最多等 24 小时，突发事件信息最多等 2 小时，过时不再发出。',
    en: 'Nothing goes there until it is resumed. A notice waits for 24 hours, a word about an emergency for two; after that it is not sent.',
  },
  reason: { 'zh-CN': '暂停原因', en: 'Reason' },
  reasonHint: { 'zh-CN': '同事会看到，请勿填写个人信息。', en: 'Colleagues read it: no personal data.' },
  reasonMissing: { 'zh-CN': '请填写暂停原因，不超过 200 字', en: 'Write down the reason, at most 200 characters' },
  removeTitle: { 'zh-CN': '移除这个渠道？', en: 'Remove this channel?' },
  removeText: {
    'zh-CN': '之后不再向它发送任何内容，密钥立即删除。已经发到群里的内容不会消失。',
    en: 'Nothing is sent there any more and its secret is deleted at once. What stands in the group stays there.',
  },
  secretTitle: { 'zh-CN': '渠道已添加', en: 'The channel is added' },
  secretText: {
    'zh-CN': '请将签名密钥存入对方系统，用于核验消息。离开此页后不再显示。',
    en: 'Put the secret into the other system, which checks the signatures with it. It is not shown again.',
  },
  copy: { 'zh-CN': '复制', en: 'Copy' },
  copied: { 'zh-CN': '已复制', en: 'Copied' },
  open: { 'zh-CN': '查看渠道', en: 'Open the channel' },
  channelGone: { 'zh-CN': '没有这个渠道', en: 'There is no such channel' },
  alreadySo: { 'zh-CN': '已经是这个状态', en: 'It is so already' },
  pausedNow: { 'zh-CN': '渠道已暂停，请先恢复', en: 'The channel is paused: resume it first' },
  nothingToRepeat: { 'zh-CN': '这条内容不能重发', en: 'This can’t be sent again' },
} as const;
