/** The emergencies of the demo's year: a flood that is over and was reviewed, an evacuation exercise, what others warned of. */
import { sendPastAlert } from '#features/delivery/seed.ts';
import { audienceSize } from '#features/directory/feature.ts';
import { type IncidentSeed, seedIncidents } from '#features/incidents/seed.ts';
import { seedDuty } from '#features/incidents/seed-duty.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import type { Filled } from './fill.ts';
import { writeWarnings } from './warnings.ts';

const dayMs = 86_400_000;

export async function writeIncidents(services: Services, { places, staff }: Filled): Promise<void> {
  const { clock, config } = services;
  const officer = staff.shown.find((shown) => shown.key === 'incident_officer');
  const [one, other] = places.schools;
  if (!officer || !one || !other) throw new Error('The demo has no incident officer or too few schools.');
  const now = clock.now().getTime();
  /** So many days ago, at an hour of the district's day (UTC+8). */
  const at = (days: number, hour: number) =>
    new Date(Math.floor((now - days * dayMs) / dayMs) * dayMs + (hour - 8) * 3_600_000);
  const inDays = (days: number) => localDate(new Date(now + days * dayMs), config.timeZone);
  const flood = at(165, 13);
  const today = localDate(clock.now(), config.timeZone);
  const include = (['guardians', 'teachers', 'heads'] as const).map((role) => ({ organisationId: one.id, role }));
  const { people } = await audienceSize(services.db, { include, exclude: [] }, today);
  const seed: IncidentSeed = {
    officer: { accountId: officer.accountId, organisationId: places.bureau.id, path: places.bureau.path },
    plans: { kinds: ['flood', 'earthquake', 'fire', 'transport'], at: at(300, 10) },
    incidents: [
      {
        ...{ kind: 'flood', level: 3, exercise: false, place: '县道 X012 永河段', declaredAt: flood },
        organisationIds: [one.id, other.id],
        raised: { minutes: 40, level: 2, reason: '永河水位超过警戒线 0.6 米，县防汛指挥部发布橙色预警。' },
        schools: new Map([
          [one.id, 'closed'],
          [other.id, 'remote'],
        ]),
        log: [
          { minutes: 3, sort: 'fact', text: '气象台电话确认：未来三小时降雨量 50 毫米以上。' },
          { minutes: 16, sort: 'decision', text: '校车停运，学生留校，由值班教师照看。' },
          { minutes: 55, sort: 'fact', text: '两校清点完毕，在校学生和教职工全部安全。' },
          { minutes: 180, sort: 'decision', text: '晚餐和住宿由后勤保障组送达，次日停课一天。' },
        ],
        updates: [
          {
            ...{ minutes: 9, nextMinutes: 60 },
            texts: {
              'zh-CN': {
                headline: '暴雨洪水：两所学校学生留校',
                description: '受强降雨影响，县道 X012 中断，校车停运。学生在校安全，由教师照看。',
                instruction: '请不要前往学校接送，不要蹚水或驾车穿过积水道路。',
              },
              en: {
                headline: 'Flood: pupils stay at two schools',
                description:
                  'Heavy rain has cut county road X012 and the buses have stopped. Pupils are safe at school.',
                instruction: 'Do not set out for the school, and do not walk or drive through water.',
              },
            },
          },
          {
            ...{ minutes: 65, nextMinutes: 240 },
            texts: {
              'zh-CN': {
                headline: '点名完成，学生全部安全',
                description: '两校学生全部在校，晚餐和住宿已安排。明日停课或线上教学，以学校通知为准。',
                instruction: '请继续留在安全处。',
              },
              en: {
                headline: 'All pupils are accounted for',
                description:
                  'All are at school; food and beds are arranged. Tomorrow there are no lessons, or lessons from home.',
                instruction: 'Stay where you are safe.',
              },
            },
          },
        ],
        questions: {
          matters: [
            {
              ...{ minutes: 75, asked: ['孩子晚上睡在哪里', '今晚孩子住哪儿？有被子吗', '能去学校送被褥吗'] },
              question: { 'zh-CN': '孩子今晚住在哪里？', en: 'Where do the children sleep tonight?' },
              answer: {
                'zh-CN': '学生住在本校宿舍和教室，被褥和热水由后勤保障组送到，教师整夜值守。请不要自行送物品。',
                en: 'In the dormitory and classrooms of their school. Bedding and hot water are brought, and teachers stay all night. Please bring nothing yourselves.',
              },
            },
            {
              ...{ minutes: 90, asked: ['明天还上课吗', '周五上不上学？'] },
              question: { 'zh-CN': '明天上课吗？', en: 'Are there lessons tomorrow?' },
              answer: {
                'zh-CN': '两校明天停课，复课时间在本页公布。',
                en: 'No lessons tomorrow at either school. This page says when they begin again.',
              },
            },
          ],
          declined: [{ minutes: 95, asked: ['请问某同学家里受灾了吗'], reason: 'personal' }],
        },
        end: {
          minutes: 26 * 60,
          texts: {
            'zh-CN': {
              headline: '洪水响应结束，学生已回家',
              description: '水位回落，县道 X012 恢复通行，留校学生已全部由家长接回。',
              instruction: '两所学校明日恢复上课。',
            },
            en: {
              headline: 'The flood response has ended',
              description: 'The water has fallen, the road is open again and all pupils are at home.',
              instruction: 'Both schools open again tomorrow.',
            },
          },
        },
        review: {
          course: '午后强降雨使永河漫过县道 X012，校车停运，两校学生滞留一夜。无人员受伤，一层库房进水，损失约两万元。',
          wentWell: '启动响应后九分钟发布首次公开信息；清点人数在一小时内完成；家长没有冒险接送。',
        },
        lessons: [
          { text: '与校车公司签订暴雨停运的书面约定', dueOn: inDays(-90), done: '已签订，随车照管人员各持一份。' },
          { text: '在两所学校各备足一夜的被褥和饮水', dueOn: inDays(20) },
        ],
      },
      {
        ...{ kind: 'fire', level: 4, exercise: true, place: '教学楼三层', declaredAt: at(40, 15) },
        organisationIds: [one.id],
        schools: new Map(),
        log: [{ minutes: 4, sort: 'fact', text: '三分二十秒疏散完毕，人数清点无误。' }],
        updates: [
          {
            ...{ minutes: 5, nextMinutes: null },
            // The alert itself is practised: whether it reaches families within a minute.
            sent: { roles: ['guardians', 'teachers', 'heads'], people },
            texts: {
              'zh-CN': {
                headline: '学校开展消防疏散演练',
                description: '今天下午进行消防疏散演练，可能听到警报声。',
                instruction: '请不必担心，也不要前往学校。',
              },
              en: {
                headline: 'The school practises leaving the building',
                description: 'An evacuation is practised this afternoon; you may hear the alarm.',
                instruction: 'There is no need to worry or to come to the school.',
              },
            },
          },
        ],
        roll: { minutes: 24, closedAfter: 16, absentEach: 17, silentEach: 29 },
        questions: {
          matters: [
            {
              ...{ minutes: 8, asked: ['警报声是演练吗'] },
              question: { 'zh-CN': '听到的警报声是演练吗？', en: 'Is the alarm part of the exercise?' },
              answer: { 'zh-CN': '是的，演练约四十分钟结束。', en: 'Yes. It ends within forty minutes.' },
            },
          ],
          declined: [],
        },
        end: {
          minutes: 45,
          texts: {
            'zh-CN': { headline: '演练结束', description: '疏散演练顺利结束，学生已回教室上课。', instruction: '' },
            en: { headline: 'It is over', description: 'Pupils are back in their classrooms.', instruction: '' },
          },
        },
        review: {
          course: '模拟三层起火，全校疏散到操场，用时三分二十秒。',
          wentWell: '各班按路线有序撤离，清点人数准确。',
        },
        lessons: [],
      },
    ],
  };
  await seedIncidents(services, seed, (trx, alertId) => sendPastAlert(trx, alertId, today));
  // The bureau's people take turns; a week lies behind them.
  const atBureau = ['incident_officer', 'safety_officer', 'editor', 'administrator', 'second_administrator'];
  await seedDuty(services, {
    officer: { accountId: officer.accountId, organisationId: places.bureau.id, path: places.bureau.path },
    name: '应急值班',
    members: staff.shown.filter((one) => atBureau.includes(one.key)).map((one) => one.accountId),
    since: at(7, 7),
    notes: [
      '永河水位 1.8 米，平稳。县气象台今晚有雨，请每两小时看一次水位。',
      '夜间无异常。第二中学锅炉检修，今天中午送餐由后勤联系。',
    ],
  });
  const second = staff.shown.find((shown) => shown.key === 'administrator');
  if (!second) throw new Error('The demo has no administrator.');
  await writeWarnings(services, { accountId: officer.accountId, secondId: second.accountId, flood, now: clock.now() });
}
