/** Words of sheets: pages, mistakes, remarks. They stand in one catalogue with the roster import's. */

export const sheetPageWords = {
  sheetTitle: { 'zh-CN': '导入 Excel 表格', en: 'Import a spreadsheet' },
  sheetIntro: {
    'zh-CN':
      '上传学校平时使用的学生或教职工表格（.xlsx 或 .csv）。系统先识别各列，再列出与现有通讯录的全部差异，由您确认后才会更改。',
    en: 'Upload the list of pupils or staff as your office keeps it (.xlsx or .csv). The columns are recognised, then you see everything that would change; nothing changes before you say so.',
  },
  sheetChooseSchool: { 'zh-CN': '选择学校', en: 'Choose a school' },
  sheetNoSchool: { 'zh-CN': '还没有学校', en: 'There is no school yet' },
  sheetNoSchoolText: {
    'zh-CN': '表格总是属于一所学校。请先由教育局导入名册或建立学校。',
    en: 'A spreadsheet is always of one school. The bureau imports a roster with the schools first.',
  },
  sheetSchoolTitle: { 'zh-CN': '导入表格：{name}', en: 'Import a spreadsheet: {name}' },
  sheetOnly: {
    'zh-CN': '表格只会改动本校，不涉及其他学校。',
    en: 'A spreadsheet changes this school only, and no other.',
  },
  sheet_pupils: { 'zh-CN': '学生和家长', en: 'Pupils and guardians' },
  sheet_staff: { 'zh-CN': '教职工', en: 'Staff' },
  sheetPupilsText: {
    'zh-CN': '一行一名学生，监护人写在同一行。可以每班一张工作表。',
    en: 'One pupil a row with the guardians beside. A sheet for each class is fine.',
  },
  sheetStaffText: {
    'zh-CN': '一行一名教职工；班主任写明所带班级。',
    en: 'One person a row; for class teachers, the class.',
  },
  sheetTemplate: { 'zh-CN': '下载空白模板（.xlsx）', en: 'Download an empty template (.xlsx)' },
  sheetFile: { 'zh-CN': '表格文件', en: 'The file' },
  sheetFileHint: {
    'zh-CN': '.xlsx 或 .csv，不超过 {limit} MB。旧格式 .xls 请先另存为 .xlsx。',
    en: '.xlsx or .csv, at most {limit} MB. Save an old .xls as .xlsx first.',
  },
  sheetUpload: { 'zh-CN': '上传并核对各列', en: 'Upload and check the columns' },
  sheetPrivacy: {
    'zh-CN':
      '身份证号、民族、宗教、政治面貌、健康、出生日期、住址等列，按标题和内容在保存之前丢弃，也不显示。上传的文件不保留；识别出的内容最多保留一天。',
    en: 'Columns of identity numbers, ethnicity, religion, politics, health, birth, address and the like are dropped, by heading and by content, before anything is stored or shown. The file is not kept; what was read from it goes after a day at most.',
  },
  sheetColumnsTitle: { 'zh-CN': '核对各列的含义', en: 'Check what the columns are' },
  sheetColumnsIntro: {
    'zh-CN':
      '{file}：{sheets, number} 张工作表，{rows, number} 行。系统按标题作了识别，请核对后继续；下次会按您的选择识别。',
    en: '{file}: {sheets, plural, one {one sheet} other {# sheets}}, {rows, plural, one {one row} other {# rows}}. The headings were recognised as below: check them and go on. Your choice is remembered.',
  },
  sheetColumn: { 'zh-CN': '表格中的列', en: 'Column of the sheet' },
  sheetSamples: { 'zh-CN': '例如', en: 'Such as' },
  sheetMeans: { 'zh-CN': '含义', en: 'What it is' },
  sheetMeansOf: { 'zh-CN': '“{heading}”的含义', en: 'What “{heading}” is' },
  sheetNoHeadingText: { 'zh-CN': '（没有标题）', en: '(no heading)' },
  sheetUnused: { 'zh-CN': '不使用', en: 'Not used' },
  sheetScope: { 'zh-CN': '表格里没有的人怎么办', en: 'Who is not in the file' },
  sheetScope_additions: {
    'zh-CN': '保持不变：表格只用来新增和更正',
    en: 'Stay as they are: the file only adds and corrects',
  },
  sheetScope_classes_pupils: {
    'zh-CN': '表格里各班的学生已齐全：这些班里不在表格中的学生已离校',
    en: 'The classes in the file are complete: pupils of these classes who are not in it have left',
  },
  sheetScope_school_pupils: {
    'zh-CN': '全校学生已齐全：不在表格中的学生已离校',
    en: 'The file holds all pupils of the school: whoever is not in it has left',
  },
  sheetScope_school_staff: {
    'zh-CN': '全校教职工已齐全：不在表格中的已离校',
    en: 'The file holds all staff of the school: whoever is not in it has left',
  },
  sheetScopeHint: {
    'zh-CN': '监护关系不会因为表格中没有写而终止；需要终止的，请在本人页面上操作。',
    en: 'No guardianship ends because a file does not name it; end it on the person’s page.',
  },
  sheetCompare: { 'zh-CN': '与通讯录比较', en: 'Compare with the directory' },
  sheetAgain: { 'zh-CN': '用这份表格重新比较', en: 'Compare this spreadsheet again' },
  sheetRefusedText: {
    'zh-CN': '请在表格中改正后重新上传。每类问题最多列出 200 行。',
    en: 'Mend them in the spreadsheet and upload it again. Up to 200 rows of each kind are shown.',
  },
  sheetImports: { 'zh-CN': '本校的导入记录', en: 'Earlier imports of this school' },

  field_name: { 'zh-CN': '姓名', en: 'Name' },
  field_number: { 'zh-CN': '学号（校内）', en: 'Pupil number (of the school)' },
  field_grade: { 'zh-CN': '年级', en: 'Grade' },
  field_class: { 'zh-CN': '班级', en: 'Class' },
  field_position: { 'zh-CN': '职务', en: 'Position' },
  field_phone: { 'zh-CN': '本人手机', en: 'Own mobile' },
  field_email: { 'zh-CN': '本人邮箱', en: 'Own email' },
  field_language: { 'zh-CN': '首选语言', en: 'Preferred language' },
  field_startsOn: { 'zh-CN': '入学或入职日期', en: 'First day' },
  field_guardianName: { 'zh-CN': '监护人{n}姓名', en: 'Guardian {n}: name' },
  field_guardianPhone: { 'zh-CN': '监护人{n}手机', en: 'Guardian {n}: mobile' },
  field_guardianEmail: { 'zh-CN': '监护人{n}邮箱', en: 'Guardian {n}: email' },
} as const;

export const sheetProblems = {
  notWorkbook: {
    'zh-CN': '不是 Excel 工作簿（.xlsx）或 CSV 文件。请在 Excel 或 WPS 中另存为“Excel 工作簿（.xlsx）”后上传。',
    en: 'It is neither a workbook (.xlsx) nor a CSV file. Save it as an Excel workbook (.xlsx) and upload that.',
  },
  oldExcel: {
    'zh-CN': '这是旧格式的 .xls 文件，或者设有打开密码。请另存为没有密码的 .xlsx 后上传。',
    en: 'It is an old .xls file, or protected by a password. Save it as .xlsx without a password and upload that.',
  },
  workbookBroken: {
    'zh-CN': '工作簿已损坏，无法读取。请在 Excel 或 WPS 中打开后另存一份再上传。',
    en: 'The workbook is damaged. Open it in Excel, save a copy, and upload that.',
  },
  sheetTooLarge: {
    'zh-CN': '内容太多：一次最多 {rows} 行。请按年级分成几个文件。',
    en: 'It is too much for one file: at most {rows} rows. Split it by grade.',
  },
  sheetNothing: {
    'zh-CN': '没有找到标题行。请确认有一行写着“姓名”“班级”等列名；也可以使用模板。',
    en: 'No row of headings was found. One row has to say Name, Class and so on; the template shows how.',
  },
  sheetNameNeeded: { 'zh-CN': '请指明哪一列是姓名', en: 'Say which column is the name' },
  sheetFieldTwice: { 'zh-CN': '同一含义只能选一列', en: 'Only one column can be this' },
  importWaiting: {
    'zh-CN': '另一个单位正在核对导入的差异，最多半小时。请稍后再点“与通讯录比较”；您的表格和选择都还在。',
    en: 'Somebody else is looking at an import just now, for half an hour at most. Compare again a little later; your file and your choices are kept.',
  },
  sheetGone: {
    'zh-CN': '这份表格已不再保留。请重新上传。',
    en: 'The spreadsheet is no longer kept. Upload it again.',
  },
  sheetNameMissing: { 'zh-CN': '没有姓名。请补上，或删去这一行。', en: 'There is no name. Add it, or delete the row.' },
  sheetNameWrong: {
    'zh-CN': '姓名里有数字或符号。请检查这一列是否对应正确。',
    en: 'The name has digits or signs in it. Check that the column is the right one.',
  },
  sheetClassMissing: { 'zh-CN': '没有班级。请补上。', en: 'There is no class. Add it.' },
  sheetClassNowhere: {
    'zh-CN': '不知道属于哪个班：没有班级一列，工作表名称也不是班级。',
    en: 'The class is not known: there is no column for it, and the sheet’s name is no class.',
  },
  sheetPhoneRounded: {
    'zh-CN': '手机号显示成了 1.38E+10，后几位已丢失。请把这一列设为“文本”格式后重新填写。',
    en: 'The number was shortened to 1.38E+10 and its last digits are lost. Format the column as text and enter it again.',
  },
  sheetDateWrong: {
    'zh-CN': '日期看不懂。请写成 2024-09-01 或 2024年9月1日。',
    en: 'The date can’t be read. Write 2024-09-01.',
  },
  sheetNumberTwice: { 'zh-CN': '这个学号在表格中出现了两次。', en: 'This pupil number stands in the file twice.' },
  sheetTwice: {
    'zh-CN': '同一个人在表格中出现了两次，或者是同班同名。是同一个人的，请删去一行；同名的，请加上学号一列。',
    en: 'The same person stands in the file twice, or two of one name are in one class. Delete a row, or add a column with pupil numbers.',
  },
  sheetAmbiguousPupil: {
    'zh-CN': '班里有两名同名学生，无法判断是哪一位。请加上学号，或写上监护人的手机号。',
    en: 'The class has two pupils of this name. Add the pupil number, or a guardian’s phone.',
  },
  sheetAmbiguousMove: {
    'zh-CN':
      '这个班里没有此名学生，而学校其他班有同名学生。如果是转班，请先在本人页面上处理；如果是另一个人，请加上学号。',
    en: 'The class has no pupil of this name, but other classes have. If it is a change of class, make it on the pupil’s page; if it is somebody else, add a pupil number.',
  },
  sheetAmbiguousStaff: {
    'zh-CN': '学校有两位同名教职工，无法判断是哪一位。请写上手机号。',
    en: 'The school has two members of staff of this name. Add the mobile number.',
  },
} as const;

export const sheetNotes = {
  sheetHidden: { 'zh-CN': '隐藏的工作表，没有读取。', en: 'A hidden sheet: it was not read.' },
  sheetNoHeading: {
    'zh-CN': '没有找到标题行，整张工作表没有读取。',
    en: 'No headings were found: the sheet was not read.',
  },
  sheetNoName: {
    'zh-CN': '没有姓名一列，整张工作表没有使用。',
    en: 'It has no column for the name: the sheet was not used.',
  },
  columnIdentity: {
    'zh-CN': '内容像身份证号，整列没有读取。',
    en: 'Its values look like identity numbers: the column was not read.',
  },
  rowSkipped: {
    'zh-CN': '{count, plural, other {# 行}}是合计、备注或重复的标题，已跳过。',
    en: '{count, plural, one {One row is a sum, a remark or a repeated heading and was} other {# rows are sums, remarks or repeated headings and were}} passed over.',
  },
  sheetPhoneLeftOut: {
    'zh-CN': '{count, plural, other {# 处}}不是手机号，没有导入。',
    en: '{count, plural, one {One number is no mobile number and was} other {# numbers are no mobile numbers and were}} left out.',
  },
  guardianNameMissing: {
    'zh-CN': '{count, plural, other {# 个号码}}没有监护人姓名，没有导入。',
    en: '{count, plural, one {One number has} other {# numbers have}} no guardian’s name beside and {count, plural, one {was} other {were}} left out.',
  },
} as const;
