/** The school year: terms, holidays, the winter timetable. */
import type { NoticeContent } from './content.ts';

export const calendarNotices: readonly NoticeContent[] = [
  {
    on: '08-26',
    office: 'bureau',
    kind: 'schedule',
    reach: 'county',
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于{year}年秋季学期开学安排的通知',
        body: `各位家长：

现将{year}年秋季学期开学有关事项通知如下。

| 学段 | 报到 | 正式上课 |
|---|---|---|
| 小学、初中 | {+5} | {+6} |
| 普通高中 | {+3} | {+4} |
| 幼儿园 | {+6} | {+7} |

1. 报到时请带齐暑期作业和上学期成绩单，**不需要**提供身份证件复印件。
2. 义务教育学校不收学费、杂费。任何代收项目都会在校门口公示栏写明。
3. 首日上学请尽量步行或乘公交，校门口不停车。

如有疑问，请与班主任联系。`,
      },
      en: {
        title: 'Start of the autumn term {year}',
        body: `Dear parents and guardians,

| Stage | Registration | First lessons |
|---|---|---|
| Primary and junior schools | {+5} | {+6} |
| Senior schools | {+3} | {+4} |
| Kindergartens | {+6} | {+7} |

1. Please bring the holiday homework and last term's report. Copies of identity papers are **not** needed.
2. Compulsory education is free of tuition. Anything else that a school collects is posted at its gate.
3. On the first day please walk or take the bus: there is no parking at the gates.`,
      },
      bo: {
        title: '{year}ལོའི་སྟོན་དུས་སློབ་ཐུན་འགོ་འཛུགས་པའི་བརྡ་ཐོ།',
        body: `ཁྱིམ་བདག་རྣམ་པ།

- སློབ་ཆུང་དང་དམའ་འབྲིང་། {+5} ཉིན་ཐོ་འགོད་དང་ {+6} ཉིན་སློབ་ཐུན་འགོ་འཛུགས།
- མཐོ་འབྲིང་། {+3} ཉིན་ཐོ་འགོད་དང་ {+4} ཉིན་སློབ་ཐུན་འགོ་འཛུགས།
- བྱིས་པའི་བཅོལ་ཁང་། {+6} ཉིན་ཐོ་འགོད།

དྲི་བ་ཡོད་ཚེ་འཛིན་གྲྭའི་དགེ་རྒན་ལ་འབྲེལ་བ་གནང་རོགས།`,
      },
    },
  },
  {
    on: '09-23',
    office: { department: '办公室' },
    kind: 'schedule',
    reach: 'county',
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于{year}年国庆节放假安排的通知',
        body: `各位家长：

国庆节放假时间以国务院办公厅公布的安排为准，具体到校时间由学校另行告知。放假期间请做到：

- 外出游玩注意交通安全，不乘坐超员、无牌车辆；
- 秋季天干物燥，不带火种进入林区；
- 离开本县的，请记下当地的报警和急救电话。

祝各位家长和同学节日愉快。`,
      },
      en: {
        title: 'National Day holiday {year}',
        body: `Schools close for National Day on the days published by the State Council's General Office; each school tells its families when lessons begin again.

- Do not travel in overcrowded or unregistered vehicles.
- The forests are dry: carry no fire there.
- When leaving the county, note the local emergency numbers.`,
      },
      bo: {
        title: '{year}ལོའི་རྒྱལ་སྟོན་གུང་སེང་གི་བརྡ་ཐོ།',
        body: `ཁྱིམ་བདག་རྣམ་པ།

རྒྱལ་སྟོན་གྱི་གུང་སེང་ནི་རྒྱལ་སྲིད་སྤྱི་ཁྱབ་ཁང་གིས་བསྒྲགས་པའི་དུས་ཚོད་ལྟར་བྱ་རྒྱུ་ཡིན།

- འགྲོ་འོང་བྱེད་སྐབས་བདེ་འཇགས་ལ་དོ་སྣང་གནང་རོགས།
- ནགས་ཚལ་ནང་མེ་མ་འཁྱེར་རོགས།`,
      },
    },
  },
  {
    on: '10-26',
    office: { department: '基础教育股' },
    kind: 'schedule',
    reach: 'county',
    acknowledge: 7,
    isPublic: true,
    rule: 'teaching',
    texts: {
      'zh-CN': {
        title: '关于执行冬季作息时间的通知',
        body: `各位家长：

为保证学生冬季睡眠和上下学安全，自{+14}起，全县中小学、幼儿园执行冬季作息时间。

| 学段 | 上午上课 | 下午放学 | 课后服务结束 |
|---|---|---|---|
| 幼儿园 | 9:00 | 16:20 | — |
| 小学 | 8:50 | 15:50 | 17:30 |
| 初中 | 8:20 | 16:50 | 18:00 |
| 高中 | 8:00 | 17:20 | — |

请不要让孩子提前半小时以上到校。校车发车时间相应推迟 20 分钟。

**请在{+7}前确认知悉。**没有收到电子通知的家庭，由班主任当面告知。`,
      },
      en: {
        title: 'Winter timetable',
        body: `From {+14} all schools and kindergartens follow the winter timetable.

| Stage | Lessons begin | Lessons end | After-school care ends |
|---|---|---|---|
| Kindergarten | 9:00 | 16:20 | — |
| Primary | 8:50 | 15:50 | 17:30 |
| Junior | 8:20 | 16:50 | 18:00 |
| Senior | 8:00 | 17:20 | — |

School buses leave 20 minutes later. Please let children arrive no more than half an hour early, and acknowledge this notice by {+7}.`,
      },
      bo: {
        title: 'དགུན་དུས་ཀྱི་སློབ་ཐུན་དུས་ཚོད་ལག་བསྟར་བྱ་རྒྱུའི་བརྡ་ཐོ།',
        body: `ཁྱིམ་བདག་རྣམ་པ།

{+14} ཉིན་ནས་བཟུང་སློབ་གྲྭ་ཁག་གིས་དགུན་དུས་ཀྱི་དུས་ཚོད་ལག་བསྟར་བྱ་རྒྱུ་ཡིན།

- སློབ་ཆུང་། 8:50 ནས་ 15:50 བར།
- དམའ་འབྲིང་། 8:20 ནས་ 16:50 བར།
- མཐོ་འབྲིང་། 8:00 ནས་ 17:20 བར།

{+7} ཉིན་གྱི་སྔོན་ལ་བརྡ་ཐོ་འབྱོར་བའི་ངོས་འཛིན་གནང་རོགས།`,
      },
    },
  },
  {
    on: '12-24',
    office: { department: '办公室' },
    kind: 'schedule',
    reach: 'county',
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于{next}年元旦放假安排的通知',
        body: `元旦放假时间以国务院办公厅公布的安排为准，不额外调课、不补作业。

假期气温低，山区道路可能结冰。自驾回乡请避开早晚时段，**不要带学生到结冰的河面、水库玩耍**。`,
      },
      en: {
        title: 'New Year holiday {next}',
        body: `Schools close on the days published by the State Council's General Office. Mountain roads may be icy: please avoid early morning and evening journeys, and keep children off frozen rivers and reservoirs.`,
      },
    },
  },
  {
    on: '01-14',
    office: 'bureau',
    kind: 'schedule',
    reach: 'county',
    acknowledge: 8,
    isPublic: true,
    attachments: [
      {
        name: '寒假安全提示.pdf',
        lines: [
          '寒假安全提示',
          '一、取暖：开窗通风，不用炭火取暖过夜。',
          '二、出行：系好安全带，不坐超员车。',
          '三、冰面：不上冰、不滑野冰。',
          '四、烟花：成人陪同，远离草垛和林地。',
        ],
      },
    ],
    texts: {
      'zh-CN': {
        title: '关于{year}年寒假安排和假期安全的通知',
        body: `各位家长：

寒假自{+10}开始，开学时间另行通知。请和孩子一起读一读附件《寒假安全提示》，重点记住四件事：

1. **取暖**：睡前熄灭炭火，开窗通风，谨防一氧化碳中毒；
2. **出行**：不乘坐农用车、超员车，骑乘电动车戴头盔；
3. **冰面**：不到河面、水库滑冰；
4. **烟花**：在允许的地点由成人陪同燃放。

假期每位班主任都会和家庭联系一次。外出务工的家长，请把受托照看孩子的人告诉班主任。`,
      },
      en: {
        title: 'Winter holiday {year} and safety at home',
        body: `The winter holiday begins on {+10}. Please read the attached page with your child:

1. **Heating**: put out charcoal before sleeping and keep a window open; carbon monoxide has no smell.
2. **Travel**: no farm vehicles, no overcrowded cars, helmets on electric bikes.
3. **Ice**: stay off rivers and reservoirs.
4. **Fireworks**: only where allowed and with an adult.`,
      },
      bo: {
        title: '{year}ལོའི་དགུན་གུང་དང་བདེ་འཇགས་ཀྱི་བརྡ་ཐོ།',
        body: `ཁྱིམ་བདག་རྣམ་པ།

དགུན་གུང་ནི་ {+10} ཉིན་ནས་འགོ་འཛུགས་རྒྱུ་ཡིན། གཤམ་གྱི་དོན་ལ་དོ་སྣང་གནང་རོགས།

1. ཁང་པའི་ནང་མེ་སྒྲོན་སྐབས་སྒེའུ་ཁུང་ཕྱེ་རོགས།
2. འགྲོ་ལམ་ནང་བདེ་འཇགས་ལ་དོ་སྣང་གནང་རོགས།
3. འཁྱགས་པའི་ཐོག་ཏུ་མ་རྩེད་རོགས།`,
      },
    },
  },
  {
    on: '02-22',
    office: 'bureau',
    kind: 'schedule',
    reach: 'county',
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于{year}年春季学期开学安排的通知',
        body: `{year}年春季学期各学段开学时间如下：

- 普通高中：{+5}报到；
- 小学、初中：{+7}报到，次日上课；
- 幼儿园：{+8}报到。

开学前一周，请帮助孩子调整作息，早睡早起。住校生床上用品由学校统一晾晒，不需要提前送到学校。`,
      },
    },
  },
  {
    on: '07-02',
    office: 'bureau',
    kind: 'schedule',
    reach: 'county',
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于{year}年暑假安排的通知',
        body: `暑假自{+6}开始，秋季学期开学时间另行通知。

- 县城三所小学开设暑期托管服务，自愿报名，只收餐费；
- 学科类校外培训机构暑期不得违规补课，可向教育局反映；
- 请和孩子约定：**不私自下水，不去山洪沟，不在傍晚后独自外出**。`,
      },
      en: {
        title: 'Summer holiday {year}',
        body: `The summer holiday begins on {+6}. Three primary schools in the county town offer care during the holiday; taking part is voluntary and only meals are charged. Please agree with your child: no swimming without an adult, no playing in gullies that flood, no walks alone after dusk.`,
      },
    },
  },
];
