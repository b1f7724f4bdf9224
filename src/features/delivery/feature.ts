/** The door of delivery: messages to audiences, their figures, personal links, and mail to one address. */
import type { Feature } from '#platform/feature.ts';
import { machine } from '#platform/place.ts';
import { holdDelivery } from './actions/held.ts';
import { jobs } from './jobs.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { deadAfterSeconds } from './model.ts';
import { operationsPath } from './paths.ts';
import { permissions } from './policy.ts';
import { workersSeen } from './queries/channels.ts';
import { routes } from './routes.tsx';
import { deliveryLoop } from './sender/loop.ts';

export {
  type AlertDraft,
  type AlertProgress,
  alertChannels,
  alertEnded,
  alertProgress,
  alertsGoing,
  createAlert,
  replaceAlerts,
} from './actions/alerts.ts';
export { chooseDigest } from './actions/digests.ts';
export { endAbout } from './actions/end-about.ts';
export {
  countsByOrganisation,
  deliveryStates,
  failureReasons,
  type Progress,
  progress,
  refusing,
} from './actions/figures.ts';
export { releaseDelivery } from './actions/held.ts';
export { addJoiners, joinersAtOnce } from './actions/joiners.ts';
export {
  createMessage,
  type MessageContent,
  type MessageDraft,
  pauseMessage,
  replaceContents,
  resumeMessage,
  stopMessage,
  stopMessages,
} from './actions/messages.ts';
export { type PersonalLink, readLink, readWishes, signLink, signWishes, type WishesLink } from './links.ts';
export { errorInWords, errorRateInWords, queueInWords, reasonInWords } from './messages.ts';
export type { ChannelRow, MessageState, SendingChannel, StateName } from './model.ts';
export { outbox } from './outbox.ts';
export { endpointInput, subscriptionFields } from './push/subscription.ts';
export {
  isPushService,
  type PushOutcome,
  push,
  vapidKeys,
} from './push/web-push.ts';
export { alertStanding, reachedByOrganisation } from './queries/alert-figures.ts';
export { channelRows } from './queries/channels.ts';
export { countRows, distinctReached as peopleReached } from './queries/counts.ts';
export { choicesAmong as digestChoices, type Held, heldOf } from './queries/digests.ts';
export { type AboutMessage, aboutRows as aboutMessages } from './queries/end-about.ts';
export { type WaitingMessage, waitingDirectMail, waitingMessages } from './queries/held.ts';
export { rowsForgotten } from './queries/keeping.ts';
export { type MessageRow, messageRow as messageById } from './queries/message-rows.ts';
export { quietUntil } from './sender/quiet.ts';
export { sendUnrecorded, type UnrecordedOutcome } from './sender/unrecorded.ts';

export const delivery: Feature = {
  name: 'delivery',
  permissions,
  routes,
  jobs,
  loops: [deliveryLoop],
  restored: holdDelivery,
  keeping,
  // A process that only serves pages is not well while nobody sends, or a sender hangs, on whichever host.
  health: async ({ db }) => {
    const workers = await workersSeen(db, deadAfterSeconds);
    if (workers.length === 0) return ['delivery: no sending process was seen lately'];
    // Of its own loops this process tells by itself.
    const others = workers.filter((worker) => worker.machine !== machine || worker.processId !== process.pid);
    return others.flatMap(({ host, processId, hung }) => (hung ? [`process ${processId} on ${host}: ${hung}`] : []));
  },
  words,
  navigation: [
    {
      order: 90,
      href: operationsPath,
      permission: 'operations.read',
      text: (language) => words(language)('operations'),
    },
  ],
};
