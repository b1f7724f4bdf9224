import type { Example } from '../content.ts';
import { TextDifference } from './text-difference.tsx';

export const examples: Example[] = [
  {
    name: 'A corrected sentence',
    render: () => (
      <TextDifference
        lang="zh-CN"
        addedText="增加"
        removedText="删去"
        parts={[
          { kind: 'same', text: '各校自十二月一日起，早上到校时间推迟' },
          { kind: 'removed', text: '二十' },
          { kind: 'added', text: '三十' },
          { kind: 'same', text: '分钟。\n\n请各位家长相互转告。' },
        ]}
      />
    ),
  },
];
