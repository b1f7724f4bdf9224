/** What channels keep: public words and what became of them. Nothing about families; a channel names who set it up. */
import type { Keeping } from '#platform/keeping.ts';
import { forgetOld } from './queries/posts.ts';

export const keeping: Keeping = {
  rules: [
    {
      kind: 'channels.posts',
      tables: ['broadcast_channel', 'broadcast_post', 'broadcast_attempt'],
      what: {
        'zh-CN': '群机器人、公众号等发布渠道：名称、密封的密钥、设置人；发往其中的公开文字和每次发送的结果',
        en: 'Group robots and accounts: name, sealed secret, who set them up; the public words sent there and how it went',
      },
      purpose: {
        'zh-CN': '公开信息的发布；查明是否发出',
        en: 'Saying in public what is public; knowing whether it left',
      },
      period: {
        'zh-CN': '发送记录 90 天；渠道至移除为止，密钥随移除立即删除',
        en: 'What was sent 90 days; channels until they are removed, their secrets at that moment',
      },
      after: { 'zh-CN': '无（审计日志另有期限）', en: 'Nothing (the audit has a term of its own)' },
      source: {
        'zh-CN': '个人信息保护法第十九条：最短必要期限',
        en: 'PIPL Art. 19: as short as the purpose allows',
      },
      forget: ({ db, clock }, most) => forgetOld(db, clock.now(), most),
    },
  ],
  aboutNobody: {},
  parts: [],
  notCopied: {
    broadcast_channel: 'a channel is the organisation’s; that somebody set it up is in the copy of the audit',
  },
  erasures: [],
  notErased: {
    broadcast_channel: 'who set it up in office stays as the account’s number, whose name accounts takes away',
  },
  kept: [],
};
