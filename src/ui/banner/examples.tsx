import type { Example } from '../content.ts';
import { Banner } from './banner.tsx';

export const examples: Example[] = [
  {
    name: 'Success',
    render: () => (
      <Banner kind="success" title="通知已发布">
        <p>正在送达 15,204 位家长。您可以关闭本页，送达会继续。</p>
      </Banner>
    ),
  },
  {
    name: 'Warning',
    render: () => (
      <Banner kind="warning" title="791 位家长尚无联系方式">
        <p>
          请学校<a href="#paper">打印纸质名单</a>，由班主任当面告知。
        </p>
      </Banner>
    ),
  },
  {
    name: 'Danger',
    render: () => (
      <Banner kind="danger" title="Delivery is paused">
        <p>This system was restored from a backup. Nothing is sent until a person releases the queue.</p>
      </Banner>
    ),
  },
  {
    name: 'Information without a title',
    render: () => (
      <Banner kind="info">
        <p>此页面每 30 秒更新一次。</p>
      </Banner>
    ),
  },
];
