/** The door of the voice: questions and grievances, anonymous if wished. It hands nothing to incidents or hazards. */
import type { Feature } from '#platform/feature.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { permissions } from './policy.ts';

export const voice: Feature = { name: 'voice', permissions, routes: [], keeping, words };
