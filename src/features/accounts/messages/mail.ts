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
  mail_newDevice_subject: {
    'zh-CN': '您的{site}账号在新设备上登录',
    en: 'Your account at {site} was used on a new device',
  },
  mail_newDevice: {
    'zh-CN':
      '{at}，您的账号在一台新设备上登录（{device}）。如果不是您本人，请立即打开下面的页面退出其他设备并更改密码，同时告知本单位的系统管理员。',
    en: 'On {at} somebody signed in to your account on a new device ({device}). If it was not you, open this page at once, sign out everywhere else, change your password, and tell an administrator of your organisation.',
  },
  mail_standInGiven_subject: { 'zh-CN': '{giver}委托您代理', en: 'You stand in for {giver}' },
  mail_standInGiven: {
    'zh-CN': '{giver}委托您自{from}至{to}代理其在{organisation}的角色。您以自己的账号登录办理，操作以您的名义记录。',
    en: 'From {from} to {to} you hold the roles of {giver} at {organisation}. You sign in as yourself, and what you do is recorded as yours.',
  },
  mail_standInEnded_subject: { 'zh-CN': '对{giver}的代理已结束', en: 'You no longer stand in for {giver}' },
  mail_standInEnded: {
    'zh-CN': '您对{giver}在{organisation}的代理（{from}至{to}）已提前结束。',
    en: 'Standing in for {giver} at {organisation} ({from} to {to}) has ended.',
  },
  mail_emergency_subject: { 'zh-CN': '{site}：{by}启用了应急权限', en: '{site}: {by} took emergency access' },
  mail_emergency: {
    'zh-CN':
      '{by}启用了应急权限：{organisation}，{role}，至{until}止。理由：{reason}。所有系统管理员均收到此邮件。如有疑问，请在下面的页面立即终止。',
    en: '{by} took emergency access: {role} at {organisation}, until {until}. The reason given: {reason}. Every administrator gets this mail. If it looks wrong, end it on this page.',
  },
  mail_review_subject: { 'zh-CN': '{site}：请复核角色（{due}前）', en: '{site}: please review the roles by {due}' },
  mail_review: {
    'zh-CN':
      '本单位及下属单位还有 {open} 个角色等待复核。{due}后仍未确认的角色将失效；监察专员和审计员须由两人确认，不会自动失效。',
    en: '{open, plural, one {# role} other {# roles}} of your organisation and those below wait to be confirmed. What nobody confirms by {due} lapses; ombudsperson and auditor need two people and do not lapse by themselves.',
  },
  mail_lapsed_subject: { 'zh-CN': '您的一个角色已失效', en: 'A role of yours has lapsed' },
  mail_lapsed: {
    'zh-CN': '您在{organisation}的角色“{role}”在本次复核中未得到确认，已经失效。如仍需要，请联系本单位的系统管理员。',
    en: 'Nobody confirmed your role “{role}” at {organisation} in this review, so it has lapsed. If you still need it, ask an administrator of your organisation.',
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
