import type { Example } from '../content.ts';
import { Meter } from './meter.tsx';

export const examples: Example[] = [
  {
    name: 'With its legend',
    render: () => (
      <Meter
        label="送达情况"
        legend
        parts={[
          { kind: 'ok', share: 0.78, text: '已确认 78%' },
          { kind: 'info', share: 0.15, text: '已送达未确认 15%' },
          { kind: 'late', share: 0.02, text: '无法送达 2%' },
        ]}
      />
    ),
  },
];
