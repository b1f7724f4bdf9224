import type { Loop } from '#platform/jobs.ts';

export const deliveryLoop: Loop = { name: 'delivery', start: () => ({ stop: async () => undefined }) };
