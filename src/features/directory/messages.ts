/** The directory's words. */
import { defineWords } from '#platform/i18n.ts';

export const words = defineWords({
  title: { 'zh-CN': '通讯录', en: 'Directory' },
});
