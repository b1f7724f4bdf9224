import type { Example } from '../content.ts';
import { EmptyState } from './empty-state.tsx';

export const examples: Example[] = [
  {
    name: 'With an action',
    render: () => (
      <EmptyState
        title="还没有通知"
        text="起草第一条通知，由第二个人审核后发布。"
        action={{ href: '#new', text: '起草通知' }}
      />
    ),
  },
  {
    name: 'Without',
    render: () => <EmptyState title="Nothing is overdue" text="Whatever passes its deadline appears here." />,
  },
];
