/** What families are offered, and word to staff. */
import type { NoticeContent } from './content.ts';

export const serviceNotices: readonly NoticeContent[] = [
  {
    on: '09-05',
    office: { department: '基础教育股' },
    kind: 'announcement',
    reach: ['primary', 'junior', 'nine-year'],
    isPublic: true,
    rule: 'teaching',
    texts: {
      'zh-CN': {
        title: '关于{year}年秋季学期课后服务的说明',
        body: `课后服务自{+5}起开始，家长自愿选择，学期中可以随时退出。

- 时间：放学后至 17:30（初中至 18:00）；
- 内容：作业辅导、阅读、体育、劳动和社团，**不讲新课**；
- 收费标准和减免办法在各校公示栏公布。`,
      },
    },
  },
  {
    on: '09-18',
    office: { department: '计划财务股' },
    kind: 'fees',
    reach: 'county',
    isPublic: true,
    rule: 'finance',
    texts: {
      'zh-CN': {
        title: '学生资助政策告知书',
        body: `国家和省里对各学段学生有资助政策，符合条件的家庭可以申请：

| 学段 | 项目 |
|---|---|
| 学前 | 保教费减免 |
| 义务教育 | 生活补助、营养改善计划 |
| 普通高中 | 国家助学金、学费减免 |

需要申请的家长，请直接到学校资助办公室领取表格。**本通知不收集任何信息，请不要在群里填写家庭情况。**受助名单不公示。`,
      },
      bo: {
        title: 'སློབ་མར་རོགས་སྐྱོར་གྱི་སྲིད་ཇུས་བརྡ་ཁྱབ།',
        body: `ཁྱིམ་བདག་རྣམ་པ།

རྒྱལ་ཁབ་དང་ཞིང་ཆེན་གྱིས་སློབ་མར་རོགས་སྐྱོར་གྱི་སྲིད་ཇུས་ཡོད། རེ་འདུན་ཡོད་ཚེ་སློབ་གྲྭར་ཕེབས་ནས་རེའུ་མིག་ལེན་རོགས།

བརྡ་ཐོ་འདིས་ཆ་འཕྲིན་གང་ཡང་མི་བསྡུ།`,
      },
    },
  },
  {
    on: '10-09',
    office: { department: '办公室' },
    kind: 'health',
    reach: 'county',
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '转发：流感疫苗接种服务信息',
        body: `受县疾控中心委托，转发接种服务信息：

- 地点：县城社区卫生服务中心、各乡镇卫生院；
- 时间：每周二、周四上午，带上预防接种证；
- 接种**自愿**，由家长自行决定。

学校不组织集体接种，不统计、不登记、不询问学生接种情况。`,
      },
      en: {
        title: 'Passed on: where flu vaccination is offered',
        body: `Passed on for the county's centre for disease control: vaccination is offered at the health centre in town and at the township clinics, on Tuesday and Thursday mornings. It is **voluntary**. Schools do not organise it, and do not ask or record who takes part.`,
      },
    },
  },
  {
    on: '10-20',
    office: { department: '基础教育股' },
    kind: 'activity',
    reach: 'county',
    texts: {
      'zh-CN': {
        title: '家长学校公开课：怎样和孩子谈手机',
        body: `{+8} 19:30，家长学校邀请县实验学校心理教师讲一课《怎样和孩子谈手机》。

- 现场：县文化馆二楼，可容纳 200 人，先到先坐；
- 没有到场的家长，课后可在教育局网站听录音；
- 提问可以写纸条，不署名。`,
      },
    },
  },
  {
    on: '10-30',
    office: 'bureau',
    kind: 'activity',
    reach: ['primary', 'junior', 'senior', 'six-year', 'nine-year'],
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于举办全县中小学生秋季运动会的通知',
        body: `全县中小学生秋季运动会于{+10}至{+12}在县体育场举行，欢迎家长到场观看。

开幕式 9:00 开始，家长从东看台入场。比赛期间体育场周边车位有限，请乘坐 1 路、3 路公交车。`,
      },
    },
  },
  {
    on: '11-20',
    office: { department: '信息中心' },
    kind: 'announcement',
    reach: 'county',
    roles: ['teachers', 'heads'],
    texts: {
      'zh-CN': {
        title: '关于教育城域网割接停机的通知',
        body: `为更换核心交换机，教育城域网定于{+2} 22:00 至次日 6:00 停机，期间各校互联网、监控回传、办公系统不可用。

请各校网管提前保存数据，次日 7:00 前检查并报信息中心。`,
      },
    },
  },
  {
    on: '12-08',
    office: { department: '信息中心' },
    kind: 'safety',
    reach: 'county',
    roles: ['teachers', 'heads'],
    acknowledge: 7,
    texts: {
      'zh-CN': {
        title: '关于清理弱口令和共用账号的通知',
        body: `近期检查发现，部分学校仍在使用默认口令和多人共用账号。请全体教职工于{+7}前完成：

1. 工作账号口令不少于 12 位，不与其他网站相同；
2. 停用离岗人员账号；
3. 不在聊天工具中传送含学生姓名的表格。

完成后请确认本通知。`,
      },
    },
  },
  {
    on: '12-14',
    office: { department: '计划财务股' },
    kind: 'fees',
    reach: ['primary', 'junior', 'nine-year'],
    isPublic: true,
    rule: 'finance',
    texts: {
      'zh-CN': {
        title: '关于校服选购若干问题的说明',
        body: `- 校服由家长**自愿购买**，可以只买其中一件，也可以穿往年的；
- 款式、价格由家长代表参加的选用组织确定，中标结果公示 5 个工作日；
- 学校不得以任何理由要求统一购买，违反的请反映。`,
      },
    },
  },
  {
    on: '12-18',
    office: { department: '办公室' },
    kind: 'announcement',
    reach: ['kindergarten', 'primary'],
    texts: {
      'zh-CN': {
        title: '关于县城片区停水期间学校供餐的通知',
        body: `因主管道抢修，{+1} 8:00 至 16:00 县城片区停水。期间县城小学、幼儿园食堂正常供餐，用水由消防车和桶装水保障，餐具改用一次性环保餐具。

请给孩子多带一杯温开水。`,
      },
    },
  },
  {
    on: '02-25',
    office: { department: '学校安全管理股' },
    kind: 'safety',
    reach: 'county',
    roles: ['heads'],
    acknowledge: 4,
    attachments: [
      {
        name: '开学安全检查清单.pdf',
        lines: [
          '开学安全检查清单',
          '□ 消防设施、疏散通道',
          '□ 食堂仓库、留样',
          '□ 围墙、栏杆、屋面',
          '□ 校车、驾驶人',
          '□ 实验室药品',
          '□ 值班表、应急物资',
        ],
      },
    ],
    texts: {
      'zh-CN': {
        title: '关于开展春季学期开学安全检查的通知',
        body: `各学校（幼儿园）：

请对照附件清单，于{+4}前完成开学安全自查，做到：

1. 校长亲自带队，逐栋、逐层查看；
2. 能立即整改的当场整改，不能的写明措施、责任人和时限；
3. 存在重大隐患的部位先停用、后整改。

我局将随机抽查，检查结果只对事、不排名。`,
      },
    },
  },
  {
    on: '03-09',
    office: { department: '基础教育股' },
    kind: 'activity',
    reach: ['primary', 'junior', 'nine-year'],
    texts: {
      'zh-CN': {
        title: '关于开展“我为家乡种棵树”活动的通知',
        body: `{+3}（植树节）前后，各校就近组织植树和护绿活动，低年级以认识树木为主。

请给孩子准备：防滑鞋、手套、水杯。活动当天下雨则顺延。树苗由林业部门免费提供，家长不需要购买。`,
      },
    },
  },
  {
    on: '03-16',
    office: { department: '人事股' },
    kind: 'announcement',
    reach: 'county',
    roles: ['teachers', 'heads'],
    texts: {
      'zh-CN': {
        title: '关于{year}年中小学教师职称申报工作的通知',
        body: `1. 申报条件、岗位数额见各校公示栏，乡村学校连续任教满规定年限的按政策执行；
2. 个人申报截止{+25}，材料一律电子提交，不收复印件；
3. 学校推荐结果公示 5 个工作日。有异议的，可向人事股或监察审计室反映。`,
      },
    },
  },
  {
    on: '04-02',
    office: { department: '学校安全管理股' },
    kind: 'safety',
    reach: 'county',
    roles: ['heads'],
    texts: {
      'zh-CN': {
        title: '关于规范春季校外集体活动备案的通知',
        body: `组织学生校外集体活动，应提前 10 个工作日备案，材料包括活动方案、应急预案、用车合同和家长知情书。

未备案不得组织；天气预报有大雨的，一律延期。`,
      },
    },
  },
  {
    on: '04-21',
    office: { department: '基础教育股' },
    kind: 'activity',
    reach: 'county',
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '“书香青禾”读书月活动安排',
        body: `读书月自{+2}开始：

- 县图书馆周末延长开放至 20:00，学生借阅证免押金；
- 流动图书车每周三走一个乡镇，路线见教育局网站；
- 鼓励用汉语、藏语、羌语讲述家乡故事，优秀录音将在县广播播出。`,
      },
      en: {
        title: 'Reading month in Qinghe',
        body: `Reading month begins on {+2}. The county library is open until 20:00 at weekends; pupils borrow without a deposit; the library bus visits one township each Wednesday. Stories of home may be told in Chinese, Tibetan or Qiang.`,
      },
    },
  },
  {
    on: '05-25',
    office: { department: '计划财务股' },
    kind: 'fees',
    reach: ['primary', 'junior', 'kindergarten', 'nine-year'],
    isPublic: true,
    texts: {
      'zh-CN': {
        title: '关于学校食堂伙食费收支情况的公示',
        body: `现将本学期截至上月的食堂收支情况公示如下（万元）：

| 学段 | 收入 | 原料支出 | 占比 |
|---|---|---|---|
| 幼儿园 | 86.4 | 71.2 | 82% |
| 小学 | 312.7 | 262.9 | 84% |
| 初中 | 275.1 | 233.0 | 85% |

结余全部用于改善伙食。各校明细贴在食堂门口，家长可向学校膳食委员会查询原始票据。`,
      },
    },
  },
  {
    on: '07-06',
    office: { department: '人事股' },
    kind: 'schedule',
    reach: 'county',
    roles: ['teachers'],
    acknowledge: 6,
    texts: {
      'zh-CN': {
        title: '关于{year}年暑期教师集中培训的通知',
        body: `| 班次 | 时间 | 地点 |
|---|---|---|
| 小学班 | {+10}至{+12} | 第一小学 |
| 中学班 | {+13}至{+15} | 高级中学 |
| 幼教班 | {+10}至{+11} | 第一幼儿园 |

食宿统一安排，乡村教师报销往返车费。因故不能参加的，请在{+6}前向学校请假并确认。`,
      },
    },
  },
  {
    on: '09-27',
    office: { department: '办公室' },
    kind: 'safety',
    reach: 'county',
    roles: ['heads'],
    texts: {
      'zh-CN': {
        title: '关于做好国庆假期值班值守工作的通知',
        body: `1. 各校实行领导带班和 24 小时值班，值班表报办公室；
2. 突发情况**先处置、同时报告**，首报不超过 30 分钟；
3. 学生宿舍、食堂、锅炉房停用前断电断气。`,
      },
    },
  },
];
