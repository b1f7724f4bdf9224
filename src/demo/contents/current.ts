/** What is in hand on the day on which the demo starts: going out, to be reviewed, drafted, scheduled; and one withdrawn. */
import type { Current, Wording } from './content.ts';

/** Goes out when the demo starts for the first time: to be watched while it runs. */
export const freshNotice: Current = {
  office: 'bureau',
  kind: 'safety',
  reach: 'county',
  acknowledge: 10,
  isPublic: true,
  texts: {
    'zh-CN': {
      title: '关于核对家长联系方式的通知',
      body: `各位家长：

为了在紧急情况下能及时联系到每个家庭，请您在{+10}前：

1. 点击下方“确认”，表示这个联系方式收得到通知；
2. 电话或邮箱有变化的，直接告诉班主任；
3. 父母分开居住的，双方可以各留一个联系方式，**互不可见**。

没有手机或邮箱的家庭不必着急，学校会用纸质通知送到家。`,
    },
    en: {
      title: 'Please check how we can reach you',
      body: `Dear parents and guardians,

so that every family can be reached in an emergency, please do the following by {+10}:

1. tap "Acknowledge" below: it shows that notices reach you here;
2. tell the class teacher if your number or address has changed;
3. parents who live apart may each leave their own contact; **neither sees the other's**.

Families without a phone or mail get a letter.`,
    },
    bo: {
      title: 'ཁྱིམ་བདག་གི་འབྲེལ་བ་བྱེད་ཐབས་ཞིབ་བཤེར་གྱི་བརྡ་ཐོ།',
      body: `ཁྱིམ་བདག་རྣམ་པ།

{+10} ཉིན་གྱི་སྔོན་ལ་གཤམ་གྱི་དོན་སྒྲུབ་རོགས།

1. གཤམ་གྱི་“ངོས་འཛིན”མནན་རོགས།
2. ཁ་པར་རམ་ཡིག་སྒམ་བསྒྱུར་བ་ཡོད་ཚེ་འཛིན་གྲྭའི་དགེ་རྒན་ལ་ཤོད་རོགས།`,
    },
  },
};

/** In review, and its Chinese was changed after it had been translated: the translation waits to be looked at. */
export const inReview: Current & { before: Wording } = {
  office: { department: '基础教育股' },
  kind: 'activity',
  reach: ['primary', 'junior'],
  before: {
    title: '关于举办校园开放日的通知（送审稿）',
    body: `全县小学、初中拟于{+12}举办校园开放日，家长可参观食堂和图书室。

- 上午 9:00—11:00，按年级分时段入校；
- 有意见可写在意见卡上，学校在 5 个工作日内答复。`,
  },
  texts: {
    'zh-CN': {
      title: '关于举办校园开放日的通知（送审稿）',
      body: `全县小学、初中拟于{+12}举办校园开放日，家长可参观食堂、图书室和课后服务活动。

- 上午 9:00—11:30，按年级分时段入校；
- 有意见可写在意见卡上，学校在 5 个工作日内答复。`,
    },
    en: {
      title: 'School open day',
      body: `Primary and junior schools open their doors on {+12}. Parents can see canteens and libraries.

- 9:00 to 11:00, by grade;
- remarks on a card are answered within five working days.`,
    },
  },
};

export const draft: Current = {
  office: { department: '办公室' },
  kind: 'schedule',
  reach: 'county',
  isPublic: true,
  texts: {
    'zh-CN': {
      title: '下学期校历（征求意见稿）',
      body: `现就下学期校历征求意见：

- 方案一：提前一天开学，中间多放一天；
- 方案二：按常年安排。

（待补：各学段具体日期）`,
    },
  },
};

export const scheduled: Current = {
  office: { department: '信息中心' },
  kind: 'announcement',
  reach: 'county',
  roles: ['teachers', 'heads'],
  texts: {
    'zh-CN': {
      title: '关于办公系统升级维护的通知',
      body: `办公系统将于{+1} 22:00 至 23:30 升级，期间不能登录。升级后请重新登录一次，口令不变。

如有异常，请在工作时间与信息中心联系。`,
    },
    en: {
      title: 'Maintenance of the office system',
      body: `The office system is upgraded on {+1} from 22:00 to 23:30 and can't be used meanwhile. Please sign in again afterwards; passwords stay as they are.`,
    },
  },
};

/** Came out 40 days before, and was taken back two days later. */
export const withdrawn: Current & { reason: string } = {
  office: { department: '学校安全管理股' },
  kind: 'safety',
  reach: ['primary', 'kindergarten'],
  isPublic: true,
  reason: '道路提前恢复通行，原安排不再执行。',
  texts: {
    'zh-CN': {
      title: '关于解放桥维修期间校车临时绕行的通知',
      body: `因解放桥桥面维修，自{+3}起 2 号线、5 号线校车绕行农贸市场，到校约晚 15 分钟，预计 20 天。

给您带来不便，敬请谅解。`,
    },
  },
};
