/** Two late joiners as a school office writes them down. Invented, as all of the demo. */
import ExcelJS from 'exceljs';

/** A workbook with a title, two rows of headings, merged cells, wide digits, numbers as numbers, and a hidden sheet. */
export async function lateJoiners(school: string, className: string): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('插班生');
  sheet.addRow([`${school}插班生登记表`]);
  sheet.mergeCells('A1:G1');
  sheet.addRow(['序号', '班级', '学生姓名', '父亲', '', '母亲', '']);
  sheet.addRow(['', '', '', '姓名', '联系电话', '姓名', '联系电话']);
  for (const range of ['A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'F2:G2']) sheet.mergeCells(range);
  sheet.addRow([1, className, '陆 知远', '陆建平', 15400016021, '许　兰', '１５４０００１６０２２']);
  sheet.addRow([2, '', '泽仁卓玛', '泽仁多吉', 15400016023, '', '']);
  sheet.mergeCells('B4:B5');
  sheet.addRow([]);
  sheet.addRow(['合计', '', '2人']);
  const hidden = book.addWorksheet('底稿');
  hidden.state = 'hidden';
  hidden.addRow(['姓名', '班级']);
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
}
