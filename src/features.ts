/** The register, by hand: every feature in one list, in the order of their directions. */
import { accounts } from './features/accounts/feature.ts';
import { api } from './features/api/feature.ts';
import { audit } from './features/audit/feature.ts';
import { calendar } from './features/calendar/feature.ts';
import { channels } from './features/channels/feature.ts';
import { delivery } from './features/delivery/feature.ts';
import { directory } from './features/directory/feature.ts';
import { help } from './features/help/feature.ts';
import { incidents } from './features/incidents/feature.ts';
import { map } from './features/map/feature.ts';
import { notices } from './features/notices/feature.ts';
import { operation } from './features/operation/feature.ts';
import { privacy } from './features/privacy/feature.ts';
import { training } from './features/training/feature.ts';
import { voice } from './features/voice/feature.ts';
import type { PermissionTable } from './platform/access.ts';
import type { Feature } from './platform/feature.ts';

export const features: readonly Feature[] = [
  audit,
  calendar,
  directory,
  map,
  accounts,
  delivery,
  channels,
  notices,
  incidents,
  training,
  voice,
  operation,
  api,
  privacy,
  help,
];

/** All permissions of all features. */
export function permissionTable(): PermissionTable {
  const table: Record<string, PermissionTable[string]> = {};
  for (const feature of features) {
    for (const [name, roles] of Object.entries(feature.permissions)) {
      if (table[name]) throw new Error(`Permission ${name} is declared twice.`);
      table[name] = roles;
    }
  }
  return table;
}
