import type { Example } from '../content.ts';
import { Listen } from './listen.tsx';

export const examples: Example[] = [
  {
    name: 'A recording, and one of an older text',
    render: () => (
      <>
        <Listen
          src="#zh"
          type="audio/mpeg"
          lang="zh-CN"
          title="听通知"
          length="1分20秒"
          pauseText="暂停"
          downloadText="放不出来？下载语音"
        />
        <Listen
          src="#en"
          type="audio/mp4"
          lang="en"
          title="Listen in English"
          length="45 s"
          pauseText="Pause"
          downloadText="It does not play? Download the sound"
          note="The text was changed since this was recorded; what is written holds."
        />
      </>
    ),
  },
];
