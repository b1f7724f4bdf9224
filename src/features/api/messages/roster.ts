/** Words of the pages about clients of the roster service, and of the service's refusals. */
export const rosterMessages = {
  rosterClientsTitle: { 'zh-CN': '名册接口（OneRoster）', en: 'Roster service (OneRoster)' },
  rosterClientsText: {
    'zh-CN':
      '学习平台等系统可以按 OneRoster 1.2 标准只读地取得本单位及下属单位的学校、班级和人员名册。不提供人口统计信息，不提供任何电话号码，也不提供学生和监护人的邮箱。',
    en: 'Learning platforms and the like read schools, classes and people of an organisation and those below it by the OneRoster 1.2 standard. They get no demographics, no telephone number, and no mail address of a pupil or guardian.',
  },
  rosterClientNew: { 'zh-CN': '添加客户端', en: 'Add a client' },
  rosterClientNewText: {
    'zh-CN': '密钥只显示一次。请先确认与对方签有个人信息处理协议。',
    en: 'The secret is shown once. Make sure first that there is an agreement with the other side on how it handles personal data.',
  },
  rosterClientsNone: { 'zh-CN': '还没有客户端', en: 'There are no clients' },
  rosterClientsNoneText: {
    'zh-CN': '只有其他系统需要按 OneRoster 读取名册时才要添加。',
    en: 'You need one only when another system is to read the roster by OneRoster.',
  },
  rosterOrganisationHint: {
    'zh-CN': '只能读取该单位及其下属单位的名册。',
    en: 'It reads the roster of this organisation and what is below it, and no other.',
  },
  rosterExtent: { 'zh-CN': '读取范围', en: 'What it may ask for' },
  rosterExtent_core: { 'zh-CN': '核心', en: 'Core' },
  rosterExtentHint_core: {
    'zh-CN': '单位、学期、课程、班级、人员、选课关系（roster-core.readonly）。',
    en: 'Organisations, sessions, courses, classes, users, enrolments (roster-core.readonly).',
  },
  rosterExtent_full: { 'zh-CN': '全部', en: 'All' },
  rosterExtentHint_full: {
    'zh-CN': '另外可按学校、班级、人员逐层查询（roster.readonly）。数据与核心范围相同。',
    en: 'Also questions by school, class and person (roster.readonly). The data are the same.',
  },
  rosterExtentMissing: { 'zh-CN': '请选择读取范围。', en: 'Choose what it may ask for.' },
  rosterClientMade: { 'zh-CN': '客户端已添加', en: 'The client is added' },
  rosterClientMadeText: {
    'zh-CN': '请将以下内容填入对方系统。离开此页后密钥不再显示。',
    en: 'Enter these in the other system. The secret is not shown again.',
  },
  rosterClientId: { 'zh-CN': '客户端编号（client_id）', en: 'Client id (client_id)' },
  rosterSecret: { 'zh-CN': '密钥（client_secret）', en: 'Secret (client_secret)' },
  rosterTokenAddress: { 'zh-CN': '令牌地址', en: 'Address for tokens' },
  rosterAddress: { 'zh-CN': '名册接口地址', en: 'Address of the service' },
  rosterClientState_ended: { 'zh-CN': '已停用', en: 'ended' },
  rosterClientEnd: { 'zh-CN': '停用', en: 'End' },
  rosterClientEndTitle: { 'zh-CN': '停用这个客户端？', en: 'End this client?' },
  rosterClientEndText: {
    'zh-CN': '立即生效，不能恢复；已取得的访问令牌同时失效。',
    en: 'It ends at once and for good, with every access token that it was given.',
  },
  rosterClientEnded: { 'zh-CN': '客户端已停用。', en: 'The client is ended.' },
  rosterClientGone: { 'zh-CN': '没有这个客户端。', en: 'There is no such client.' },
  roster_invaliddata: { 'zh-CN': '参数不合要求。', en: 'A parameter is not as it should be.' },
  roster_invalid_filter_field: {
    'zh-CN': '筛选条件的字段、运算符或值不合要求。',
    en: 'The filter names a field, an operator or a value that does not fit.',
  },
  roster_invalid_selection_field: { 'zh-CN': 'fields 中有未知的字段。', en: 'A field in “fields” is unknown.' },
  roster_invalid_sort_field: { 'zh-CN': '不能按此排序。', en: 'It can’t be sorted by this.' },
  roster_unauthorisedrequest: {
    'zh-CN': '访问令牌缺失、过期或已失效。',
    en: 'The access token is missing, has expired or was ended.',
  },
  roster_forbidden: { 'zh-CN': '访问令牌的范围不包括此操作。', en: 'The access token’s scope does not cover this.' },
  roster_unknownobject: { 'zh-CN': '没有这个对象。', en: 'There is no such object.' },
  roster_server_busy: { 'zh-CN': '请求过于频繁，请稍后再试。', en: 'Too many requests: try again later.' },
  roster_unsupported: { 'zh-CN': '名册接口只读。', en: 'The roster service is read only.' },
  roster_internal_server_error: { 'zh-CN': '服务出错，请稍后再试。', en: 'Something went wrong: try again later.' },
} as const;
