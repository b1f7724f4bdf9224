/** Which fonts documents are set in: the customary ones where the machine has them, else free ones. */
import { join } from 'node:path';

/** Where fonts lie beside those of the system: what the operator put into the data folder. */
export function fontFolders(dataDir: string): string[] {
  return [join(dataDir, 'fonts')];
}

const song = ['Noto Serif CJK SC', 'Source Han Serif SC', 'Noto Serif SC', 'SimSun', 'STSong'];
const sans = ['Noto Sans CJK SC', 'Source Han Sans SC', 'Noto Sans SC'];
const tibetan = ['Noto Serif Tibetan', 'Jomolhari', 'Microsoft Himalaya', 'Noto Sans Tibetan'];
const latin = ['Noto Serif', 'Liberation Serif', 'DejaVu Serif', 'Libertinus Serif'];

/**
 * By role, the wanted first. 仿宋, 黑体, 楷体 and 小标宋 of GB/T 9704-2012 are no free fonts: 朱雀仿宋 and 霞鹜文楷 are free
 * substitutes, and the Song and Hei of Noto or Source Han stand in where a machine has none of them.
 */
export const chinese = {
  body: [
    'FangSong',
    'FangSong_GB2312',
    'STFangsong',
    'Zhuque Fangsong',
    'Zhuque Fangsong (technical preview)',
    ...song,
  ],
  black: ['SimHei', 'STHeiti', ...sans, ...song],
  kai: ['KaiTi', 'KaiTi_GB2312', 'STKaiti', 'LXGW WenKai', 'LXGW WenKai GB', ...song],
  title: ['FZXiaoBiaoSong-B05S', 'FZXiaoBiaoSong-B05', ...song],
  song,
} as const;

export const scripts = {
  han: { pattern: /\p{Script=Han}/u, families: [...new Set(Object.values(chinese).flat())], install: 'fonts-noto-cjk' },
  tibetan: { pattern: /\p{Script=Tibetan}/u, families: tibetan, install: 'fonts-noto-core' },
} as const;
export type Script = keyof typeof scripts;

export const families: readonly string[] = [...scripts.han.families, ...tibetan, ...latin];

export type FontRoles = Record<keyof typeof chinese, string[]>;

/** The fonts of each role that are there, for a document in this language. */
export function rolesFor(language: string, there: ReadonlySet<string>): FontRoles {
  const of = (role: readonly string[]) => {
    const order =
      language === 'zh-CN'
        ? [...role, ...tibetan, ...latin]
        : [...(language === 'bo' ? tibetan : []), ...latin, ...tibetan, ...role];
    return [...new Set(order)].filter((family) => there.has(family));
  };
  return {
    body: of(chinese.body),
    black: of(chinese.black),
    kai: of(chinese.kai),
    title: of(chinese.title),
    song: of(chinese.song),
  };
}

/** Scripts that stand in a text and for which no font is there. */
export function missingScripts(text: string, there: ReadonlySet<string>): Script[] {
  return (Object.keys(scripts) as Script[]).filter(
    (script) => scripts[script].pattern.test(text) && !scripts[script].families.some((family) => there.has(family)),
  );
}
