/** Addresses of accounts. The patterns of routes are made by the same functions. */
export const paths = {
  signIn: (next?: string) => withNext('/sign-in', next),
  signInCode: (next?: string) => withNext('/sign-in/code', next),
  link: (token: string) => `/sign-in/link/${token}`,
  demo: (token: string) => `/sign-in/demo/${token}`,
  signInPasskey: () => '/sign-in/passkey',
  signOn: (next?: string) => withNext('/sign-in/sso', next),
  signOnAgain: (next: string) => `/sign-in/sso?again=yes&next=${encodeURIComponent(next)}`,
  signOnBack: () => '/sign-in/sso/back',
  signOut: () => '/sign-out',
  start: () => '/desk',
  own: () => '/account',
  ownPassword: () => '/account/password',
  ownTotp: () => '/account/totp',
  ownCodes: () => '/account/recovery-codes',
  ownPasskeys: () => '/account/passkeys',
  ownPasskey: (passkey: number | ':passkey') => `/account/passkeys/${passkey}`,
  proof: (next?: string) => withNext('/account/proof', next),
  proofDone: () => '/account/proof/done',
  standIns: () => '/account/stand-ins',
  standInEnd: (standIn: number | ':standIn') => `/account/stand-ins/${standIn}/end`,
  ownSession: (session: number | ':session') => `/account/sessions/${session}/end`,
  ownSessions: () => '/account/sessions/end-others',
  accounts: () => '/desk/accounts',
  invite: () => '/desk/accounts/invite',
  signOnRoles: () => '/desk/accounts/sign-on',
  signOnRoleEnd: (mapping: number | ':mapping') => `/desk/accounts/sign-on/${mapping}/end`,
  review: () => '/desk/accounts/review',
  emergency: () => '/desk/emergency-access',
  emergencyEnd: (grant: number | ':grant') => `/desk/emergency-access/${grant}/end`,
  accountStandInEnd: (account: number | ':account', standIn: number | ':standIn') =>
    `/desk/accounts/${account}/stand-ins/${standIn}/end`,
  account: (account: number | ':account') => `/desk/accounts/${account}`,
  grants: (account: number | ':account') => `/desk/accounts/${account}/grants`,
  grantEnd: (account: number | ':account', grant: number | ':grant') => `/desk/accounts/${account}/grants/${grant}/end`,
  grantConfirm: (account: number | ':account', grant: number | ':grant') =>
    `/desk/accounts/${account}/grants/${grant}/confirm`,
  grantKeep: (account: number | ':account', grant: number | ':grant') =>
    `/desk/accounts/${account}/grants/${grant}/keep`,
  disable: (account: number | ':account') => `/desk/accounts/${account}/disable`,
  enable: (account: number | ':account') => `/desk/accounts/${account}/enable`,
  reset: (account: number | ':account') => `/desk/accounts/${account}/reset`,
  resend: (account: number | ':account') => `/desk/accounts/${account}/invitation`,
  revoke: (account: number | ':account') => `/desk/accounts/${account}/invitation/end`,
} as const;

function withNext(path: string, next: string | undefined): string {
  return next ? `${path}?next=${encodeURIComponent(next)}` : path;
}
