/** What channels keep: public words and what became of them. Nothing about families; a channel names who set it up. */
import type { Keeping } from '#platform/keeping.ts';
import { forgetFollowers } from './followers/queries.ts';
import { countFollowing, eraseFollowing, followingRows } from './followers/queries-of-person.ts';
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
    {
      kind: 'channels.followers',
      tables: ['follower', 'follower_push'],
      what: {
        'zh-CN': '订阅突发事件信息的邮箱，或浏览器的推送地址和密钥；不记录是谁',
        en: 'Mail addresses, or browsers’ push addresses and keys, that follow emergencies; not whose they are',
      },
      purpose: { 'zh-CN': '发送突发事件信息', en: 'To tell them of emergencies' },
      period: {
        'zh-CN': '停止订阅时立即删除；未确认的邮箱 48 小时；推送地址失效时',
        en: 'Until they stop, then at once; an address that is not confirmed 48 hours; a browser’s when it is void',
      },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '个人信息保护法第十三条：个人同意；第十五条：可随时撤回',
        en: 'PIPL Art. 13: consent; Art. 15: withdrawn at any time',
      },
      forget: ({ db, clock }, most) => forgetFollowers(db, clock.now(), most),
      mayBeHeld: false,
    },
  ],
  aboutNobody: {
    follower_word: 'Public words about emergencies.',
    push_tally: 'How many pushes were taken and how many not.',
  },
  parts: [
    {
      tables: ['follower'],
      name: 'following',
      what: { 'zh-CN': '订阅突发事件信息的邮箱', en: 'Addresses that follow emergencies' },
      columns: {
        address: { 'zh-CN': '邮箱', en: 'Address' },
        since: { 'zh-CN': '日期', en: 'Day' },
      },
      read: followingRows,
    },
  ],
  notCopied: {
    broadcast_channel: 'a channel is the organisation’s; that somebody set it up is in the copy of the audit',
  },
  erasures: [
    {
      kind: 'following',
      what: { 'zh-CN': '对突发事件信息的邮件订阅', en: 'Following emergencies by mail' },
      count: countFollowing,
      erase: eraseFollowing,
    },
  ],
  notErased: {
    broadcast_channel: 'who set it up in office stays as the account’s number, whose name accounts takes away',
  },
  kept: [],
};
