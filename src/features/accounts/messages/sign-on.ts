/** Words of single sign-on. */
export const signOnMessages = {
  signOnButton: { 'zh-CN': '使用{name}登录', en: 'Sign in with {name}' },
  signOnDownNow: {
    'zh-CN': '{name}暂时无法连接，请先使用密码登录。',
    en: '{name} can’t be reached now. Sign in with your password.',
  },
  signOnDown: {
    'zh-CN': '统一身份认证暂时无法连接，请先使用密码登录。',
    en: 'Single sign-on can’t be reached now. Sign in with your password.',
  },
  signOnExpired: {
    'zh-CN': '登录用时过长，或浏览器没有保留登录信息。请重新登录。',
    en: 'It took too long, or the browser did not keep what it needed. Sign in again.',
  },
  signOnRefused: {
    'zh-CN': '统一身份认证没有完成登录。请再试一次，或使用密码登录。',
    en: 'Single sign-on did not sign you in. Try again, or use your password.',
  },
  signOnUnknown: {
    'zh-CN': '您已通过统一身份认证，但在本系统没有账号，或邮箱与名册不一致。请联系本单位的系统管理员。',
    en: 'You are known there, but no account here bears your verified mail address. Ask an administrator of your organisation.',
  },
  signOnOther: {
    'zh-CN': '这个账号已与另一个统一身份关联。请联系本单位的系统管理员。',
    en: 'This account is tied to somebody else at the provider. Ask an administrator of your organisation.',
  },
  signOnTitle: { 'zh-CN': '统一身份认证', en: 'Single sign-on' },
  signOnText: {
    'zh-CN':
      '工作人员可以使用{name}登录。下表说明声明“{claim}”的哪个值授予哪个角色；声明取消后，角色随下一次登录终止，最长保留 30 天。监察专员和审计员须由两人授予，不在此列。',
    en: 'Staff can sign in with {name}. The table says which value of its claim “{claim}” gives which role. A role ends at the next sign-in without the value, and after 30 days in any case. Ombudsperson and auditor are given by two people and never here.',
  },
  signOnOff: {
    'zh-CN': '尚未设置统一身份认证。运维人员可在设置文件中填写 BELFRY_OIDC_ISSUER 等项；下面的对应关系可以先准备好。',
    en: 'Single sign-on is not set up: the operator names the provider by BELFRY_OIDC_ISSUER and its companions. The roles below can be prepared before.',
  },
  signOnClaim: { 'zh-CN': '声明的值', en: 'Value of the claim' },
  signOnClaimHint: {
    'zh-CN': '例如用户组名称，须完全一致。',
    en: 'Such as the name of a group, exactly as the provider writes it.',
  },
  signOnClaimMissing: {
    'zh-CN': '请填写声明的值，最多 200 个字符。',
    en: 'Enter the value, of at most 200 characters.',
  },
  signOnHeld: { 'zh-CN': '现有人数', en: 'Held by' },
  signOnNone: { 'zh-CN': '还没有对应关系', en: 'No claim gives a role' },
  signOnNoneText: { 'zh-CN': '角色由系统管理员逐一授予。', en: 'Roles are given by administrators, one by one.' },
  signOnAdd: { 'zh-CN': '添加对应关系', en: 'Let a claim give a role' },
  signOnAddDo: { 'zh-CN': '添加', en: 'Add' },
  signOnRoleThere: { 'zh-CN': '这个对应关系已经存在。', en: 'This is there already.' },
  signOnRoleAdded: { 'zh-CN': '已添加，下次登录时生效。', en: 'Added. It takes effect at the next sign-in.' },
  signOnRoleRemoved: {
    'zh-CN': '已移除，由此获得的角色已终止。',
    en: 'Removed; the roles that came by it have ended.',
  },
  grantBySignOn: { 'zh-CN': '{date}，由统一身份认证的声明授予', en: '{date}, by a claim of single sign-on' },
  proofBySignOn: { 'zh-CN': '使用{name}确认（在新标签页打开）', en: 'Confirm with {name} (opens a new tab)' },
  proofBySignOnThen: { 'zh-CN': '已在新标签页确认，继续', en: 'I confirmed in the other tab: go on' },
  proofClosedTitle: { 'zh-CN': '已确认', en: 'Confirmed' },
  proofClosedText: { 'zh-CN': '请关闭本页，回到原来的页面继续。', en: 'Close this tab and go on where you were.' },
} as const;
