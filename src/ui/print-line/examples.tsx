import type { Example } from '../content.ts';
import { PrintLine } from './print-line.tsx';

export const examples: Example[] = [
  {
    name: 'Under a notice',
    render: () => (
      <PrintLine
        label="打印和下载"
        printText="打印本页"
        links={[
          { href: '#pdf', text: '下载 PDF' },
          { href: '#docx', text: '下载 DOCX' },
        ]}
      />
    ),
  },
];
