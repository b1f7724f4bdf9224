import type { Example } from '../content.ts';
import { Tabs } from './tabs.tsx';

export const examples: Example[] = [
  {
    name: 'With counts',
    render: () => (
      <Tabs
        label="通知视图"
        items={[
          { href: '#schools', text: '按学校', current: true, count: 30 },
          { href: '#failed', text: '无法送达', count: 312 },
          { href: '#history', text: '记录' },
        ]}
      />
    ),
  },
];
