import type { Example } from '../content.ts';
import { Timeline } from './timeline.tsx';

export const examples: Example[] = [
  {
    name: 'History of a notice',
    render: () => (
      <Timeline
        items={[
          { time: '11月20日 09:00', datetime: '2026-11-20T09:00:00+08:00', text: '已发布', meta: '基础教育股' },
          { time: '11月19日 16:42', datetime: '2026-11-19T16:42:00+08:00', text: '审核通过', meta: '局办公室' },
          { time: '11月19日', text: '起草' },
        ]}
      />
    ),
  },
];
