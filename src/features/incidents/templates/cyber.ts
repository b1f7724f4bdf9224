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
      '保存日志和样本，放入本事件的“证据材料”（自动计算 SHA-256），只放系统数据',
      'Keep logs and samples under “Evidence” of this incident (it takes their SHA-256): data of systems only',
    ),
    task(
      3,
      'district',
      'duty',
      240,
      '较大及以上：四小时内报告网信部门（国家网络安全事件报告管理办法，时限请与法制部门核对），记录时间和接收人',
      'Level III or graver: report to the cyberspace office within four hours (check the rule with the legal office); log when and to whom',
    ),
    task(
      3,
      'district',
      'duty',
      240,
      '涉嫌违法犯罪的，报告公安机关；同时报告上级教育行政部门，记录时间和接收人',
      'If a crime is likely, report to the police; report to the education authority above; log when and to whom',
    ),
    task(
      3,
      'district',
      'it',
      43_200,
      '处置结束后三十日内提交总结报告：原因、影响、证据清单（文件名和 SHA-256）、整改',
      'Within thirty days of the end hand in the closing report: cause, harm, list of evidence (names and SHA-256), changes',
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
      '涉及个人信息的，登记泄露事件，立即通知主管部门和本人（个人信息保护法第五十七条）',
      'If personal data is concerned, open the record of a breach and tell authority and persons at once (PIPL Art. 57)',
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
