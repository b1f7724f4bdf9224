import type { Example } from '../content.ts';
import { CopyText } from './copy.tsx';

export const examples: Example[] = [
  {
    name: 'Tracking code',
    render: () => <CopyText label="查询码" value="K7QM-2RVX-94TD" copyText="复制" copiedText="已复制" />,
  },
];
