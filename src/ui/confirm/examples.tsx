import type { Example } from '../content.ts';
import { TextArea } from '../field/field.tsx';
import { ConfirmPanel } from './confirm.tsx';

export const examples: Example[] = [
  {
    name: 'Publish',
    render: () => (
      <ConfirmPanel
        title="发布给 15,204 位家长？"
        text={<p>60 秒内可以停止。之后只能公开更正或撤回。</p>}
        action="#publish"
        confirmText="发布"
        cancelHref="#back"
        cancelText="返回"
        hidden={{ version: 3 }}
      />
    ),
  },
  {
    name: 'Withdraw, with a reason',
    render: () => (
      <ConfirmPanel
        title="Withdraw this notice?"
        text={<p>Its page stays, with the reason. Reminders stop at once.</p>}
        action="#withdraw"
        confirmText="Withdraw the notice"
        cancelHref="#back"
        cancelText="Keep it"
        danger
      >
        <TextArea name="reason" label="Reason" hint="Everybody can read it." rows={3} required />
      </ConfirmPanel>
    ),
  },
];
