import type { Example } from '../content.ts';
import { TextArea } from '../field/field.tsx';
import { TextDifference } from '../text-difference/text-difference.tsx';
import { SideBySide } from './side-by-side.tsx';

export const examples: Example[] = [
  {
    name: 'A translation, with a paragraph whose original changed',
    render: () => (
      <SideBySide
        left="中文（主要语言）"
        right="English"
        pairs={[
          {
            left: <p lang="zh-CN">各位家长：</p>,
            right: (
              <TextArea id="side-1" name="paragraph[]" label="第1段译文" rows={2} value="Dear parents," lang="en" />
            ),
          },
          {
            marked: true,
            left: (
              <TextDifference
                lang="zh-CN"
                addedText="增加"
                removedText="删去"
                parts={[
                  { kind: 'same', text: '到校时间推迟' },
                  { kind: 'removed', text: '二十' },
                  { kind: 'added', text: '三十' },
                  { kind: 'same', text: '分钟。' },
                ]}
              />
            ),
            right: (
              <TextArea
                id="side-2"
                name="paragraph[]"
                label="第2段译文"
                rows={2}
                value="School starts 20 minutes later."
                lang="en"
              />
            ),
          },
        ]}
      />
    ),
  },
];
