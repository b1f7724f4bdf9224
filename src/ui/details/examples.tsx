import type { Example } from '../content.ts';
import { Details } from './details.tsx';

export const examples: Example[] = [
  {
    name: 'Closed',
    render: () => (
      <Details summary="为什么收到这条通知？">
        <p>您是县第一小学一名学生的监护人，学校登记了这个号码。</p>
      </Details>
    ),
  },
  {
    name: 'Open',
    render: () => (
      <Details summary="Why am I asked to confirm?" open>
        <p>So that the class teacher knows whom to call. It does not mean that you agree.</p>
      </Details>
    ),
  },
];
