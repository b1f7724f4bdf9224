/** Why there is no document now, in words that every feature shares. */
import type { Catalogue } from '../i18n.ts';
import type { Pressed } from './press.ts';

export const documentTroubleWords = {
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
} as const satisfies Catalogue;

/** The keys of the reasons, one or more. */
export function documentTroubles(pressed: Extract<Pressed, { ok: false }>): (keyof typeof documentTroubleWords)[] {
  if (pressed.why === 'missing') return pressed.scripts.map((script) => `documentMissing_${script}` as const);
  return [pressed.why === 'busy' ? 'documentBusy' : 'documentFailed'];
}
