/** The templates that come with Belfry, by kind. They hold for whoever has adopted no plan of their own. */
import type { Kind } from '../model/kinds.ts';
import type { PlanContent } from '../model/plan.ts';
import { cyber } from './cyber.ts';
import { earthquake } from './earthquake.ts';
import { epidemic } from './epidemic.ts';
import { fire } from './fire.ts';
import { flood } from './flood.ts';
import { general } from './general.ts';
import { transport } from './transport.ts';

const made: Readonly<Partial<Record<Kind, PlanContent>>> = {
  flood,
  earthquake,
  epidemic,
  fire,
  building: fire,
  transport,
  cyber,
  network: cyber,
};

export function templateOf(kind: Kind): PlanContent {
  return made[kind] ?? general;
}

/** Whether the kind has more than the general template. */
export function hasTemplate(kind: Kind): boolean {
  return made[kind] !== undefined;
}
