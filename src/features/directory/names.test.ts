import { describe, expect, it } from 'vitest';
import { lettersOf, pinyinOf, pinyinOfOrganisation } from './names.ts';

describe('names in letters', () => {
  it.each([
    ['王芳', 'wangfang', 'wf', 'fang'],
    ['曾国藩', 'zengguofan', 'zgf', 'guofan'],
    ['单雄信', 'shanxiongxin', 'sxx', 'xiongxin'],
    ['欧阳娜娜', 'ouyangnana', 'oynn', 'nana'],
    ['万俟卨', 'moqixie', 'mqx', 'xie'],
    ['吕布', 'lvbu', 'lb', 'bu'],
    ['尼玛 次仁', 'nimaciren', 'nmcr', 'maciren'],
    ['José Núñez', 'josenunez', 'jn', ''],
    ['王 Anna', 'wanganna', 'wa', 'anna'],
    ["O'Neil Bo", 'oneilbo', 'ob', ''],
    ['བསོད་ནམས', '', '', ''],
  ])('%s is %s, %s and %s', (name, pinyin, initials, given) => {
    expect(pinyinOf(name)).toEqual({ pinyin, initials, given });
  });

  it('reads organisations in words', () => {
    expect(pinyinOfOrganisation('重庆市第二中学2班')).toEqual({
      pinyin: 'chongqingshidierzhongxue2ban',
      initials: 'cqsdezx2b',
    });
  });

  it('takes what was typed with capitals, spaces and ü', () => {
    expect(lettersOf('Wáng Fang')).toBe('wangfang');
    expect(lettersOf('lü')).toBe('lv');
  });
});
