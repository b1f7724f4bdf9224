import type { Example } from '../content.ts';
import { Prose } from './prose.tsx';

export const examples: Example[] = [
  {
    name: 'Chinese',
    render: () => (
      <Prose
        lang="zh-CN"
        html="<p>各位家长：自<strong>11月30日（星期一）</strong>起，全县中小学上午到校时间推迟二十分钟。</p><ul><li>校车相应顺延，站点不变。</li><li>学校7:40开放教室。</li></ul>"
      />
    ),
  },
  {
    name: 'Tibetan',
    render: () => (
      <Prose lang="bo" html="<p>ཁྱིམ་བདག་རྣམས་ལ། ཟླ་བ་11པའི་ཚེས་30ཉིན་ནས་བཟུང་སློབ་གྲྭར་འགྲོ་བའི་དུས་ཚོད་སྐར་མ་ཉི་ཤུ་འཕྱི་རུ་བཏང་ཡོད།</p>" />
    ),
  },
];
