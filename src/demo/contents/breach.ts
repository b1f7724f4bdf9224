/** A breach of the past year, as the bureau wrote it down. Invented, as all of the demo. */
import type { PrivacySeed } from '#features/privacy/seed.ts';

export const breach: Omit<PrivacySeed['breach'], 'foundAt'> = {
  title: '一份班级通讯录误发到校外邮箱',
  answers: {
    what: '学校办公室一名工作人员在转交家长会名单时选错收件人，把一个班的通讯录发到了一家供应商的邮箱。',
    data: '学生姓名、班级，监护人姓名和手机号码。没有身份证件号码、住址和账号。',
    people: '学生 41 人，监护人 63 人。',
    cause: '手工发送名单，收件人由邮箱自动补全，发送前没有第二人核对。',
    harm: '可能收到推销电话，或被冒充学校行骗。没有发现被进一步传播。',
    measures: '两小时内联系到收件人，对方书面确认已删除；当天停用用邮箱转交名单的做法。',
    advice: '接到自称学校的收费电话不要转账，先与班主任核实；有可疑来电请告诉学校。',
    contact: '青禾县教育局办公室（个人信息保护工作），电话 0800-0000000',
    lessons: '名单一律在系统里按权限查看，不再导出发送；确需导出的由第二人复核。',
  },
  steps: [
    { kind: 'other', hours: 2, text: '电话联系收件人，对方删除邮件并书面确认。' },
    { kind: 'authority', hours: 3, text: '向县委网信办书面报告。' },
    { kind: 'incident', hours: 3.5, text: '按网络安全事件预案登记，定为一般事件。' },
    { kind: 'superior', hours: 4, text: '向州教育局报告。' },
    { kind: 'persons', hours: 20, text: '由班主任逐户电话告知 63 位监护人，并寄出书面告知。' },
    { kind: 'closing', hours: 480, text: '提交总结报告，附整改情况。' },
  ],
};
