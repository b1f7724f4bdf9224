/** Words of mails about accounts. */
export const mailMessages = {
  mail_greeting: { 'zh-CN': '{name}：您好！', en: 'Dear {name},' },
  mail_footer: {
    'zh-CN': '此邮件由{site}自动发送。如非本人所为，请立即联系本单位的系统管理员。',
    en: 'Sent by {site}. If you know nothing of this, tell an administrator of your organisation at once.',
  },
  mail_invitation_subject: { 'zh-CN': '请启用您的{site}账号', en: 'Set up your account at {site}' },
  mail_invitation: {
    'zh-CN':
      '系统管理员邀请您使用{site}。请在 {until} 前打开下面的链接，设置密码并绑定身份验证器。链接只能使用一次，请勿转发。',
    en: 'You are invited to work with {site}. Open the link before {until} to choose a password and set up your authenticator. It works once; please don’t pass it on.',
  },
  mail_reset_subject: { 'zh-CN': '重新设置您的{site}登录方式', en: 'Renew your sign-in at {site}' },
  mail_reset: {
    'zh-CN': '系统管理员为您生成了重新设置登录方式的链接，请在 {until} 前使用。链接只能使用一次，请勿转发。',
    en: 'An administrator made a link with which you renew your sign-in. Use it before {until}. It works once; please don’t pass it on.',
  },
  mail_resetNotice_subject: {
    'zh-CN': '您的{site}登录方式正在重新设置',
    en: 'Your sign-in at {site} is being renewed',
  },
  mail_resetNotice: {
    'zh-CN': '{at}，系统管理员为您的账号生成了重新设置登录方式的链接，并将当面交给您。',
    en: 'On {at} an administrator made a link that renews the sign-in of your account, to be handed to you in person.',
  },
  mail_adminLink_subject: {
    'zh-CN': '{site}：有人在服务器上新设系统管理员',
    en: '{site}: an administrator is being made on the server',
  },
  mail_adminLink: {
    'zh-CN': '{at}，有人在服务器上生成了设立新系统管理员的一次性链接。此操作已记入审计日志。',
    en: 'On {at} a one-time link for a new administrator was made on the server. It is recorded in the audit.',
  },
  mail_changed_subject: { 'zh-CN': '您的{site}账号已更改', en: 'Your account at {site} was changed' },
  mail_changed: { 'zh-CN': '{at}，您的{what}已更改。', en: 'On {at} your {what} changed.' },
  changed_password: { 'zh-CN': '密码', en: 'password was' },
  changed_totp: { 'zh-CN': '身份验证器', en: 'authenticator was' },
  changed_passkeyAdded: { 'zh-CN': '通行密钥（新增一个）', en: 'passkeys (one was added) were' },
  changed_passkeyRemoved: { 'zh-CN': '通行密钥（移除一个）', en: 'passkeys (one was removed) were' },
  changed_signOn: { 'zh-CN': '登录方式（关联统一身份认证）', en: 'sign-in (tied to single sign-on) was' },
  changed_codes: { 'zh-CN': '恢复码', en: 'recovery codes were' },
} as const;
