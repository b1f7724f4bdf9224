/** What the directory keeps of people, and for how long. */
import type { Keeping } from '#platform/keeping.ts';
import { consentRows, countConsents, eraseConsents } from './consents/queries-keeping.ts';
import { sweepCorrections } from './corrections/actions.ts';
import { forgetBrowsers } from './queries/browsers.ts';
import {
  blankPerson,
  contactRows,
  correctionRows,
  countContacts,
  countCorrections,
  countPerson,
  countTies,
  eraseContacts,
  eraseCorrections,
  eraseTies,
  forgetCodes,
  forgetImporters,
  forgetMerges,
  guardianshipRows,
  membershipRows,
  personRows,
} from './queries/keeping.ts';

const dayMs = 86_400_000;
const yearMs = 365 * dayMs;
/** A browser that somebody gave away goes on taking what is pushed: it has to be switched on again each year. */
const browserKept = 366 * dayMs;

const nothing = { 'zh-CN': '无', en: 'Nothing' };
const shortest = {
  'zh-CN': '个人信息保护法第十九条：最短必要期限',
  en: 'PIPL Art. 19: as short as the purpose allows',
};
const unread = {
  'zh-CN': '应用名册或预览满一天后清除',
  en: 'Cleared when the import is applied, and after a day in any case',
};

const since = { 'zh-CN': '起始', en: 'Since' };
const from = { 'zh-CN': '自', en: 'From' };
const until = { 'zh-CN': '至（不含）', en: 'Until (not on that day)' };
const kind = { 'zh-CN': '类型', en: 'Kind' };

export const keeping: Keeping = {
  rules: [
    {
      kind: 'directory.corrections',
      tables: ['correction'],
      what: { 'zh-CN': '家庭提出的信息更正', en: 'Corrections proposed by families' },
      purpose: { 'zh-CN': '更正不准确的信息', en: 'To put wrong data right' },
      period: {
        'zh-CN': '处理后 90 天；无人处理的，一年。内容在处理时即删除',
        en: '90 days after the decision; a year if nobody decides. What was proposed goes with the decision',
      },
      after: nothing,
      source: { 'zh-CN': '个人信息保护法第十九条、第四十六条', en: 'PIPL Art. 19 and 46' },
      forget: async (services) => sweepCorrections(services),
    },
    {
      kind: 'directory.browsers',
      tables: ['push_subscription'],
      what: {
        'zh-CN': '接收推送的浏览器：推送地址和密钥',
        en: 'Browsers in which somebody is told: push address and keys',
      },
      purpose: { 'zh-CN': '向本人推送通知和预警', en: 'To tell that person of notices and warnings' },
      period: {
        'zh-CN': '本人关闭、浏览器失效或个人链接失效时立即删除；最长一年，之后须重新开启',
        en: 'Until it is switched off, void, or the person’s links end; a year at most, then it is switched on anew',
      },
      after: nothing,
      source: {
        'zh-CN': '个人信息保护法第十三条：个人同意；第十五条：可随时撤回',
        en: 'PIPL Art. 13: consent; Art. 15: withdrawn at any time',
      },
      forget: ({ db, clock }, most) => forgetBrowsers(db, new Date(clock.now().getTime() - browserKept), most),
      mayBeHeld: false,
    },
    {
      kind: 'directory.codes',
      tables: ['contact_code'],
      what: { 'zh-CN': '联系方式验证码', en: 'Codes that confirm a contact' },
      purpose: { 'zh-CN': '确认联系方式属于本人', en: 'To confirm that an address is the person’s' },
      period: { 'zh-CN': '发出后两天', en: 'Two days after they were sent' },
      after: { 'zh-CN': '确认日期', en: 'The day of the confirmation' },
      source: shortest,
      forget: ({ db, clock }, most) => forgetCodes(db, new Date(clock.now().getTime() - 2 * dayMs), most),
      mayBeHeld: false,
    },
    {
      kind: 'directory.merges',
      tables: ['person_merge'],
      what: { 'zh-CN': '合并重复人员的撤销信息', en: 'What is needed to take the merge of a double apart' },
      purpose: { 'zh-CN': '合并有误时可以撤销', en: 'So that a wrong merge can be undone' },
      period: { 'zh-CN': '合并后一年', en: 'A year after the merge' },
      after: { 'zh-CN': '合并后的人员', en: 'The merged person' },
      source: shortest,
      forget: ({ db, clock }, most) => forgetMerges(db, new Date(clock.now().getTime() - yearMs), most),
    },
    {
      kind: 'directory.importers',
      tables: ['roster_import'],
      what: { 'zh-CN': '名册导入人和决定人的姓名', en: 'Names of who imported a roster and who decided on it' },
      purpose: { 'zh-CN': '可查明名册由谁导入', en: 'To know who brought a roster in' },
      period: { 'zh-CN': '导入后三年', en: 'Three years after the import' },
      after: { 'zh-CN': '导入的日期和数量', en: 'Day and figures of the import' },
      source: shortest,
      forget: ({ db, clock }, most) => forgetImporters(db, new Date(clock.now().getTime() - 3 * yearMs), most),
    },
    {
      kind: 'directory.staging',
      tables: [
        'roster_agent',
        'roster_contact',
        'roster_departed',
        'roster_enrollment',
        'roster_given_id',
        'roster_held',
        'roster_person',
        'roster_plan_contact',
        'roster_plan_guardianship',
        'roster_plan_membership',
        'roster_plan_person',
        'roster_problem',
        'roster_profile',
        'roster_role',
        'roster_wanted_guardianship',
        'roster_wanted_membership',
        'sheet_upload',
      ],
      what: { 'zh-CN': '导入名册或表格时读入的内容', en: 'What was read of a roster or sheet that is being imported' },
      purpose: { 'zh-CN': '应用前预览每一项变更', en: 'To preview each change before it is applied' },
      period: {
        'zh-CN': '至应用为止，最长一天；不保留原始文件',
        en: 'Until it is applied, a day at most; the file itself is never kept',
      },
      after: { 'zh-CN': '导入的日期和数量', en: 'Day and figures of the import' },
      source: shortest,
      by: unread,
      mayBeHeld: false,
    },
    {
      kind: 'directory.consents',
      tables: ['consent', 'consent_history'],
      what: {
        'zh-CN': '监护人对使用孩子信息的同意与撤回',
        en: 'Consents of guardians to the use of a child’s data, and withdrawals',
      },
      purpose: { 'zh-CN': '证明同意，并立即执行撤回', en: 'To prove a consent, and to heed a withdrawal at once' },
      period: {
        'zh-CN': '与学生和监护人的信息同时清除',
        en: 'Goes with the data of the pupil or of the guardian',
      },
      after: nothing,
      source: {
        'zh-CN': '个人信息保护法第二十九条、第三十一条、第四十七条',
        en: 'PIPL Art. 29, 31 and 47',
      },
      by: { 'zh-CN': '由“已离开人员”规则执行', en: 'Carried out by the rule on people who have left' },
    },
    {
      kind: 'directory.people',
      tables: ['person', 'membership', 'guardianship', 'contact_point'],
      what: {
        'zh-CN': '姓名、所在班级或单位、监护关系、联系方式、语言',
        en: 'Names, classes and posts, guardianships, contacts, language',
      },
      purpose: { 'zh-CN': '向学生、监护人和教职工发送通知', en: 'To reach pupils, guardians and staff with notices' },
      period: {
        'zh-CN': '在校、监护或任职期间；此后两年内如未再入学或任职，即予清除',
        en: 'While somebody is at a school, a guardian or in a post; two years after the last of these ended it goes',
      },
      after: { 'zh-CN': '不含任何个人信息的编号', en: 'A number that says nothing of anybody' },
      source: {
        'zh-CN': '个人信息保护法第十九条、第三十一条、第四十七条；未成年人保护法',
        en: 'PIPL Art. 19, 31 and 47; Law on the Protection of Minors',
      },
      by: { 'zh-CN': '由“已离开人员”规则执行', en: 'Carried out by the rule on people who have left' },
    },
  ],
  aboutNobody: {
    academic_session: 'School years and terms.',
    audience_figure: 'Sizes of audiences.',
    consent_purpose: 'For what the district asks consent.',
    consent_purpose_text: 'The words in which it asks.',
    organisation: 'The tree of organisations.',
    organisation_count: 'Figures of organisations.',
    roster_class: 'Classes of a file that is being imported.',
    roster_course: 'Courses of a file that is being imported.',
    roster_organisation: 'Organisations of a file that is being imported.',
    roster_plan_organisation: 'Organisations that an import would change.',
    roster_plan_term: 'Terms that an import would change.',
    roster_scheduled_class: 'Classes that the roster knows.',
    roster_session: 'Terms of a file that is being imported.',
    sheet_heading: 'Which heading of a sheet means what.',
    year_step: 'That a school went up a year, and by which account.',
    year_step_class: 'Classes that went up a year.',
  },
  parts: [
    {
      tables: ['person'],
      name: 'person',
      what: { 'zh-CN': '基本信息', en: 'Person' },
      columns: {
        name: { 'zh-CN': '姓名', en: 'Name' },
        language: { 'zh-CN': '语言', en: 'Language' },
        source: { 'zh-CN': '名册编号', en: 'Number in the roster' },
        state: { 'zh-CN': '状态', en: 'State' },
        refuses: { 'zh-CN': '不接收的通知种类', en: 'Kinds of notice not wanted' },
        since,
      },
      read: personRows,
    },
    {
      tables: ['contact_point', 'contact_code', 'push_subscription'],
      name: 'contacts',
      what: { 'zh-CN': '联系方式', en: 'Contacts' },
      columns: {
        kind,
        address: { 'zh-CN': '地址或号码', en: 'Address or number' },
        origin: { 'zh-CN': '来源', en: 'Came from' },
        since,
        verified: { 'zh-CN': '确认日期', en: 'Confirmed' },
        bounced: { 'zh-CN': '退信日期', en: 'Came back' },
        stopped: { 'zh-CN': '退订日期', en: 'Opted out' },
      },
      read: contactRows,
    },
    {
      tables: ['membership'],
      name: 'memberships',
      what: { 'zh-CN': '就读与任职', en: 'Classes and posts' },
      columns: {
        organisation: { 'zh-CN': '单位', en: 'Organisation' },
        position: { 'zh-CN': '身份', en: 'Position' },
        starts: from,
        ends: until,
      },
      read: membershipRows,
    },
    {
      tables: ['guardianship'],
      name: 'guardianships',
      what: { 'zh-CN': '监护关系', en: 'Guardianships' },
      columns: {
        child: { 'zh-CN': '孩子', en: 'Child' },
        receives: { 'zh-CN': '接收通知', en: 'Receives notices' },
        acts: { 'zh-CN': '可代为办理', en: 'May act' },
        starts: from,
        ends: until,
      },
      read: guardianshipRows,
    },
    {
      tables: ['consent', 'consent_history'],
      name: 'consents',
      what: { 'zh-CN': '使用孩子信息的同意', en: 'Consents to the use of a child’s data' },
      columns: {
        purpose: { 'zh-CN': '目的', en: 'Purpose' },
        version: { 'zh-CN': '版本', en: 'Version' },
        given: { 'zh-CN': '同意', en: 'Agreed' },
        on: { 'zh-CN': '日期', en: 'On' },
      },
      read: consentRows,
    },
    {
      tables: ['correction'],
      name: 'corrections',
      what: { 'zh-CN': '提出的更正', en: 'Corrections proposed' },
      columns: {
        kind,
        value: { 'zh-CN': '内容', en: 'Value' },
        state: { 'zh-CN': '状态', en: 'State' },
        reason: { 'zh-CN': '理由', en: 'Reason' },
        asked: { 'zh-CN': '提出日期', en: 'Proposed' },
        decided: { 'zh-CN': '处理日期', en: 'Decided' },
      },
      read: correctionRows,
    },
  ],
  notCopied: {
    person_merge: 'Which rows moved when two records became one; the rows themselves are in the copy.',
    roster_departed: 'Staged for an hour or a day while an import is looked at; says nothing that the roster does not.',
    roster_import: 'Names of staff who imported; the acts are in the audit.',
    sheet_upload: 'Half-read sheets of a school, a day at most.',
    year_step: 'An act of a member of staff, by number.',
    ...Object.fromEntries(
      ['roster_plan_contact', 'roster_plan_guardianship', 'roster_plan_membership', 'roster_plan_person'].map(
        (table) => [table, 'Staged while an import is looked at, a day at most.'],
      ),
    ),
  },
  erasures: [
    {
      kind: 'consents',
      what: { 'zh-CN': '使用孩子信息的同意', en: 'Consents to the use of a child’s data' },
      count: countConsents,
      erase: eraseConsents,
    },
    {
      kind: 'corrections',
      what: { 'zh-CN': '提出的更正、合并记录', en: 'Corrections proposed, records of merges' },
      count: countCorrections,
      erase: eraseCorrections,
    },
    {
      kind: 'contacts',
      what: { 'zh-CN': '电话、邮箱和接收推送的浏览器', en: 'Numbers, addresses, browsers that are told' },
      count: countContacts,
      erase: eraseContacts,
    },
    {
      kind: 'ties',
      what: { 'zh-CN': '就读、任职与监护关系', en: 'Classes, posts and guardianships' },
      count: countTies,
      erase: eraseTies,
    },
    {
      kind: 'person',
      what: {
        'zh-CN': '姓名、语言、名册编号；所有个人链接随即失效',
        en: 'Name, language, number in the roster; every link ends at once',
      },
      count: countPerson,
      erase: blankPerson,
    },
  ],
  notErased: {
    ...Object.fromEntries(
      [
        'roster_departed',
        'roster_plan_contact',
        'roster_plan_guardianship',
        'roster_plan_membership',
        'roster_plan_person',
        'sheet_upload',
      ].map((table) => [table, 'Nobody is erased while an import waits; its rows go within a day.']),
    ),
    roster_import: 'The name of who imported goes after three years.',
    year_step: 'An account’s number.',
  },
  kept: [],
};
