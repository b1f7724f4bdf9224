import { Button } from '../button/button.tsx';
import type { Example } from '../content.ts';
import { Panel } from './panel.tsx';

export const examples: Example[] = [
  {
    name: 'Asks to confirm',
    render: () => (
      <Panel title="请于11月27日（星期五）前确认。">
        <p>确认仅表示您已收到，不代表同意。</p>
        <Button text="我已收到" />
      </Panel>
    ),
  },
];
