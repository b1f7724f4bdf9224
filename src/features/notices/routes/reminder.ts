/** What is said about the newest reminder, and whether it can still be stopped. */
import { messageById } from '#features/delivery/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { day, say, type View } from '../pages/frame.tsx';

export interface ReminderState {
  on: string;
  text: string;
  stoppable: boolean;
}

export async function reminderState(
  c: Ctx,
  view: View,
  reminders: readonly { on: string; messageId: number }[],
): Promise<ReminderState | null> {
  const [last] = reminders;
  if (!last) return null;
  const { services } = c.var;
  const message = await messageById(services.db, last.messageId);
  const stoppable = message !== undefined && message.releaseAt > services.clock.now() && message.state !== 'stopped';
  const t = say(view);
  return { on: last.on, text: t(stoppable ? 'reminderGoing' : 'remindedOn', { day: day(view, last.on) }), stoppable };
}
