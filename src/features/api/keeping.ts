/** What the API keeps: nothing about families. A token names who made it. */
import { keptFor } from '#platform/http/api/idempotency.ts';
import { forgetKeys } from '#platform/http/api/queries/idempotency.ts';
import type { Keeping } from '#platform/keeping.ts';
import { forgetAccess, forgetClients } from './oneroster/queries.ts';
import { forgetTokens } from './tokens/queries.ts';
import { logDays } from './webhooks/model.ts';
import { forgetOld } from './webhooks/queries.ts';

const yearMs = 365 * 86_400_000;

export const keeping: Keeping = {
  rules: [
    {
      kind: 'api.tokens',
      tables: ['api_token'],
      what: {
        'zh-CN': '接口令牌：名称、开头、哈希值、角色、最近使用日、生成人',
        en: 'API tokens: name, beginning, hash, roles, day of last use, who made it',
      },
      purpose: { 'zh-CN': '其他系统接入；查明由谁生成', en: 'Connecting other systems; knowing who made a token' },
      period: { 'zh-CN': '到期或撤销后一年', en: 'A year after their end' },
      after: { 'zh-CN': '无（审计日志另有期限）', en: 'Nothing (the audit has a term of its own)' },
      source: {
        'zh-CN': '网络安全法：防范未经授权的访问',
        en: 'Cybersecurity Law: protection against unauthorised access',
      },
      forget: ({ db, clock }, most) => forgetTokens(db, new Date(clock.now().getTime() - yearMs), most),
    },
    {
      kind: 'api.answers',
      tables: ['api_idempotency'],
      what: { 'zh-CN': '接口对新建请求的答复', en: 'Answers to requests that make something' },
      purpose: { 'zh-CN': '重发的请求不重复执行', en: 'A request that is sent again is not done twice' },
      period: { 'zh-CN': '24 小时', en: '24 hours' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '个人信息保护法第十九条：最短必要期限',
        en: 'PIPL Art. 19: as short as the purpose allows',
      },
      forget: async ({ db, clock }) => {
        await forgetKeys(db, new Date(clock.now().getTime() - keptFor));
        return 0;
      },
      mayBeHeld: false,
    },
    {
      kind: 'api.roster_clients',
      tables: ['api_roster_client', 'api_roster_access'],
      what: {
        'zh-CN': '名册接口客户端：名称、编号、密钥的哈希值、最近使用日、添加人；访问令牌的哈希值',
        en: 'Clients of the roster service: name, id, hash of the secret, day of last use, who added them; hashes of access tokens',
      },
      purpose: { 'zh-CN': '其他系统接入；查明由谁添加', en: 'Connecting other systems; knowing who added a client' },
      period: {
        'zh-CN': '客户端停用后一年；访问令牌到期后一天',
        en: 'Clients a year after their end; access tokens a day after theirs',
      },
      after: { 'zh-CN': '无（审计日志另有期限）', en: 'Nothing (the audit has a term of its own)' },
      source: {
        'zh-CN': '网络安全法：防范未经授权的访问',
        en: 'Cybersecurity Law: protection against unauthorised access',
      },
      forget: async ({ db, clock }, most) => {
        const now = clock.now().getTime();
        await forgetAccess(db, new Date(now - yearMs / 365));
        return forgetClients(db, new Date(now - yearMs), most);
      },
    },
    {
      kind: 'api.webhooks',
      tables: ['event', 'webhook', 'webhook_message', 'webhook_attempt'],
      what: {
        'zh-CN': '事件推送：地址、消息（仅编号和数字）、每次发送的结果',
        en: 'Webhooks: addresses, messages (ids and figures only), the answer to each attempt',
      },
      purpose: { 'zh-CN': '告知其他系统；查明是否送到', en: 'Telling other systems; knowing whether it arrived' },
      period: { 'zh-CN': '消息 30 天；地址至移除为止', en: 'Messages 30 days; addresses until they are removed' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '个人信息保护法第十九条：最短必要期限',
        en: 'PIPL Art. 19: as short as the purpose allows',
      },
      forget: async ({ db, clock }) => {
        await forgetOld(db, new Date(clock.now().getTime() - logDays * 86_400_000));
        return 0;
      },
    },
  ],
  aboutNobody: {},
  parts: [],
  notCopied: {
    webhook: 'a webhook is the organisation’s; that somebody made it is in the copy of the audit',
    api_roster_client: 'a client is the organisation’s; that somebody added it is in the copy of the audit',
    api_token: 'a token is the organisation’s; that somebody made it is in the copy of the audit',
  },
  erasures: [],
  notErased: {
    webhook: 'who made it in office stays as the account’s number, whose name accounts takes away',
    api_roster_client: 'who added it in office stays as the account’s number, whose name accounts takes away',
    api_token: 'who made a token in office stays as the account’s number, whose name accounts takes away',
  },
  kept: [],
};
