import type { Example } from '../content.ts';
import { Progress } from '../progress/progress.tsx';
import { Live, LiveEnd } from './live.tsx';

export const examples: Example[] = [
  {
    name: 'Delivery that runs',
    render: () => (
      <Live href="/fragment" everySeconds={5}>
        <Progress label="送达进度" value={1200} max={15204} text="1,200 / 15,204" />
      </Live>
    ),
  },
  {
    name: 'The last fragment',
    render: () => (
      <Live href="/fragment" everySeconds={5} announce>
        <p>已完成。</p>
        <LiveEnd />
      </Live>
    ),
  },
];
