import type { Example } from '../content.ts';
import { Pager } from './pager.tsx';

export const examples: Example[] = [
  {
    name: 'Between two pages',
    render: () => (
      <Pager
        label="翻页"
        previousHref="#p"
        previousText="上一页"
        nextHref="#n"
        nextText="下一页"
        summary="第 51–100 条"
      />
    ),
  },
];
