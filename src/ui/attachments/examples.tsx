import type { Example } from '../content.ts';
import { AttachmentList } from './attachments.tsx';

export const examples: Example[] = [
  {
    name: 'Two files',
    render: () => (
      <AttachmentList
        items={[
          { href: '#timetable', name: '冬季校车时刻表', meta: 'PDF，184 KB' },
          { href: '#letter', name: 'Letter to families', meta: 'DOCX, 32 KB', lang: 'en' },
        ]}
      />
    ),
  },
];
