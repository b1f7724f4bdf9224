/** What answers of platforms and of the network mean, and what to do about them. */
export const codeMessages = {
  codeWith: { 'zh-CN': '{what}（{code}）', en: '{what} ({code})' },
  code_timeout: {
    'zh-CN': '对方没有及时答复，可能已经发出；将重试，群里可能出现两次',
    en: 'No answer in time: it may have been said; it is tried again and may stand there twice',
  },
  code_PRIVATE: { 'zh-CN': '地址指向内部网络，未发送', en: 'The address leads into the own network, nothing was sent' },
  code_ADDRESS: { 'zh-CN': '地址不可用', en: 'The address can’t be used' },
  code_ECONNREFUSED: { 'zh-CN': '连接被拒绝', en: 'The connection was refused' },
  code_ECONNRESET: { 'zh-CN': '连接中断', en: 'The connection broke' },
  code_ENOTFOUND: {
    'zh-CN': '找不到该主机，请检查本机网络和地址',
    en: 'There is no such host: look at the network and the address',
  },
  code_EAI_AGAIN: { 'zh-CN': '域名暂时无法解析', en: 'Names can’t be looked up just now' },
  code_UNSEALED: {
    'zh-CN': '主密钥已更换，无法读取本渠道的密钥，请重新填写',
    en: 'Sealed under another master key: give its address and secret anew',
  },
  code_NO_ROBOT: {
    'zh-CN': '该地址没有群机器人应答，请核对地址',
    en: 'No robot answers at this address: compare it with the robot’s page',
  },
  code_NO_JSON: { 'zh-CN': '对方的答复不是接口的格式', en: 'The answer is not the platform’s' },
  code_NO_TOKEN: { 'zh-CN': '未取得访问令牌', en: 'No access token was given' },
  code_HTTP_404: { 'zh-CN': '地址不存在，请核对', en: 'There is nothing at this address: compare it' },
  code_HTTP_410: { 'zh-CN': '对方声明不再接收', en: 'The other side says that it is over' },
  code_HTTP_429: { 'zh-CN': '对方要求放慢', en: 'The other side asks for slowness' },
  code_draft: { 'zh-CN': '草稿已建立', en: 'Drafted' },
  code_submitted: { 'zh-CN': '已提交发布', en: 'Handed in for publication' },
  code_publishing: { 'zh-CN': '平台正在发布', en: 'Being published' },
  code_published: { 'zh-CN': '已发布', en: 'Published' },
  code_wecom_45009: { 'zh-CN': '超过每分钟 20 条，等待后继续', en: 'Over 20 a minute: it waits and goes on' },
  code_wecom_93000: {
    'zh-CN': '机器人不存在或已被移出群，请在群里重新添加并更换地址',
    en: 'The robot is gone from its group: add one anew and give its address',
  },
  code_wecom_40058: { 'zh-CN': '地址中的 key 不正确', en: 'The key in the address is wrong' },
  code_dingtalk_130101: {
    'zh-CN': '超过每分钟 20 条，机器人被限流十分钟，等待后继续',
    en: 'Over 20 a minute: the robot is silenced for ten minutes, then it goes on',
  },
  code_dingtalk_310000: {
    'zh-CN': '安全设置校验未通过：请核对加签密钥、关键词和 IP 地址段，并检查本机时间',
    en: 'The robot’s security check failed: compare the secret, key words and addresses, and this machine’s clock',
  },
  code_dingtalk_300001: { 'zh-CN': 'access_token 不存在', en: 'There is no such access_token' },
  code_feishu_11232: { 'zh-CN': '发送过快，等待后继续', en: 'Too fast: it waits and goes on' },
  code_feishu_19021: {
    'zh-CN': '签名不匹配或已过期：请核对签名密钥，并检查本机时间',
    en: 'The signature does not match or is too old: compare the secret, and this machine’s clock',
  },
  code_feishu_19022: {
    'zh-CN': '本机地址不在机器人的 IP 白名单内',
    en: 'This machine is not on the robot’s list of addresses',
  },
  code_feishu_19024: {
    'zh-CN': '机器人设置了关键词，消息里没有：请改用签名校验',
    en: 'The robot wants a key word that is not there: let it check signatures instead',
  },
  code_feishu_19001: { 'zh-CN': '机器人不存在，请核对地址', en: 'There is no such robot: compare the address' },
  code_feishu_9499: { 'zh-CN': '请求格式不被接受', en: 'The form of the request was not taken' },
  code_wechat_40013: { 'zh-CN': 'AppID 不正确', en: 'The AppID is wrong' },
  code_wechat_40125: { 'zh-CN': 'AppSecret 不正确', en: 'The AppSecret is wrong' },
  code_wechat_40164: {
    'zh-CN': '本机地址不在公众号的 IP 白名单内，请在公众平台添加',
    en: 'This machine is not on the account’s list of addresses: add it there',
  },
  code_wechat_40007: {
    'zh-CN': '封面的 media_id 不是永久素材，请重新上传',
    en: 'The cover’s media id is none of a permanent picture: upload it anew',
  },
  code_wechat_48001: {
    'zh-CN': '该公众号没有发布接口的权限，请改为“只建草稿”',
    en: 'This account may not publish by itself: choose drafts only',
  },
  code_wechat_45009: {
    'zh-CN': '今天的调用次数已用完，等待后继续',
    en: 'The day’s calls are used up: it waits and goes on',
  },
  code_wechat_53503: {
    'zh-CN': '草稿未通过平台检查，请到公众平台查看',
    en: 'The draft failed the platform’s check: look there',
  },
  code_wechat_53504: { 'zh-CN': '草稿须到公众平台保存或发布', en: 'The draft has to be saved or sent there by hand' },
  code_wechat_53505: { 'zh-CN': '草稿须到公众平台保存或发布', en: 'The draft has to be saved or sent there by hand' },
} as const;
