import type { Example } from '../content.ts';
import { Steps } from './steps.tsx';

export const examples: Example[] = [
  {
    name: 'Third of four',
    render: () => (
      <Steps
        label="导入步骤"
        items={[
          { text: '选择文件', state: 'done', stateText: '已完成', href: '#file' },
          { text: '对应列', state: 'done', stateText: '已完成', href: '#columns' },
          { text: '核对变更', state: 'current', stateText: '当前' },
          { text: '应用', state: 'todo', stateText: '未开始' },
        ]}
      />
    ),
  },
];
