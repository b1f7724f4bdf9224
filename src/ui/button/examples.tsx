import type { Example } from '../content.ts';
import { Button } from './button.tsx';

export const examples: Example[] = [
  { name: 'Main', render: () => <Button text="我已收到" /> },
  { name: 'Second, as a link', render: () => <Button kind="second" text="我有问题要问" href="#ask" /> },
  { name: 'Danger', render: () => <Button kind="danger" text="撤回通知" name="verb" value="withdraw" /> },
  {
    name: 'Named fully for screen readers',
    render: () => <Button kind="second" text="删除" hiddenText="附件“时刻表”" />,
  },
  { name: 'Disabled', render: () => <Button text="发布" disabled /> },
];
