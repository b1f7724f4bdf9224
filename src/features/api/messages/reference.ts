/** Words around the reference; the operations themselves are described in English. */
export const referenceMessages = {
  referenceTitle: { 'zh-CN': '接口（API）', en: 'API' },
  referenceText: {
    'zh-CN':
      '其他系统可经接口读取名册和通知、起草通知，所依规则与网页完全相同。令牌由本单位的系统管理员生成。下面各操作的说明为英文。',
    en: 'Other systems read the directory and notices and draft notices here, by the very same rules as on the pages. Tokens are made by an administrator of your organisation.',
  },
  referenceMachine: { 'zh-CN': '机器可读的接口描述（OpenAPI 3.1）', en: 'Description for machines (OpenAPI 3.1)' },
  referenceStart: { 'zh-CN': '开始', en: 'Begin' },
  referenceStartText: {
    'zh-CN':
      '每个请求都在 Authorization 头中携带令牌。接口不使用 Cookie，也不接受来自其他网站页面的请求（CORS）。错误信息使用 Accept-Language 所要求的语言。',
    en: 'Each request carries the token in the header Authorization. No cookie is used, and no page of another site is let in (CORS). Errors are worded in the language of Accept-Language.',
  },
  referencePaging: { 'zh-CN': '分页', en: 'Pages of lists' },
  referencePagingText: {
    'zh-CN': '列表按键分页。Link 头中 rel="next" 是下一页的地址；没有它就是最后一页。',
    en: 'Lists are paged by key. The address of the next page stands in the header Link, as rel="next"; without it the list is at its end.',
  },
  referenceChanges: { 'zh-CN': '不覆盖他人的修改', en: 'Nobody’s change is lost' },
  referenceChangesText: {
    'zh-CN':
      '读取时得到 ETag；修改时以它作为 If-Match 发送。如内容已被他人更改，答复为 412。以 If-None-Match 读取，未变时答复为 304。',
    en: 'What you read has an ETag; send it as If-Match with a change. If somebody changed it meanwhile the answer is 412. Read with If-None-Match, and what has not changed is answered by 304.',
  },
  referenceOnce: { 'zh-CN': '不重复执行', en: 'Nothing is done twice' },
  referenceOnceText: {
    'zh-CN': '以 POST 新建时可携带 Idempotency-Key。24 小时内以同一键重发，得到同一答复，不会再执行一次。',
    en: 'A POST that makes something takes an Idempotency-Key. Sent again with the same key within 24 hours it gets the same answer and is not done again.',
  },
  referenceLimits: { 'zh-CN': '限速', en: 'Limits' },
  referenceLimitsText: {
    'zh-CN':
      '每个令牌每分钟的请求数有限（默认 600 次）。余量见 RateLimit 头；超出时答复为 429，Retry-After 为需等待的秒数。',
    en: 'Each token has a number of requests a minute (600 unless the operator says otherwise). The header RateLimit says what is left; above it the answer is 429, with the seconds to wait in Retry-After.',
  },
  referenceNever: { 'zh-CN': '接口从不提供的内容', en: 'What it never gives' },
  referenceNeverText: {
    'zh-CN':
      '阅读时间、打开与点击、未确认人员的名单、身份证件号码、投诉与诉求。统计数字中小于 5 的一律不显示。审核必须由人在网页上完成。',
    en: 'Times of reading, opens and clicks, lists of who has not answered, identity numbers, complaints. Figures below 5 are suppressed. Approving is done by a person, on the pages.',
  },
  referenceGroup_token: { 'zh-CN': '令牌', en: 'Token' },
  referenceGroup_directory: { 'zh-CN': '名册', en: 'Directory' },
  referenceGroup_notices: { 'zh-CN': '通知', en: 'Notices' },
  referenceGroup_delivery: { 'zh-CN': '送达与回执', en: 'Deliveries and receipts' },
  referenceGroup_webhooks: { 'zh-CN': '事件推送', en: 'Webhooks' },
  referenceOperation: { 'zh-CN': '操作', en: 'Operation' },
  referenceShapes: { 'zh-CN': '数据结构', en: 'Shapes' },
  referenceFieldsOf: { 'zh-CN': '{name} 的字段', en: 'Fields of {name}' },
  referenceParametersOf: { 'zh-CN': '{id} 的参数', en: 'Parameters of {id}' },
  referenceBody: { 'zh-CN': '请求内容', en: 'Body' },
  referenceField: { 'zh-CN': '名称', en: 'Name' },
  referenceType: { 'zh-CN': '类型', en: 'Type' },
  referenceMeaning: { 'zh-CN': '说明', en: 'Meaning' },
  referenceOptional: { 'zh-CN': '可省略', en: 'optional' },
  referenceNoFields: { 'zh-CN': '无内容', en: 'Nothing' },
  referenceNoFieldsText: { 'zh-CN': '没有可列出的字段。', en: 'There are no fields to list.' },
  referenceProblems: { 'zh-CN': '错误', en: 'Problems' },
  referenceProblemsText: {
    'zh-CN': '所有错误均为 application/problem+json（RFC 9457）。type 指向本表；errors 以 JSON 指针指出有误的字段。',
    en: 'Every error is application/problem+json (RFC 9457). Its type leads to this table; errors names the fields by JSON pointers.',
  },
  referenceProblem: { 'zh-CN': '种类', en: 'Kind' },
  referenceStatus: { 'zh-CN': '状态码', en: 'Status' },
} as const;
