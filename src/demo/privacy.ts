/** The register, an assessment, a breach of the spring, two requests of families and a night of retention. */
import { sql } from 'kysely';
import { seedPrivacy } from '#features/privacy/seed.ts';
import type { Services } from '#platform/services.ts';
import { breach } from './contents/breach.ts';
import type { Filled } from './fill.ts';

export async function writePrivacy(services: Services, { staff }: Filled): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select min(g.guardian_id) as id from guardianship g where g.may_act and g.ends_on is null
    group by g.pupil_id order by g.pupil_id limit 2`.execute(services.db);
  const [one, other] = rows.map((row) => row.id);
  const post = (key: string) => staff.shown.find((shown) => shown.key === key)?.accountId;
  const [administrator, second] = [post('administrator'), post('second_administrator')];
  if (!one || !other || !administrator || !second) throw new Error('The demo has no families or administrators.');
  const controller = '青禾县教育局（个人信息保护工作由办公室负责），电话 0800-0000000';
  await seedPrivacy(services, {
    ...{ administrator, second, guardians: [one, other] },
    breach: { ...breach, foundAt: new Date(services.clock.now().getTime() - 190 * 86_400_000) },
    records: [
      { kind: 'processing', title: '家校通知与回执', answers: { controller } },
      {
        kind: 'assessment',
        title: '处理不满十四周岁未成年人信息的影响评估',
        answers: {
          minors: '入学时由监护人签署同意书，专门规则在学校公示并随入学材料发放。',
          rest: '个人链接被转发的风险仍然存在，影响限于一条通知。',
          opinion: '目的正当、范围必要，措施与风险相适应，同意实施；一年后复核。',
        },
      },
    ],
  });
}
