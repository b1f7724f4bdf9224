/** Words of documents: on the page and in the document itself. */
import { documentTroubleWords } from '#platform/documents/trouble.ts';
import type { Catalogue } from '#platform/i18n.ts';

export const documentWords = {
  asDocument: { 'zh-CN': '打印和下载', en: 'Print and download' },
  documentPdf: { 'zh-CN': '下载 PDF', en: 'PDF' },
  documentDocx: { 'zh-CN': '下载 DOCX', en: 'DOCX' },
  documentPrint: { 'zh-CN': '打印本页', en: 'Print this page' },
  documentHead: { 'zh-CN': '{office}文件', en: '{office}' },
  documentDraft: { 'zh-CN': '草稿', en: 'DRAFT' },
  documentDraftDay: { 'zh-CN': '{year}年　月　日', en: '{year}' },
  documentIssued: { 'zh-CN': '{day}印发', en: 'Issued on {day}' },
  documentAttachment: { 'zh-CN': '附件', en: 'Attachments' },
  documentCorrected: {
    'zh-CN': '（本文为更正后的第{version}版，{day}更正）',
    en: 'Version {version}, corrected on {day}.',
  },
  documentUrgent: { 'zh-CN': '（本文经紧急发布，尚未复核）', en: 'Published urgently; not countersigned yet.' },
  documentAddress: {
    'zh-CN': '（本文公开发布，可在 {address} 核对）',
    en: 'Published at {address}, where it can be checked.',
  },
  documentMainLanguage: {
    'zh-CN': '（如各语言版本有出入，以{language}为准）',
    en: 'Where the languages differ, {language} is authoritative.',
  },
  ...documentTroubleWords,
  backToNotice: { 'zh-CN': '返回通知', en: 'Back to the notice' },
} as const satisfies Catalogue;
