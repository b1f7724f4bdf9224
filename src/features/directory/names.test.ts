import { describe, expect, it } from 'vitest';
import { lettersOf, pinyinOf, pinyinOfOrganisation } from './names.ts';

describe('names in letters', () => {
  it.each([
    ['王芳', 'wangfang', 'wf'],
    ['曾国藩', 'zengguofan', 'zgf'],
    ['单雄信', 'shanxiongxin', 'sxx'],
    ['欧阳娜娜', 'ouyangnana', 'oynn'],
    ['万俟卨', 'moqixie', 'mqx'],
    ['吕布', 'lvbu', 'lb'],
    ['尼玛 次仁', 'nimaciren', 'nmcr'],
    ['José Núñez', 'josenunez', 'jn'],
    ['王 Anna', 'wanganna', 'wa'],
    ["O'Neil Bo", 'oneilbo', 'ob'],
    ['བསོད་ནམས', '', ''],
  ])('%s is %s and %s', (name, pinyin, initials) => {
    expect(pinyinOf(name)).toEqual({ pinyin, initials });
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
