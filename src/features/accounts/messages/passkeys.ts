/** Words of passkeys and of the fresh proof. */
export const passkeyMessages = {
  passkeysTitle: { 'zh-CN': '通行密钥', en: 'Passkeys' },
  passkeysText: {
    'zh-CN':
      '通行密钥保存在您的手机、电脑或安全密钥里，用指纹、面容或设备密码解锁，可以代替密码和验证码登录。指纹和面容不会离开您的设备。',
    en: 'A passkey lives in your phone, computer or security key and is unlocked as the device is. It replaces password and code. What unlocks the device never leaves it.',
  },
  passkeyName: { 'zh-CN': '名称', en: 'Name' },
  passkeyNameHint: {
    'zh-CN': '便于您以后辨认，例如“办公室电脑”。',
    en: 'So that you know it again, such as “office computer”.',
  },
  passkeyNameMissing: {
    'zh-CN': '请为通行密钥取一个名称，最多 60 个字符。',
    en: 'Give the passkey a name of at most 60 characters.',
  },
  passkeyMade: { 'zh-CN': '添加日期', en: 'Added on' },
  passkeyUnused: { 'zh-CN': '尚未使用', en: 'not yet' },
  passkeysNone: { 'zh-CN': '还没有通行密钥', en: 'No passkey yet' },
  passkeysNoneText: { 'zh-CN': '您目前使用密码和验证码登录。', en: 'You sign in with your password and a code.' },
  passkeyNew: { 'zh-CN': '添加通行密钥', en: 'Add a passkey' },
  passkeyMake: { 'zh-CN': '在此设备上添加', en: 'Add on this device' },
  passkeyNoScript: {
    'zh-CN': '添加通行密钥需要启用浏览器脚本。您仍可使用密码和验证码登录。',
    en: 'Adding a passkey needs scripts in the browser. Your password and code work without.',
  },
  passkeyNoHost: {
    'zh-CN': '本站目前的访问地址不支持通行密钥：需要使用域名并启用 https。请联系运维人员。',
    en: 'This site’s address allows no passkeys: they need a host name and https. Ask the operator.',
  },
  passkeyNotMade: {
    'zh-CN': '通行密钥没有添加成功。请再试一次；该设备可能已经添加过，或者操作已取消。',
    en: 'The passkey was not made. Try again; perhaps this device has one already, or you called it off.',
  },
  passkeyThere: { 'zh-CN': '这个通行密钥已经添加过。', en: 'This passkey is there already.' },
  passkeyTooMany: {
    'zh-CN': '最多可添加 20 个通行密钥。请先移除不用的。',
    en: 'There are 20 already. Remove one that you no longer use.',
  },
  passkeyAdded: { 'zh-CN': '通行密钥已添加。', en: 'The passkey is added.' },
  passkeyRemoved: {
    'zh-CN': '通行密钥已移除，其他设备已退出登录。',
    en: 'The passkey is removed; other devices are signed out.',
  },
  passkeyRemoveTitle: { 'zh-CN': '移除通行密钥“{name}”？', en: 'Remove the passkey “{name}”?' },
  passkeyRemoveText: {
    'zh-CN': '移除后不能再用它登录，其他设备会退出登录。设备里保存的通行密钥请在设备设置中另行删除。',
    en: 'It no longer signs you in, and other devices are signed out. Delete it on the device as well, in the device’s settings.',
  },
  passkeyLast: {
    'zh-CN': '这是您唯一的登录方式，不能移除。请先添加另一个通行密钥，或请系统管理员为您设置密码。',
    en: 'This is your only way in and stays. Add another passkey first, or ask an administrator for a link to set a password.',
  },
  passkeyNone: {
    'zh-CN': '没有完成。请再试一次，或使用密码和验证码。',
    en: 'It was not done. Try again, or use your password and a code.',
  },
  passkeyRefused: {
    'zh-CN': '这个通行密钥不能用于登录本站，或页面已过期。请再试一次，或使用密码和验证码。',
    en: 'This passkey does not sign in here, or the page was open too long. Try again, or use your password and a code.',
  },
  passkeySignIn: { 'zh-CN': '使用通行密钥登录', en: 'Sign in with a passkey' },
  orPassword: { 'zh-CN': '或者使用密码', en: 'Or with a password' },
  passkeyCount: {
    'zh-CN': '{n, plural, =0 {未添加} other {# 个}}',
    en: '{n, plural, =0 {none} one {# passkey} other {# passkeys}}',
  },
  remove: { 'zh-CN': '移除', en: 'Remove' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },

  proofTitle: { 'zh-CN': '请再次确认是您本人', en: 'Confirm that it is you' },
  proofText: {
    'zh-CN': '这项操作影响较大，需要再次验证身份。验证后 10 分钟内不再询问；您填写的内容会保留。',
    en: 'This act weighs more than others, so we ask again who you are. It counts for 10 minutes, and what you entered is kept.',
  },
  proofByPasskey: { 'zh-CN': '使用通行密钥确认', en: 'Confirm with a passkey' },
  proofDemo: {
    'zh-CN': '演示环境中的账号没有密码，点击“继续”即可。',
    en: 'Accounts of the demonstration have no password: a click is enough here.',
  },
  proofNoMeans: {
    'zh-CN': '您的账号没有密码，也没有可用的通行密钥，无法在此验证。请联系系统管理员。',
    en: 'Your account has neither a password nor a passkey that works here. Ask an administrator.',
  },
  proofWrong: { 'zh-CN': '验证没有成功，请再试一次。', en: 'That was no proof. Try again.' },
} as const;
