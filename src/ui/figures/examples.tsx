import type { Example } from '../content.ts';
import { Figures } from './figures.tsx';

export const examples: Example[] = [
  {
    name: 'Five figures',
    render: () => (
      <Figures
        items={[
          { value: '15,204', text: '应送达家长' },
          { value: '14,101', text: '已送达', kind: 'ok' },
          { value: '11,866', text: '已确认', kind: 'ok' },
          { value: '312', text: '无法送达', href: '#failed', kind: 'late' },
          { value: '791', text: '尚无联系方式', href: '#missing', kind: 'wait' },
        ]}
      />
    ),
  },
];
