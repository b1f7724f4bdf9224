import type { Example } from '../content.ts';
import { Tag } from '../tag/tag.tsx';
import { type Column, DataTable } from './table.tsx';

const empty = { title: '没有学校', text: '先导入花名册。', action: { href: '#import', text: '导入' } };
const columns: Column[] = [
  { key: 'school', text: '学校', sortHref: '#by-school', sorted: 'ascending' },
  { key: 'families', text: '家长', numeric: true, sortHref: '#by-families' },
  { key: 'reached', text: '已送达', numeric: true },
  { key: 'state', text: '情况' },
];

export const examples: Example[] = [
  {
    name: 'Cards on a phone, totals',
    render: () => (
      <DataTable
        caption="各校送达情况"
        columns={columns}
        rows={[
          {
            href: '#1',
            cells: { school: '县第一小学', families: '1,420', reached: '1,398', state: <Tag kind="ok" text="顺利" /> },
          },
          {
            href: '#2',
            cells: {
              school: '永河小学',
              families: '386',
              reached: '301',
              state: <Tag kind="late" text="85 人无法送达" />,
            },
          },
        ]}
        totals={{ school: '2 所学校', families: '1,806', reached: '1,699' }}
        empty={empty}
      />
    ),
  },
  {
    name: 'Moved sideways on a phone',
    render: () => (
      <DataTable
        caption="行内容"
        narrow="scroll"
        columns={['行', '姓名', '学校', '年级', '班级', '出生年份', '监护人', '联系方式', '结果'].map((text) => ({
          key: text,
          text,
        }))}
        rows={[
          {
            cells: {
              行: 2,
              姓名: '王小梅',
              学校: '县第一小学',
              年级: '三年级',
              班级: '2班',
              监护人: '王建国',
              联系方式: '139 0000 0001',
              结果: '新增',
            },
          },
        ]}
        empty={empty}
      />
    ),
  },
  { name: 'Empty', render: () => <DataTable caption="学校" columns={columns} rows={[]} empty={empty} /> },
];
