/** What accounts keep of staff, and for how long. Guardians have no account. */
import { localDate } from '#platform/clock.ts';
import type { Keeping } from '#platform/keeping.ts';
import {
  accountRows,
  countAccount,
  countActs,
  deviceRows,
  eraseAccount,
  forgetEnded,
  forgetErasedNames,
  grantRows,
  standInRows,
} from './queries/keeping.ts';

const dayMs = 86_400_000;
const shortest = {
  'zh-CN': '个人信息保护法第十九条：最短必要期限',
  en: 'PIPL Art. 19: as short as the purpose allows',
};
const security = {
  'zh-CN': '网络安全法：防范未经授权的访问',
  en: 'Cybersecurity Law: protection against unauthorised access',
};
const nothing = { 'zh-CN': '无', en: 'Nothing' };
const swept = { 'zh-CN': '每小时清除一次', en: 'Cleared every hour' };
const starts = { 'zh-CN': '自', en: 'From' };
const ends = { 'zh-CN': '至', en: 'Until' };
const organisation = { 'zh-CN': '单位', en: 'Organisation' };
const name = { 'zh-CN': '名称', en: 'Name' };
const kind = { 'zh-CN': '类型', en: 'Kind' };

export const keeping: Keeping = {
  rules: [
    {
      kind: 'accounts.sessions',
      tables: ['session', 'sign_in_link'],
      what: { 'zh-CN': '工作人员的登录会话和一次性链接', en: 'Sessions and one-time links of staff' },
      purpose: { 'zh-CN': '登录；本人查看登录设备', en: 'Signing in; seeing one’s own devices' },
      period: { 'zh-CN': '结束或失效后 30 天', en: '30 days after their end' },
      after: nothing,
      source: shortest,
      forget: ({ db, clock }, most) => forgetEnded(db, new Date(clock.now().getTime() - 30 * dayMs), most),
    },
    {
      kind: 'accounts.attempts',
      tables: ['sign_in_attempt', 'passkey_answer', 'account_device'],
      what: {
        'zh-CN': '登录尝试次数（仅哈希值）、已知设备标记',
        en: 'Attempts to sign in (hashes only), marks of known devices',
      },
      purpose: {
        'zh-CN': '防止猜测密码；新设备登录时提醒本人',
        en: 'Against guessing; telling the owner of a new device',
      },
      period: {
        'zh-CN': '尝试一小时；通行密钥应答一天；设备标记 400 天未用',
        en: 'Attempts an hour; answers of passkeys a day; devices after 400 days without use',
      },
      after: nothing,
      source: security,
      by: swept,
      mayBeHeld: false,
    },
    {
      kind: 'accounts.accounts',
      tables: [
        'account',
        'account_grant',
        'access_review',
        'access_review_item',
        'passkey',
        'recovery_code',
        'sign_on_role',
        'sign_on_subject',
        'stand_in',
      ],
      what: { 'zh-CN': '工作人员的账号、角色及其复核', en: 'Accounts of staff, their roles and the reviews of these' },
      purpose: { 'zh-CN': '登录；证明谁曾有何种权限', en: 'Signing in; proving who was allowed what' },
      period: {
        'zh-CN': '在职期间；离开两年后或依本人请求删除时，登录信息随即清除',
        en: 'While in post; two years afterwards, or at an erasure, all that signs in goes at once',
      },
      after: {
        'zh-CN': '角色的起止日期，仅有账号编号',
        en: 'Which roles were held from when to when, by the number of the account',
      },
      source: security,
      by: { 'zh-CN': '由“已离开人员”规则执行', en: 'Carried out by the rule on people who have left' },
    },
    {
      kind: 'accounts.erased_names',
      tables: ['account'],
      what: { 'zh-CN': '已清除账号的姓名', en: 'Names of accounts that were erased' },
      purpose: { 'zh-CN': '操作记录可追溯到人', en: 'So that recorded acts can still be answered for' },
      period: { 'zh-CN': '清除后六个月', en: 'Six months after the erasure' },
      after: { 'zh-CN': '账号编号', en: 'The number of the account' },
      source: {
        'zh-CN': '网络安全法：网络日志留存不少于六个月',
        en: 'Cybersecurity Law: logs for at least six months',
      },
      forget: ({ db, clock, config }, most) =>
        forgetErasedNames(db, localDate(new Date(clock.now().getTime() - 184 * dayMs), config.timeZone), most),
    },
  ],
  aboutNobody: {},
  parts: [
    {
      tables: ['account'],
      name: 'account',
      what: { 'zh-CN': '账号', en: 'Account' },
      columns: {
        login: { 'zh-CN': '登录名', en: 'Login' },
        name: { 'zh-CN': '姓名', en: 'Name' },
        email: { 'zh-CN': '邮箱', en: 'Mail address' },
        language: { 'zh-CN': '语言', en: 'Language' },
        state: { 'zh-CN': '状态', en: 'State' },
        since: { 'zh-CN': '起始', en: 'Since' },
        password: { 'zh-CN': '有密码', en: 'Has a password' },
        authenticator: { 'zh-CN': '有验证器', en: 'Has an authenticator' },
      },
      read: accountRows,
    },
    {
      tables: ['account_grant'],
      name: 'roles',
      what: { 'zh-CN': '角色', en: 'Roles' },
      columns: {
        role: { 'zh-CN': '角色', en: 'Role' },
        organisation,
        starts,
        ends,
        reason: { 'zh-CN': '应急理由', en: 'Reason of an emergency' },
      },
      read: grantRows,
    },
    {
      tables: ['session', 'passkey', 'account_device', 'sign_on_subject'],
      name: 'devices',
      what: { 'zh-CN': '登录设备', en: 'Devices' },
      columns: { kind, name, starts, last: { 'zh-CN': '最近使用', en: 'Last used' } },
      read: deviceRows,
    },
    {
      tables: ['stand_in'],
      name: 'stand-ins',
      what: { 'zh-CN': '代理', en: 'Stand-ins' },
      columns: { kind, organisation, starts, ends },
      read: standInRows,
    },
  ],
  notCopied: {
    access_review_item: 'That a role was kept or lapsed; the role itself is in the copy.',
    recovery_code: 'Secrets: hashes that nobody can read.',
    sign_in_link: 'Secrets: hashes that nobody can read.',
    sign_on_role: 'Which claim gives which role; names no person but who wrote it.',
  },
  erasures: [
    {
      kind: 'account',
      what: {
        'zh-CN': '账号的登录名、邮箱、密码、验证器、通行密钥、会话；所有角色终止',
        en: 'Login, mail address, password, authenticator, passkeys and sessions of the account; all roles end',
      },
      count: countAccount,
      erase: eraseAccount,
    },
  ],
  notErased: {
    access_review_item: 'Numbers of accounts that reviewed.',
    sign_on_role: 'The number of the account that wrote it.',
  },
  kept: [
    {
      what: { 'zh-CN': '账号的姓名', en: 'The name of the account' },
      why: {
        'zh-CN': '操作记录须可追溯到人，六个月后清除（网络安全法）',
        en: 'Recorded acts must be answerable for six months (Cybersecurity Law); then it goes',
      },
      count: countActs,
    },
  ],
};
