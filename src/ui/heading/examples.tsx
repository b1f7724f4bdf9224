import type { Example } from '../content.ts';
import { Tag } from '../tag/tag.tsx';
import { Meta, PageHeading } from './heading.tsx';

export const examples: Example[] = [
  {
    name: 'Title with number and state',
    render: () => (
      <PageHeading
        caption="青教办〔2026〕47号 · 基础教育股"
        title="关于冬季作息时间调整的通知"
        meta={
          <>
            截止 11月27日 <Tag kind="wait" text="还有 5 天" />
          </>
        }
      />
    ),
  },
  { name: 'Small words', render: () => <Meta>此链接只属于您本人，请勿转发。</Meta> },
];
