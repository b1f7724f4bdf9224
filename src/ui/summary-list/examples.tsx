import type { Example } from '../content.ts';
import { SummaryList } from './summary-list.tsx';

export const examples: Example[] = [
  {
    name: 'Check before sending',
    render: () => (
      <SummaryList
        rows={[
          {
            key: '标题',
            value: '关于冬季作息时间调整的通知',
            action: { href: '#title', text: '修改', hidden: '标题' },
          },
          {
            key: '受众',
            value: '全县中小学学生家长，15,204 人',
            action: { href: '#who', text: '修改', hidden: '受众' },
          },
          { key: '审核', value: '尚未审核' },
        ]}
      />
    ),
  },
];
