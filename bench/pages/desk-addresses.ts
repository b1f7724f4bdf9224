/** Addresses of the younger desks (desks.ts). */
import type { Make } from './addresses.ts';
import type { Filled } from './fill.ts';

/** Objects of the younger desks. */
export function ofDesks({ desks }: Filled): Record<string, number | string | undefined> {
  return {
    incident: desks.running[0],
    kind: 'storm',
    template: desks.templates[7],
    series: desks.series[8],
    record: desks.records[3],
    request: desks.requests[3],
    token: desks.token,
    client: desks.client,
    year: new Date().getFullYear(),
    guide: 'officer',
    picture: 'desk-zh.png',
    purpose: 'photos',
    to: 'authority',
  };
}

const incident = '/desk/incidents/:incident{[0-9]+}';

export const incidentAddresses: [string, Make][] = [
  ...['', '/tasks', '/log', '/update', '/schools', '/level', '/close'].map((tail): [string, Make] => [
    `${incident}${tail}`,
    (_, { desks }) => desks.running.map((id) => `/desk/incidents/${id}${tail}`),
  ]),
  [
    `${incident}/tasks/:task`,
    (_, { desks }) => desks.tasks.map((t) => `/desk/incidents/${t.incident}/tasks/${t.task}`),
  ],
  ...['/review', '/lessons'].map((tail): [string, Make] => [
    `${incident}${tail}`,
    (_, { desks }) => desks.lessons.map((l) => `/desk/incidents/${l.incident}${tail}`),
  ]),
  [
    `${incident}/lessons/:lesson`,
    (_, { desks }) => desks.lessons.map((l) => `/desk/incidents/${l.incident}/lessons/${l.lesson}`),
  ],
];
