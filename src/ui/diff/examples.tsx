import type { Example } from '../content.ts';
import { Change, Difference } from './diff.tsx';

export const examples: Example[] = [
  {
    name: 'Counts of an import',
    render: () => (
      <Difference
        added={{ value: 124, text: '新增', href: '#added' }}
        changed={{ value: 37, text: '变更', href: '#changed' }}
        left={{ value: 9, text: '离校', href: '#left' }}
        refused={{ value: 3, text: '未接受', href: '#refused' }}
      />
    ),
  },
  {
    name: 'One value',
    render: () => (
      <p>
        <Change beforeText="原值" before="三年级2班" afterText="新值" after="四年级2班" />
      </p>
    ),
  },
];
