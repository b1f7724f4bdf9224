import type { Example } from '../content.ts';
import { Bars } from './bars.tsx';

export const examples: Example[] = [
  {
    name: 'Answers to a question',
    render: () => (
      <Bars
        caption="返家方式"
        columns={{ name: '选项', share: '占比', value: '份数' }}
        rows={[
          { name: '乘专线车', share: 0.62, value: '128' },
          { name: '家长接', share: 0.35, value: '72' },
          { name: '留校', share: null, value: '少于5' },
        ]}
      />
    ),
  },
];
