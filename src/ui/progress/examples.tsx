import type { Example } from '../content.ts';
import { Progress } from './progress.tsx';

export const examples: Example[] = [
  {
    name: 'Half way',
    render: () => <Progress label="送达进度" value={7602} max={15204} text="已交出 7,602 / 15,204" />,
  },
];
