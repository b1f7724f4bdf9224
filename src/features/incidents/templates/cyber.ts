/** Attack on the district's own systems, and a network that is lost. */
import type { PlanContent } from '../model/plan.ts';
import { always, over, task, texts, usualDeclares } from './writing.ts';

export const cyber: PlanContent = {
  declares: usualDeclares,
  tasks: [
    task(
      4,
      'district',
      'it',
      15,
      '确认受影响的系统和范围，断开受感染设备的网络，不关机、不重装',
      'Find out which systems are hit; take infected machines off the network, don’t switch off or reinstall',
    ),
    task(
      4,
      'district',
      'it',
      30,
      '停用被盗账号，强制下线，更换相关口令和密钥',
      'Disable stolen accounts, end their sessions, change passwords and keys',
    ),
    task(
      4,
      'district',
      'it',
      60,
      '保存日志和样本，计算 SHA-256，记录取证时间和经手人',
      'Keep logs and samples, take their SHA-256, note when and by whom',
    ),
    task(
      3,
      'district',
      'duty',
      240,
      '按规定时限报告网信、公安和上级教育行政部门（时限请与法制部门核对）',
      'Report to the cyberspace office, police and education authority within the time set (check it with the legal office)',
    ),
    task(
      3,
      'district',
      'press',
      60,
      '在网站和其他渠道说明哪些服务暂停、由哪里替代',
      'Say which services are down, and where people turn instead',
    ),
    task(
      3,
      'school',
      'it',
      60,
      '检查本校设备和账号，报告异常',
      'Check the school’s own machines and accounts; report what is odd',
    ),
    task(
      2,
      'district',
      'it',
      240,
      '从验证过的备份恢复，恢复前确认漏洞已修补',
      'Restore from a proven backup once the hole is closed',
    ),
    task(
      2,
      'district',
      'commander',
      240,
      '涉及个人信息的，登记泄露事件并依法告知',
      'If personal data is concerned, open the record of a breach and tell those whom the law names',
    ),
    ...always.filter((one) => one.place === 'district'),
  ],
  texts: {
    first: texts(
      [
        '〔事件〕：部分服务暂停',
        '〔范围〕发生〔事件〕，已启动〔级别〕级应急响应，部分网络服务暂停。技术人员正在处置。',
        '请不要点击可疑链接，不要向任何人提供口令和验证码。学校通知以本页面和学校当面告知为准。',
      ],
      [
        '[event]: some services are down',
        '[event] at [places]: a level [level] response has begun and some services are down while they are being looked at.',
        'Do not follow doubtful links and give nobody your password or codes. Go by this page and by what the school tells you in person.',
      ],
    ),
    update: texts(
      ['〔事件〕：最新情况', '暂停的服务：\n\n已恢复的服务：\n\n替代办法：', '请不要向任何人提供口令和验证码。'],
      [
        '[event]: the situation',
        'Services that are down:\n\nServices that are back:\n\nWhat to use instead:',
        'Give nobody your password or codes.',
      ],
    ),
    over,
  },
};
