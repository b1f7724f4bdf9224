/** Words of the import's pages and of the command line. */

export const pageWords = {
  placeRow: { 'zh-CN': '第 {line, number} 行', en: 'row {line, number}' },
  placeColumn: { 'zh-CN': '{column} 列', en: 'column {column}' },
  placeComma: { 'zh-CN': '，', en: ', ' },
  kind_organisations: { 'zh-CN': '机构', en: 'Organisations' },
  kind_people: { 'zh-CN': '人员', en: 'People' },
  kind_memberships: { 'zh-CN': '任职与就读', en: 'Memberships' },
  kind_guardianships: { 'zh-CN': '监护关系', en: 'Guardianships' },
  kind_contacts: { 'zh-CN': '联系方式', en: 'Contact points' },
  kind_terms: { 'zh-CN': '学年学期', en: 'School years and terms' },
  added: { 'zh-CN': '新增', en: 'Added' },
  changed: { 'zh-CN': '变更', en: 'Changed' },
  left: { 'zh-CN': '终止', en: 'Left' },
  refused: { 'zh-CN': '有误', en: 'Refused' },
} as const;
