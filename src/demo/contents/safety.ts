/** Safety by season: fire, ice, floods, roads, fraud. */
import type { NoticeContent } from './content.ts';

const office = { department: '学校安全管理股' } as const;

export const safetyNotices: readonly NoticeContent[] = [
  {
    on: '09-08',
    office,
    kind: 'safety',
    reach: 'county',
    texts: {
      'zh-CN': {
        title: '关于学生交通安全“一盔一带”的倡议书',
        body: `各位家长：

开学以来，骑电动自行车接送孩子的家庭增多。请做到：

- 大人孩子都戴好安全头盔；
- 不让未满 12 周岁的孩子独自骑自行车上路，不让未满 16 周岁的孩子骑电动自行车；
- 校门口按“接送单行线”行驶，右进右出，即停即走。`,
      },
    },
  },
  {
    on: '09-15',
    office,
    kind: 'safety',
    reach: 'county',
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '警惕冒充老师收费的骗局',
        body: `近期有不法分子混入家长群，冒充班主任以“资料费”“补课费”为名收款。请记住：

1. 全县学校**不通过聊天群收取任何费用**；
2. 收费项目都在校门口公示栏和教育局网站公布；
3. 遇到群里突然收费，先给老师打电话核实，不要扫码；
4. 已经转账的，立即拨打 110，并保留聊天记录。

本局通知只从教育局正式渠道发出，链接不会要求您输入银行卡号或验证码。`,
      },
      en: {
        title: 'Beware of false teachers who collect money',
        body: `Someone has entered parents' chat groups and asked for "material fees" in a teacher's name.

1. Our schools **never collect money in chat groups**.
2. Every charge is posted at the school gate and on the bureau's site.
3. Call the teacher before you pay anything.
4. If you have paid, call 110 at once and keep the messages.

Links in our notices never ask for a bank card or a code.`,
      },
      bo: {
        title: 'དགེ་རྒན་གྱི་མིང་བརྫུས་ནས་དངུལ་བསྡུ་བར་དོགས་ཟོན་གནང་རོགས།',
        body: `ཁྱིམ་བདག་རྣམ་པ།

1. སློབ་གྲྭས་སྐད་འཕྲིན་ཚོགས་པའི་ནང་དངུལ་གཏན་ནས་མི་བསྡུ།
2. དངུལ་སྤྲོད་པའི་སྔོན་ལ་དགེ་རྒན་ལ་ཁ་པར་བཏང་ནས་དྲི་རོགས།
3. དངུལ་སྤྲད་ཟིན་ཚེ་ལམ་སང་ 110 ལ་ཁ་པར་གཏོང་རོགས།`,
      },
    },
  },
  {
    on: '10-16',
    office,
    kind: 'safety',
    reach: 'county',
    texts: {
      'zh-CN': {
        title: '关于森林草原防火期学生安全的通知',
        body: `我县已进入森林草原防火期。请教育孩子：

- 不带火柴、打火机进入林区和草场；
- 不在野外烧烤、烤土豆、点火取暖；
- 发现山火立即撤离，拨打 12119，**不要组织或参加扑火**。`,
      },
      bo: {
        title: 'ནགས་ཚལ་དང་རྩྭ་ཐང་གི་མེ་སྐྱོན་སྔོན་འགོག་གི་བརྡ་ཐོ།',
        body: `ཁྱིམ་བདག་རྣམ་པ། བྱིས་པ་རྣམས་ལ་གཤམ་གསལ་ལྟར་སློབ་གསོ་གནང་རོགས།

- ནགས་ཚལ་དང་རྩྭ་ཐང་ནང་མེ་མ་འཁྱེར།
- ཕྱི་རོལ་ཏུ་མེ་མ་གཏོང་།
- མེ་སྐྱོན་མཐོང་ཚེ་ལམ་སང་ཐག་རིང་དུ་འགྲོ་ཞིང་ 12119 ལ་ཁ་པར་གཏོང་རོགས།`,
      },
    },
  },
  {
    on: '11-05',
    office,
    kind: 'safety',
    reach: 'county',
    acknowledge: 10,
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于冬季取暖防范一氧化碳中毒的紧急提醒',
        body: `各位家长：

气温下降，用炭火、蜂窝煤取暖的家庭增多。一氧化碳**无色无味**，门窗紧闭时极易中毒。

1. 睡前熄灭炉火，卧室不放炭盆；
2. 装好烟囱和风斗，经常清理；
3. 出现头晕、恶心，立即开窗、到室外，拨打 120；
4. 独居老人带孩子的家庭，请左邻右舍多看一眼。

请在{+10}前确认知悉。没有手机的家庭，由班主任或村（居）干部当面告知。`,
      },
      en: {
        title: 'Carbon monoxide: heating in winter',
        body: `Carbon monoxide has **no colour and no smell**. Please:

1. put out the stove before sleeping, and keep no charcoal in bedrooms;
2. fit and clean the flue;
3. when someone feels dizzy or sick: open the windows, go outside, call 120.

Please acknowledge by {+10}.`,
      },
      bo: {
        title: 'དགུན་དུས་མེ་སྒྲོན་སྐབས་ཀྱི་བདེ་འཇགས་དྲན་སྐུལ།',
        body: `ཁྱིམ་བདག་རྣམ་པ།

1. ཉལ་བའི་སྔོན་ལ་ཐབ་མེ་གསོད་རོགས།
2. སྒེའུ་ཁུང་ཕྱེ་ནས་རླུང་གཏོང་རོགས།
3. མགོ་འཁོར་བ་དང་སྐྱུག་མེར་ལངས་ཚེ་ལམ་སང་ཕྱི་རུ་འགྲོ་ཞིང་ 120 ལ་ཁ་པར་གཏོང་རོགས།

{+10} ཉིན་གྱི་སྔོན་ལ་ངོས་འཛིན་གནང་རོགས།`,
      },
    },
  },
  {
    on: '11-17',
    office,
    kind: 'safety',
    reach: ['primary', 'kindergarten', 'nine-year'],
    texts: {
      'zh-CN': {
        title: '关于不购买校园周边“三无”食品的提醒',
        body: `市场监管部门近日检查了校园周边食品店，对 3 家销售过期食品的店铺作出处理。请家长：

- 不给孩子过多零花钱；
- 购买包装食品看清厂名、厂址、生产日期；
- 发现可疑食品拨打 12315。`,
      },
    },
  },
  {
    on: '12-06',
    office,
    kind: 'safety',
    reach: 'county',
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于云岭垭口路段结冰封闭期间学生上下学的通告',
        body: `因路面结冰，云岭垭口至石榴坝路段自即日起每日 19:00 至次日 10:00 封闭。

- 云岭乡、石榴坝乡走读学生可延后到校，不记迟到；
- 途经该路段的两趟校车改走河谷老路，约晚到 25 分钟；
- 住校生周五返家时间以学校通知为准，**恶劣天气不强行返家**。

封闭解除时间另行通告。`,
      },
      en: {
        title: 'Road closed at the Yunling pass because of ice',
        body: `The road from the Yunling pass to Shiliuba is closed each day from 19:00 to 10:00. Day pupils of both townships may come later without being marked late; two bus lines take the old valley road and arrive some 25 minutes later. Boarders do not travel home in bad weather.`,
      },
    },
  },
  {
    on: '01-19',
    office,
    kind: 'safety',
    reach: ['junior', 'senior', 'six-year', 'nine-year'],
    texts: {
      'zh-CN': {
        title: '寒假防诈骗提示：不刷单、不卖卡、不租号',
        body: `假期是未成年人被骗的高发期。请和孩子说清楚：

- “动动手指就赚钱”的刷单、点赞都是骗局；
- 出租、出借电话卡、银行卡、社交账号，可能成为犯罪帮凶；
- 网购游戏装备只在官方平台交易，不私下转账。

遇到可疑情况拨打全国反诈热线 96110。`,
      },
    },
  },
  {
    on: '03-24',
    office,
    kind: 'safety',
    reach: 'county',
    texts: {
      'zh-CN': {
        title: '关于开展应急疏散演练的告知书',
        body: `为迎接全国中小学生安全教育日，{+5}上午各学校组织应急疏散演练，届时会拉响警报。

这是**演练**，请家长和周边居民不必惊慌，也不要到校接人。演练结束后学校会在校门口张贴简要情况。`,
      },
    },
  },
  {
    on: '05-08',
    office,
    kind: 'safety',
    reach: 'county',
    acknowledge: 9,
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于做好汛期学生安全工作的通知',
        body: `各位家长：

我县即将进入主汛期，山洪、泥石流易发。请逐条对照：

1. 知道自家和上学路上的**避险点**在哪里；
2. 暴雨时不走低洼地、河滩和山洪沟，不冒险过漫水桥；
3. 收到停课通知，以教育局和学校正式渠道为准，不传播未经核实的消息；
4. 走读学生遇大雨可在校等候，学校有人值守，**雨停再走**。

县防汛值班电话和各乡镇避险点见乡镇公示栏。请在{+9}前确认。`,
      },
      en: {
        title: 'Safety in the flood season',
        body: `The main flood season begins. Please check with your child:

1. where the **safe place** near home and on the way to school is;
2. no walking along gullies and river banks in heavy rain, no crossing of flooded bridges;
3. suspension of lessons is announced only by the bureau and the school;
4. pupils may wait at school until the rain is over; someone is always there.

Please acknowledge by {+9}.`,
      },
      bo: {
        title: 'ཆུ་ལོག་དུས་སུ་སློབ་མའི་བདེ་འཇགས་སྐོར་གྱི་བརྡ་ཐོ།',
        body: `ཁྱིམ་བདག་རྣམ་པ།

1. ཁྱིམ་དང་སློབ་གྲྭའི་ལམ་གྱི་བདེ་འཇགས་ས་གནས་ཤེས་པར་བྱོས།
2. ཆར་ཆེན་འབབ་སྐབས་ཆུ་འགྲམ་དང་གྲོག་རོང་དུ་མ་འགྲོ།
3. ཆར་པ་མ་ཆད་བར་སློབ་གྲྭར་སྒུག་ཆོག

{+9} ཉིན་གྱི་སྔོན་ལ་ངོས་འཛིན་གནང་རོགས།`,
      },
    },
  },
  {
    on: '05-11',
    office,
    kind: 'safety',
    roles: ['guardians', 'teachers'],
    reach: 'county',
    texts: {
      'zh-CN': {
        title: '全国防灾减灾日地震避险演练安排',
        body: `{+1} 14:28，全县学校同步开展地震避险和疏散演练。演练时长约 15 分钟，不影响正常放学。

请家长借此机会和孩子一起：看一看家中哪里最结实，约定一个失散后的会合地点，记住一位外地亲友的电话。`,
      },
    },
  },
  {
    on: '06-20',
    office,
    kind: 'safety',
    reach: 'county',
    acknowledge: 6,
    recordings: [{ language: 'zh-CN', file: 'water' }],
    texts: {
      'zh-CN': {
        title: '致全县中小学生家长的一封信：防溺水',
        body: `天气炎热，请您把“六不”记在心里，念给孩子听：

1. 不私自下水游泳；
2. 不擅自与他人结伴游泳；
3. 不在无家长或老师带领的情况下游泳；
4. 不到无安全设施、无救援人员的水域游泳；
5. 不到不熟悉的水域游泳；
6. 不盲目下水施救，**要大声呼救、拨打 110**。

外出务工的家长，请给照看孩子的老人打个电话说一说。请在{+6}前确认。`,
      },
    },
  },
  {
    on: '07-19',
    office,
    kind: 'safety',
    reach: ['primary'],
    acknowledge: 1,
    texts: {
      'zh-CN': {
        title: '关于暑期托管服务暂停一天的紧急通知',
        body: `根据气象部门强降雨预报，**{+1}**全县暑期托管服务暂停一天，餐费不计。

确实无人照看的孩子，家长可在当日 8:00 前电话联系托管学校，学校安排值守教师照看。恢复时间以学校通知为准。`,
      },
    },
  },
  {
    on: '08-29',
    office,
    kind: 'safety',
    reach: ['primary', 'junior', 'kindergarten', 'nine-year'],
    acknowledge: 4,
    isPublic: true,
    attachments: [{ name: '校车线路示意图.png', sketch: 'route' }],
    recordings: [{ language: 'zh-CN', file: 'bus' }],
    texts: {
      'zh-CN': {
        title: '关于调整部分校车线路和站点的通知',
        body: `因滨河路施工，自{+4}起调整以下校车线路（示意图见附件）：

| 线路 | 原站点 | 现站点 | 首班 |
|---|---|---|---|
| 2 号线 | 滨河路口 | 解放桥北 | 7:20 |
| 5 号线 | 粮站 | 农贸市场东门 | 7:05 |
| 7 号线 | 不变 | 不变 | 6:55 |

请送孩子到新站点候车，提前 5 分钟到达。**请在{+4}前确认。**`,
      },
    },
  },
];
