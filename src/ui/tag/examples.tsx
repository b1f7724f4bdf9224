import type { Example } from '../content.ts';
import { Tag } from './tag.tsx';

export const examples: Example[] = [
  {
    name: 'All kinds',
    render: () => (
      <p>
        <Tag kind="ok" text="顺利" /> <Tag kind="wait" text="还有 5 天" /> <Tag kind="late" text="已逾期" />{' '}
        <Tag kind="info" text="审核中" /> <Tag kind="neutral" text="草稿" />
      </p>
    ),
  },
];
