/** Whether a guardian has still a reply to give. */
import { childrenOf } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Whole } from '../../model/notice.ts';
import { answersBy } from '../queries/answers.ts';

/** For one child at least, or for themselves. Who may only receive owes none, nor does anybody where no slip goes with it. */
export async function owesReply(
  trx: Transaction,
  { notice, audience, slip }: Whole,
  today: string,
  guardianId: number,
): Promise<boolean> {
  if (notice.request !== 'slip' || !slip) return false;
  const children = await childrenOf(trx, audience, today, guardianId);
  const answered = new Set((await answersBy(trx, notice.id, guardianId)).map((answer) => answer.pupilId));
  if (slip.per === 'guardian') return children.length > 0 && answered.size === 0;
  return children.some((child) => !answered.has(child.pupilId));
}
