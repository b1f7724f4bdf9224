import { Button } from '../button/button.tsx';
import type { Example } from '../content.ts';
import { Actions } from './actions.tsx';

export const examples: Example[] = [
  {
    name: 'One main action, others beside it',
    render: () => (
      <Actions>
        <Button text="提醒未确认的 2,235 人" />
        <Button kind="second" text="打印纸质名单" href="#print" />
        <Button kind="second" text="下载 XLSX" href="#xlsx" />
      </Actions>
    ),
  },
];
