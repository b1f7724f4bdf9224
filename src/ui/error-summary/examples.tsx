import type { Example } from '../content.ts';
import { TextField } from '../field/field.tsx';
import { ErrorSummary } from './error-summary.tsx';

export const examples: Example[] = [
  {
    name: 'Two errors and a field',
    render: () => (
      <>
        <ErrorSummary title="有一处需要修改" errors={[{ field: 'summary-mobile', text: '请输入 11 位手机号码' }]} />
        <TextField
          name="summary-mobile"
          label="手机号码"
          type="tel"
          autocomplete="tel"
          value="1390000"
          error="请输入 11 位手机号码"
        />
      </>
    ),
  },
];
