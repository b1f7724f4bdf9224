/** What single schools write to their own families. */
import type { NoticeContent } from './content.ts';
import { meetingSlip } from './slips.ts';

export const schoolNotices: readonly NoticeContent[] = [
  {
    on: '09-20',
    office: { stage: 'six-year', nth: 0 },
    kind: 'safety',
    reach: 'own',
    acknowledge: 4,
    texts: {
      'zh-CN': {
        title: '关于住校生周末返家接送安排的通知',
        body: `各位家长：

住校生每周五 15:30 离校，周日 18:00 前返校。学校联系了四条返家专线，请为孩子选择一种方式并确认：

- 乘专线车：在站点等候，不中途下车；
- 家长接：请到门卫室登记；
- 留校：食堂、宿舍照常开放，有教师值守。`,
      },
      bo: {
        title: 'སློབ་གྲྭར་སྡོད་པའི་སློབ་མ་ཁྱིམ་དུ་ལོག་པའི་བརྡ་ཐོ།',
        body: `ཁྱིམ་བདག་རྣམ་པ།

སློབ་མ་རྣམས་གཟའ་པ་སངས་ཀྱི་ 15:30 ལ་སློབ་གྲྭ་ནས་ཐོན་ཞིང་གཟའ་ཉི་མའི་ 18:00 གོང་ལ་ཕྱིར་ལོག་དགོས།

{+4} ཉིན་གྱི་སྔོན་ལ་ངོས་འཛིན་གནང་རོགས།`,
      },
    },
  },
  {
    on: '10-13',
    office: { stage: 'primary', nth: 0 },
    kind: 'schedule',
    reach: 'own',
    acknowledge: 4,
    slip: meetingSlip,
    texts: {
      'zh-CN': {
        title: '关于召开期中家长会的通知',
        body: `学校定于{+6}召开家长会，请按时参加。

| 年级 | 时间 | 地点 |
|---|---|---|
| 一、二年级 | 15:00—16:00 | 各班教室 |
| 三、四年级 | 16:10—17:10 | 各班教室 |
| 五、六年级 | 19:00—20:00 | 各班教室 |

多个孩子在校的家长可错峰参加。不能到场的，班主任另约时间单独沟通，**不公布任何学生的成绩和名次**。请在{+4}前填写回执。`,
      },
      en: {
        title: 'Parents’ meeting in mid-term',
        body: `The school invites you on {+6}.

| Grades | Time | Place |
|---|---|---|
| 1 and 2 | 15:00–16:00 | classrooms |
| 3 and 4 | 16:10–17:10 | classrooms |
| 5 and 6 | 19:00–20:00 | classrooms |

If you cannot come, the class teacher will find another time. No marks or ranks are read out. Please reply by {+4}.`,
      },
    },
  },
  {
    on: '11-02',
    office: { stage: 'primary', nth: 3 },
    kind: 'announcement',
    reach: 'own',
    texts: {
      'zh-CN': {
        title: '教室取暖设备开通告知',
        body: `学校电暖设备今日起开通，上课期间室温保持在 16℃ 以上，每节课间开窗通风 5 分钟。

请给孩子穿方便穿脱的外套，不必另带暖手炉、电热毯。`,
      },
    },
  },
  {
    on: '11-13',
    office: { stage: 'junior', nth: 0 },
    kind: 'activity',
    reach: 'own',
    texts: {
      'zh-CN': {
        title: '关于举行家长沙龙“青春期的餐桌”的通知',
        body: `{+7} 19:00 在学校报告厅举行家长沙龙，由学校心理辅导室主持，每班 5 个名额，向班主任报名。

话题：怎样和青春期的孩子聊天；怎样约定手机和睡眠。`,
      },
    },
  },
  {
    on: '12-01',
    office: { stage: 'primary', nth: 0 },
    kind: 'announcement',
    reach: 'own',
    texts: {
      'zh-CN': {
        title: '本周食堂菜单',
        body: `| | 主食 | 荤菜 | 素菜 | 汤 |
|---|---|---|---|---|
| 周一 | 米饭 | 土豆烧牛肉 | 炒青菜 | 番茄蛋汤 |
| 周二 | 馒头、米饭 | 宫保鸡丁 | 醋溜白菜 | 萝卜排骨汤 |
| 周三 | 米饭 | 青椒肉丝 | 麻婆豆腐 | 紫菜汤 |
| 周四 | 杂粮饭 | 粉蒸肉 | 蒜蓉菜心 | 南瓜汤 |
| 周五 | 面条 | 炸酱 | 凉拌黄瓜 | 面汤 |

需要调换食材的家长，请告诉班主任，不必说明原因。`,
      },
    },
  },
  {
    on: '03-26',
    office: { stage: 'primary', nth: 0 },
    kind: 'schedule',
    reach: 'own',
    acknowledge: 5,
    attachments: [{ name: '集合地点示意图.png', sketch: 'gate' }],
    texts: {
      'zh-CN': {
        title: '关于组织春季研学活动的通知',
        body: `学校拟于{+12}组织三至六年级学生到县农业科技园研学一天。活动自愿参加，不参加的学生在校上课。

- 集合：7:50，校门内操场（示意图见附件）；
- 返程：16:00；
- 费用：门票由园区减免，车费由学校公用经费列支，**家长不交费**。`,
      },
    },
  },
  {
    on: '04-09',
    office: { stage: 'kindergarten', nth: 0 },
    kind: 'activity',
    reach: 'own',
    texts: {
      'zh-CN': {
        title: '“小小种植日”亲子活动邀请',
        body: `亲爱的家长：

{+8}上午 9:30，请您和孩子一起到幼儿园小菜园种下春天的种子。

- 每个孩子请一位家人参加就好，爷爷奶奶也欢迎；
- 穿不怕脏的鞋；
- 不能来也没关系，老师会陪孩子一起种。`,
      },
    },
  },
  {
    on: '05-28',
    office: { stage: 'senior', nth: 0 },
    kind: 'exam',
    reach: 'own',
    texts: {
      'zh-CN': {
        title: '致高三家长：考前一周怎么陪',
        body: `- 饭菜照常，不突然进补；
- 作息照常，不熬夜；
- 少问一句“复习得怎么样”，多说一句“辛苦了”；
- 考试当天，送到路口就好，让孩子自己走进去。

考点安排、乘车时间以准考证和学校通知为准。`,
      },
    },
  },
  {
    on: '06-05',
    office: { stage: 'primary', nth: 1 },
    kind: 'safety',
    reach: 'own',
    acknowledge: 3,
    texts: {
      'zh-CN': {
        title: '关于校门施工期间改走东侧门的通知',
        body: `因正门改造，自{+3}起上下学改走东侧门，工期约 20 天。

东侧门道路较窄，请勿驾车驶入，接送请在文化广场等候，由护导老师带队走出。请在{+3}前确认。`,
      },
    },
  },
  {
    on: '10-11',
    office: { stage: 'senior', nth: 0 },
    kind: 'schedule',
    reach: 'own',
    roles: ['guardians', 'pupils'],
    texts: {
      'zh-CN': {
        title: '关于宿舍热水和熄灯时间调整的通知',
        body: `自{+2}起，学生宿舍热水供应时间调整为 6:20—7:00、21:30—22:40，熄灯时间为 23:00。

建议和投诉可投宿舍楼一层的意见箱，每周一开箱，结果张贴公布。`,
      },
    },
  },
];
