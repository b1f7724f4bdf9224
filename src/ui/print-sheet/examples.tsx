import type { Example } from '../content.ts';
import { DataTable } from '../table/table.tsx';
import { PrintSheet, PrintSlips } from './print-sheet.tsx';

export const examples: Example[] = [
  {
    name: 'List of a class',
    render: () => (
      <PrintSheet
        office="青禾县教育局"
        title="三年级2班：需当面告知的家庭"
        meta="关于冬季作息时间调整的通知 · 11月22日打印"
        note="告知后请签名，名单用毕销毁。"
      >
        <DataTable
          caption="需当面告知的家庭"
          captionHidden
          columns={[
            { key: 'name', text: '学生' },
            { key: 'told', text: '告知日期' },
            { key: 'sign', text: '签名' },
          ]}
          rows={[{ cells: { name: '扎西', told: '', sign: '' } }, { cells: { name: '王小梅', told: '', sign: '' } }]}
          empty={{ title: '没有需要当面告知的家庭', text: '所有家庭均已送达。' }}
        />
      </PrintSheet>
    ),
  },
  {
    name: 'Slips to cut apart',
    render: () => (
      <PrintSlips
        slips={[
          {
            title: '关于冬季作息时间调整的通知',
            body: <p>自11月30日起，上午到校时间调整为8:20。</p>,
            reply: '家长签名：＿＿＿＿＿＿＿＿',
          },
          { title: 'དགུན་དུས་ཀྱི་དུས་ཚོད་བརྗེ་པོ་བརྒྱབ་པའི་བརྡ་ཐོ།', lang: 'bo', body: <p>ཟླ་བ་11པའི་ཚེས་30ནས་བཟུང་།</p> },
        ]}
      />
    ),
  },
];
