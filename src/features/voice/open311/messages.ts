/** Words of Open311: what machines pass on to people, and the page at the desk. */
import { defineWords } from '#platform/i18n.ts';

export const open311Words = defineWords({
  serviceText: {
    'zh-CN': '向教育局反映“{title}”方面的安全隐患，无须实名。紧急情况请拨打 110、119、120。',
    en: 'Report a danger to the education bureau: {title}. No name is needed. In an emergency call 110, 119 or 120.',
  },
  group: { 'zh-CN': '安全隐患', en: 'Safety hazard' },
  keywords: { 'zh-CN': '学校,安全隐患', en: 'school,hazard' },
  attributePublish: {
    'zh-CN': '内容可以公开吗？选“是”的，经工作人员去除个人信息后在此列出；否则不列出，只能凭查询码查看。',
    en: 'May it be published? If yes, it is listed here once a member of staff has taken personal details out; else it is never listed, and only the receipt code opens it.',
  },
  attributeOrganisation: { 'zh-CN': '涉及哪个学校或单位', en: 'Which school or office it is about' },
  attributeChoice: { 'zh-CN': '选一项', en: 'One of the values' },
  yes: { 'zh-CN': '是', en: 'Yes' },
  no: { 'zh-CN': '否', en: 'No' },
  noticeReceipt: {
    'zh-CN':
      '查询码 {receipt}，请交给提出人抄下：只显示一次，凭它在 {address} 查看办理进度、补充、撤回。姓名、电话、邮箱、设备等信息没有保存。',
    en: 'Receipt code {receipt}. Hand it to the person who reports: it is shown once, and with it the case is followed, added to and withdrawn at {address}. Name, telephone, mail and device were not kept.',
  },
  noticeListed: {
    'zh-CN': '工作人员看过内容后才会列出，届时可用 token 取得编号。',
    en: 'It is listed once a member of staff has read it; the token then gives its number.',
  },
  noticeUnlisted: {
    'zh-CN': '提出人没有同意公开，不会在此列出。',
    en: 'The person did not agree to publishing: it will not be listed here.',
  },
  state_received: { 'zh-CN': '已收到', en: 'Received' },
  state_accepted: { 'zh-CN': '办理中', en: 'Being handled' },
  state_answered: { 'zh-CN': '已答复', en: 'Answered' },
  state_closed: { 'zh-CN': '已办结', en: 'Closed' },
  state_declined: { 'zh-CN': '不予受理', en: 'Declined' },
  state_passed_on: { 'zh-CN': '已转送其他部门', en: 'Passed on to another authority' },
  state_merged: { 'zh-CN': '与同一事项合并', en: 'Merged with another case of the same matter' },
  state_withdrawn: { 'zh-CN': '提出人已撤回', en: 'Withdrawn by the person' },
  unknownAddress: { 'zh-CN': '没有这个地址', en: 'There is no such address' },
  unknownFormat: { 'zh-CN': '只提供 .xml 和 .json', en: 'There are .xml and .json only' },
  jurisdictionUnknown: { 'zh-CN': 'jurisdiction_id 不是 {id}', en: 'jurisdiction_id is not {id}' },
  serviceUnknown: { 'zh-CN': '没有这个 service_code', en: 'There is no such service_code' },
  requestUnknown: {
    'zh-CN': '没有这个 service_request_id，或者尚未列出',
    en: 'There is no such service_request_id, or it is not listed yet',
  },
  tokenUnknown: { 'zh-CN': '没有这个 token', en: 'There is no such token' },
  keyWrong: {
    'zh-CN': 'api_key 缺少或无效（须有 cases.report 权限范围，不限定来源网络）',
    en: 'api_key is missing or not valid here (it needs the scope cases.report, and no bounds of networks)',
  },
  tooMany: { 'zh-CN': '提交过于频繁，请十分钟后再试', en: 'Too many requests; try again in ten minutes' },
  formOnly: {
    'zh-CN': '请求体须为 application/x-www-form-urlencoded',
    en: 'The body has to be application/x-www-form-urlencoded',
  },
  bodyLarge: { 'zh-CN': '请求体不能超过 {n} KB', en: 'The body may not be larger than {n} KB' },
  serviceMissing: { 'zh-CN': '缺少 service_code', en: 'service_code is missing' },
  placeMissing: {
    'zh-CN': '须有 lat 和 long，或 address_string（不支持 address_id）',
    en: 'lat and long, or address_string, are needed (address_id is not supported)',
  },
  pointWrong: {
    'zh-CN': 'lat、long 须为 WGS84 十进制度数',
    en: 'lat and long have to be decimal degrees of WGS84',
  },
  textMissing: { 'zh-CN': '缺少 description', en: 'description is missing' },
  textLong: { 'zh-CN': 'description 不能超过 {n} 字', en: 'description may not be longer than {n} characters' },
  addressLong: {
    'zh-CN': 'address_string 不能超过 {n} 字',
    en: 'address_string may not be longer than {n} characters',
  },
  identityNumber: { 'zh-CN': '请删去身份证号', en: 'Take the identity number out' },
  organisationUnknown: {
    'zh-CN': 'attribute[organisation] 不在列表中',
    en: 'attribute[organisation] is none of the values',
  },
  publishWrong: {
    'zh-CN': 'attribute[may_publish] 须为 yes 或 no',
    en: 'attribute[may_publish] has to be yes or no',
  },
  dateWrong: {
    'zh-CN': 'start_date、end_date 须为带时区的时间，如 2026-11-20T00:00:00+08:00',
    en: 'start_date and end_date have to be times with a zone, such as 2026-11-20T00:00:00+08:00',
  },
  spanLong: { 'zh-CN': '起止时间不能超过 {n} 天', en: 'start_date and end_date may not be more than {n} days apart' },
  statusWrong: { 'zh-CN': 'status 须为 open 或 closed', en: 'status has to be open or closed' },
  idsWrong: {
    'zh-CN': 'service_request_id 格式不对，或多于 {n} 个',
    en: 'service_request_id is not written like one, or there are more than {n}',
  },
});

export type Open311Words = ReturnType<typeof open311Words>;
export type Open311Trouble = keyof (typeof open311Words)['catalogue'];

/** Of the desk: part of the voice's words. */
export const releaseMessages = {
  release: { 'zh-CN': '公开列出（Open311）', en: 'Public list (Open311)' },
  releaseLead: {
    'zh-CN':
      '只有这里写下的内容才会通过 Open311 接口对外提供，原文不会。请去掉姓名、电话、住址和能认出诉求人或他人的细节。另外提供的只有类别、办理状态、经办单位、日期（不含时刻）和取整到约百米的坐标。',
    en: 'Only what is written here leaves through Open311, never the text that came in. Take out names, telephone numbers, homes, and whatever tells who wrote or whom it is about. Apart from it go out: category, state, office, days without hours, and the point rounded to some hundred metres.',
  },
  releaseOriginal: { 'zh-CN': '原文', en: 'As it came in' },
  releaseText: { 'zh-CN': '公开的内容', en: 'Text that is listed' },
  releaseAddress: { 'zh-CN': '公开的地点', en: 'Place that is listed' },
  releaseAddressHint: {
    'zh-CN': '写事物所在地，不写门牌号。可不填。',
    en: 'Where the thing is, no house number. Optional.',
  },
  releaseAddressLong: { 'zh-CN': '地点不能超过 {n} 字', en: 'The place may not be longer than {n} characters' },
  releaseIdentity: { 'zh-CN': '不能公开身份证号', en: 'An identity number can’t be published' },
  releaseDo: { 'zh-CN': '公开列出', en: 'List it' },
  releaseChange: { 'zh-CN': '更新公开内容', en: 'Change what is listed' },
  releaseBack: { 'zh-CN': '不再列出', en: 'Take it off the list' },
  releaseNone: { 'zh-CN': '未列出', en: 'Not listed' },
  releaseSince: { 'zh-CN': '{day}起列出', en: 'Listed since {day}' },
  releaseNot: { 'zh-CN': '本诉求不能公开列出', en: 'This case can’t be listed' },
} as const;
