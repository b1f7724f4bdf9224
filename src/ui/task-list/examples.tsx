import type { Example } from '../content.ts';
import { TaskList } from './task-list.tsx';

export const examples: Example[] = [
  {
    name: 'Before a notice can be sent',
    render: () => (
      <TaskList
        items={[
          { text: '正文', href: '#body', status: '已完成' },
          { text: '藏文译文', href: '#bo', hint: '1,204 位家长选择藏文。', status: { kind: 'wait', text: '未完成' } },
          { text: '送审', status: { kind: 'neutral', text: '尚不能开始' } },
        ]}
      />
    ),
  },
];
