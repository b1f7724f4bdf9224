/** Words for what is wrong in a file and what to do about it. Values of people never stand in them. */

export const problemWords = {
  // the zip
  notZip: {
    'zh-CN': '这不是可以读取的 ZIP 文件，或文件不完整。请重新导出并再次上传。',
    en: 'This is not a readable ZIP file, or it is cut off. Export it again and upload it whole.',
  },
  zipEntries: {
    'zh-CN': 'ZIP 里的文件超过 {limit} 个。请只保留 OneRoster 的 CSV 文件。',
    en: 'The ZIP holds more than {limit} files. Keep only the CSV files of OneRoster in it.',
  },
  zipTooLarge: {
    'zh-CN': '解压后超过 {limit} GB 的上限。请分成几个增量文件导入。',
    en: 'Unpacked it is larger than the limit of {limit} GB. Split it into several delta files.',
  },
  zipBomb: {
    'zh-CN': '压缩比例异常，解压后的大小与声明不符，为安全起见没有读取。请用普通方式重新压缩 CSV 文件。',
    en: 'It unpacks to far more than an honest file does, so it was not read. Compress the CSV files again in the ordinary way.',
  },
  zipEncrypted: {
    'zh-CN': '文件设有密码。请去掉密码后重新压缩。',
    en: 'The file is protected by a password. Make the ZIP again without one.',
  },
  zipMethod: {
    'zh-CN': '压缩方式不受支持。请用普通的 ZIP（Deflate）方式重新压缩。',
    en: 'The compression method is not supported. Make an ordinary ZIP (deflate).',
  },
  zipTwice: { 'zh-CN': '同名文件出现了两次。请只保留一个。', en: 'The file is in the ZIP twice. Keep one of them.' },
  zipPath: {
    'zh-CN': 'ZIP 里有指向其他目录的文件名（如 ../），为安全起见没有读取。请重新压缩，文件放在最外层。',
    en: 'The ZIP has a file name that leads out of it (such as ../), so it was not read. Make it again with the files at the top.',
  },
  zipBroken: {
    'zh-CN': '文件内容已损坏，无法解压。请重新导出。',
    en: 'The content is damaged and can’t be unpacked. Export it again.',
  },
  // text and table
  utf16: {
    'zh-CN': '编码是 UTF-16。请另存为“CSV UTF-8”。',
    en: 'The encoding is UTF-16. Save the file as “CSV UTF-8”.',
  },
  notText: {
    'zh-CN': '这不是文本文件（可能是 Excel 工作簿改了扩展名）。请另存为“CSV UTF-8”。',
    en: 'This is not a text file (perhaps a workbook with another name). Save it as “CSV UTF-8”.',
  },
  encoding: {
    'zh-CN': '文字编码既不是 UTF-8 也不是 GBK，从这一行起无法识别。请另存为“CSV UTF-8”。',
    en: 'From this row on the text is neither UTF-8 nor GBK. Save the file as “CSV UTF-8”.',
  },
  fileEmpty: {
    'zh-CN': '文件是空的，连标题行也没有。没有数据时也要保留标题行，或在 manifest.csv 中写 absent。',
    en: 'The file is empty. Without data it still needs its heading row, or “absent” in manifest.csv.',
  },
  columnMissing: {
    'zh-CN': '缺少列：{columns}。请按 OneRoster 1.2 的标题补上（可以留空）。',
    en: 'Columns are missing: {columns}. Add them with the headings of OneRoster 1.2; the cells may be empty.',
  },
  columnTwice: { 'zh-CN': '这一列出现了两次。请删去一列。', en: 'The column is there twice. Remove one of them.' },
  rowTooLong: {
    'zh-CN': '这一行超过 {limit} KB，可能有引号没有闭合。请检查这一行。',
    en: 'The row is longer than {limit} KB; perhaps a quotation mark is not closed. Check this row.',
  },
  quoteNotClosed: {
    'zh-CN': '有一个引号到文件末尾都没有闭合。请检查这一行。',
    en: 'A quotation mark that opens here is never closed. Check this row.',
  },
  quoteWrong: {
    'zh-CN': '引号的位置不对。单元格里的引号要写成两个（""）。',
    en: 'A quotation mark stands in the wrong place. Inside a cell it is written twice ("").',
  },
  notCsv: {
    'zh-CN': '从这一行起不是有效的 CSV。请检查这一行。',
    en: 'From this row on it is not valid CSV. Check this row.',
  },
  rowWidth: {
    'zh-CN': '这一行有 {found} 个单元格，标题行有 {expected} 个。请检查逗号和引号。',
    en: 'The row has {found} cells, the heading has {expected}. Check commas and quotation marks.',
  },
  cellTooLong: {
    'zh-CN': '内容超过 {limit} 个字符。请缩短。',
    en: 'The cell is longer than {limit} characters. Shorten it.',
  },
  cellEmpty: { 'zh-CN': '不能为空。请填写。', en: 'The cell is empty. Fill it in.' },
  valueSensitiveNeeded: {
    'zh-CN': '内容像身份证号，已丢弃，此处又不能为空。请改填其他内容。',
    en: 'The cell looked like an identity number and was dropped, yet it can’t be empty. Put something else there.',
  },
  idSensitive: {
    'zh-CN': '编号里含有像身份证号的内容，已丢弃。请让学籍系统改用其他编号作为 sourcedId。',
    en: 'The id looks like an identity number and was dropped. Have the source system use other ids as sourcedId.',
  },
  valueUnknown: {
    'zh-CN': '取值不在标准之内。只能是：{allowed}。',
    en: 'The value is not one of the standard: {allowed}.',
  },
  dateWrong: {
    'zh-CN': '日期不存在或格式不对。请写成 2026-09-01 的形式。',
    en: 'The date does not exist or is written in another way. Write it as 2026-09-01.',
  },
  dateOrder: { 'zh-CN': '结束日期早于开始日期。请更正。', en: 'It ends before it begins. Correct one of the dates.' },
  statusInBulk: {
    'zh-CN': '全量（bulk）文件里状态要留空。如果这是增量文件，请在 manifest.csv 中写 delta。',
    en: 'In a bulk file the status stays empty. If this is a delta, say so in manifest.csv.',
  },
  statusMissing: {
    'zh-CN': '增量（delta）文件里必须写 active 或 tobedeleted。',
    en: 'In a delta file the status has to be active or tobedeleted.',
  },
  nameMissing: {
    'zh-CN': '姓和名都是空的。请至少填写一项。',
    en: 'Family name and given name are both empty. Fill in at least one.',
  },
  agentSelf: {
    'zh-CN': '一个人不能是自己的监护人。请更正。',
    en: 'Nobody is their own guardian. Correct the list.',
  },
  // the set
  idTwice: {
    'zh-CN': '编号 {id} 在文件里出现了不止一次。请只保留一行。',
    en: 'The id {id} comes more than once in the file. Keep one row.',
  },
  referenceMissing: {
    'zh-CN': '这里引用的编号 {id} 不存在。请补上那一行，或改正编号。',
    en: 'The id {id} that stands here does not exist. Add its row, or correct the id.',
  },
  orgCircle: {
    'zh-CN': '上级机构绕成了一圈（编号 {id}）。请改正 parentSourcedId。',
    en: 'The parents go round in a circle (id {id}). Correct parentSourcedId.',
  },
  sessionCircle: {
    'zh-CN': '上级学期绕成了一圈（编号 {id}）。请改正 parentSourcedId。',
    en: 'The parents of the sessions go round in a circle (id {id}). Correct parentSourcedId.',
  },
  parentKind: {
    'zh-CN': '上级机构的类型不对：学校在区县或学校之下，科室在区县、学校或科室之下，区县没有上级。请改正。',
    en: 'The parent is of the wrong type: schools stand below the district or a school, departments below district, school or department, the district below nothing.',
  },
  parentNeeded: {
    'zh-CN': '只有区县可以没有上级。请填写 parentSourcedId。',
    en: 'Only the district has no parent. Fill in parentSourcedId.',
  },
  typeAbove: {
    'zh-CN': '{type} 在区县之上，Belfry 只管理一个区县。请去掉这一行，并清空区县的 parentSourcedId。',
    en: '{type} is above a district, and Belfry holds one district. Remove the row and empty the district’s parentSourcedId.',
  },
  secondDistrict: {
    'zh-CN': '文件里有第二个区县。请只保留一个，其余改为 department 或 school。',
    en: 'This is a second district. Keep one; make the others departments or schools.',
  },
  otherDistrict: {
    'zh-CN': '这是另一个区县的名册（编号 {id}），与本系统的区县不符。请检查是否拿错了文件。',
    en: 'This is the roster of another district (id {id}) than the one kept here. Check that it is the right file.',
  },
  noDistrict: {
    'zh-CN': '没有类型为 district 的机构。请加上区县这一行，作为学校的上级。',
    en: 'There is no organisation of type district. Add its row as the parent of the schools.',
  },
  schoolNeeded: {
    'zh-CN': '班级必须属于类型为 school 的机构（编号 {id} 不是学校）。请改正。',
    en: 'A class belongs to an organisation of type school; {id} is none. Correct the id.',
  },
  // the manifest
  manifestMissing: {
    'zh-CN': 'ZIP 里没有 manifest.csv。请按 OneRoster 1.2 导出，并把文件放在最外层。',
    en: 'There is no manifest.csv in the ZIP. Export as OneRoster 1.2, with the files at the top of the ZIP.',
  },
  versionMissing: {
    'zh-CN': '没有写 oneroster.version。请按 OneRoster 1.2 导出。',
    en: 'It does not say oneroster.version. Export as OneRoster 1.2.',
  },
  versionWrong: {
    'zh-CN': '只支持 OneRoster 1.2（1.1 的角色写在 users.csv 中，读法不同）。请按 1.2 导出。',
    en: 'Only OneRoster 1.2 is read (1.1 keeps roles in users.csv). Export as 1.2.',
  },
  nothingInside: {
    'zh-CN': '所有文件都写着 absent，没有可以导入的内容。',
    en: 'It says absent for every file: there is nothing to import.',
  },
  modeMissing: {
    'zh-CN': '没有写 file.{name}。请写 bulk（全量）、delta（增量）或 absent（没有）。',
    en: 'It does not say file.{name}. Write bulk, delta or absent.',
  },
  modeWrong: {
    'zh-CN': 'file.{name} 只能是 bulk、delta 或 absent。',
    en: 'file.{name} has to be bulk, delta or absent.',
  },
  fileMissing: {
    'zh-CN': 'manifest.csv 里写着 {mode}，但 ZIP 里没有这个文件。请补上，或改为 absent。',
    en: 'The manifest says {mode}, but the file is not in the ZIP. Add it, or write absent.',
  },
} as const;

/** Words for what was left out or mended on the way; `count` is how often. */
export const noteWords = {
  columnSensitive: {
    'zh-CN': '标题表明这一列可能含有身份证号、民族、宗教、健康等信息，没有读取。',
    en: 'By its heading the column may hold identity numbers, ethnicity, religion, health or the like: it was not read.',
  },
  columnUnused: { 'zh-CN': '用不到的列，没有读取。', en: 'A column that is not used: it was not read.' },
  valueSensitive: {
    'zh-CN': '{count, plural, other {# 个单元格}}像身份证号，已在保存之前丢弃。',
    en: '{count, plural, one {One cell} other {# cells}} looked like an identity number and went before anything was stored.',
  },
  gradingPeriodLeftOut: {
    'zh-CN': '{count, plural, other {# 个评分周期}}没有导入，只导入学年和学期。',
    en: '{count, plural, one {One grading period was} other {# grading periods were}} left out: only school years and terms are kept.',
  },
  scheduledLeftOut: {
    'zh-CN': '{count, plural, other {# 个走班课程班}}没有导入，只导入行政班（homeroom）。',
    en: '{count, plural, one {One scheduled class was} other {# scheduled classes were}} left out: only homeroom classes become organisations.',
  },
  emailLeftOut: {
    'zh-CN': '{count, plural, other {# 个电子邮箱}}格式不对，没有导入。',
    en: '{count, plural, one {One email address is} other {# email addresses are}} not valid and left out.',
  },
  mobileLeftOut: {
    'zh-CN': '{count, plural, other {# 个手机号}}格式不对，没有导入。',
    en: '{count, plural, one {One mobile number is} other {# mobile numbers are}} not valid and left out.',
  },
  phoneLeftOut: {
    'zh-CN': '{count, plural, other {# 个电话}}不是手机号，没有导入。',
    en: '{count, plural, one {One phone number is} other {# phone numbers are}} no mobile numbers and left out.',
  },
  encodingGbk: {
    'zh-CN': '编码是 GBK，已按 GBK 读取。请看看姓名是否正确。',
    en: 'The encoding is GBK, and it was read so. Check that the names are right.',
  },
  fileSaidAbsent: {
    'zh-CN': 'manifest.csv 里写着 absent，没有读取。',
    en: 'The manifest says absent: the file was not read.',
  },
  demographicsNotRead: {
    'zh-CN': '含有民族等信息，从不读取。',
    en: 'It holds ethnicity and the like, and is never read.',
  },
  fileNotUsed: { 'zh-CN': '用不到的文件，没有读取。', en: 'A file that is not used: it was not read.' },
  fileUnknown: { 'zh-CN': '不是 OneRoster 的文件，没有读取。', en: 'Not a file of OneRoster: it was not read.' },
  rolesAbsent: {
    'zh-CN': '没有角色文件：新的监护人无法识别，监护关系只保留已有的。',
    en: 'Without roles new guardians can’t be told from others: only those known already are taken.',
  },
  heldAtDesk: {
    'zh-CN': '{count, plural, other {# 人}}已在通讯录中登记离开，不随名册变动。',
    en: '{count, plural, one {One person was} other {# people were}} noted at the desk as leaving or having left; that stays so.',
  },
  erasedBefore: {
    'zh-CN':
      '{count, plural, other {# 人}}曾依本人请求删除信息，不会随名册恢复。确需重新登记的，请由管理员在“个人信息保护”中解除。',
    en: '{count, plural, one {One person was} other {# people were}} erased at their own request and will not come back with the roster. If somebody has to be recorded anew, an administrator lifts it under Privacy.',
  },
  agentsLeftOut: {
    'zh-CN': '{count, plural, other {# 处}}监护人没有 guardian、parent 或 relative 角色，没有建立监护关系。',
    en: '{count, plural, one {One agent has} other {# agents have}} no role guardian, parent or relative: no guardianship was made.',
  },
} as const;

/** Why something could not be done, or came to an end. */
export const outcomeWords = {
  importRunning: {
    'zh-CN': '另一次导入正在进行。请等它结束后再试。',
    en: 'Another import is at work. Wait until it has ended and try again.',
  },
  notReady: {
    'zh-CN': '这次导入已经有了结果，不能再更改。',
    en: 'This import has come to its end already and can’t be changed.',
  },
  previewLost: {
    'zh-CN': '数据库重启后预览已丢失，没有任何更改。请重新上传。',
    en: 'The preview was lost when the database restarted. Nothing was changed; upload the file again.',
  },
  removalUnconfirmed: {
    'zh-CN': '这次导入会使超过 20% 的记录终止。请再次确认。',
    en: 'The import would end over 20 % of the records of a kind. Confirm that once more.',
  },
  directoryMoved: {
    'zh-CN': '预览之后通讯录有了变化，还没有应用。请再看一遍新的差异，然后应用。',
    en: 'The directory has changed since the preview, so nothing was applied. Look at the new difference, then apply.',
  },
  replaced: { 'zh-CN': '被后来的导入取代', en: 'Replaced by a later import' },
  interrupted: { 'zh-CN': '中途中断，没有任何更改', en: 'Interrupted; nothing was changed' },
  byHand: { 'zh-CN': '人工放弃', en: 'Discarded by hand' },
  shown: { 'zh-CN': '只预览，未应用', en: 'Shown only, not applied' },
  tooOld: { 'zh-CN': '一天之内没有决定', en: 'Nobody decided within a day' },
} as const;
