/** Words of documents: on the page and in the document itself. */
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
  documentTroubleTitle: { 'zh-CN': '暂时不能生成文件', en: 'The document cannot be made now' },
  documentMissing_han: {
    'zh-CN': '服务器上没有中文字体。请告知系统管理员安装字体（Debian 软件包 fonts-noto-cjk），安装后即可下载。',
    en: 'This server has no font for Chinese. Tell its operator to install one (Debian: fonts-noto-cjk); then the document can be made.',
  },
  documentMissing_tibetan: {
    'zh-CN': '服务器上没有藏文字体。请告知系统管理员安装字体（Debian 软件包 fonts-noto-core），安装后即可下载。',
    en: 'This server has no font for Tibetan. Tell its operator to install one (Debian: fonts-noto-core); then the document can be made.',
  },
  documentBusy: {
    'zh-CN': '正在生成的文件较多，请稍后再试。',
    en: 'Many documents are being made. Try again in a minute.',
  },
  documentFailed: {
    'zh-CN': '生成文件时出错，已记入系统日志。网页上的内容不受影响，可以直接打印网页。',
    en: 'Making it failed; the log has the reason. The page itself is not affected and can be printed.',
  },
  backToNotice: { 'zh-CN': '返回通知', en: 'Back to the notice' },
} as const satisfies Catalogue;
