/** The states of a notice and what leads from one to the next; the same table stands in README.md. */
export const states = [
  'draft',
  'in_review',
  'approved',
  'scheduled',
  'published',
  'withdrawn',
  'discarded',
  // A correction whose content was taken over into the notice that it corrects.
  'applied',
] as const;
export type State = (typeof states)[number];

export const acts = {
  submit: { from: ['draft'], to: 'in_review' },
  take_back: { from: ['in_review'], to: 'draft' },
  return: { from: ['in_review'], to: 'draft' },
  approve: { from: ['in_review'], to: 'approved' },
  reopen: { from: ['approved', 'scheduled'], to: 'draft' },
  schedule: { from: ['approved'], to: 'scheduled' },
  unschedule: { from: ['scheduled'], to: 'approved' },
  hold: { from: ['scheduled'], to: 'approved' },
  publish: { from: ['approved', 'scheduled'], to: 'published' },
  // By one person, without a review; stopped, it is a draft again.
  publish_urgently: { from: ['draft', 'in_review'], to: 'published' },
  stop: { from: ['published'], to: 'approved' },
  withdraw: { from: ['published'], to: 'withdrawn' },
  discard: { from: ['draft'], to: 'discarded' },
  apply: { from: ['approved'], to: 'applied' },
} as const satisfies Record<string, { from: readonly State[]; to: State }>;
export type Act = keyof typeof acts;

/** Whether an act is possible in a state. */
export function may(act: Act, state: State): boolean {
  return (acts[act].from as readonly State[]).includes(state);
}

/** The milliseconds in which a mass message can be stopped after the click. */
export const stopWindow = 60_000;

/** Whether it is published but still within the time in which it can be stopped. */
export function stoppable(notice: { state: State; publishedAt: Date | null }, now: Date): boolean {
  return notice.state === 'published' && notice.publishedAt !== null && now < notice.publishedAt;
}

/** Whether people see it: published, and the time to stop it has run out. */
export function isOut(notice: { state: State; publishedAt: Date | null }, now: Date): boolean {
  return notice.state === 'published' && notice.publishedAt !== null && now >= notice.publishedAt;
}
