/**
 * Names of people who do not exist. Nothing here was taken from a list of real persons: a given name is put together
 * from two syllables in use in its generation, a family name is drawn by rough weight. A chance likeness means nothing.
 */
import type { Random } from './random.ts';

/** How a household names its people. It lives in this generator only: no file and no table ever holds it. */
export type Naming = 'han' | 'qiang' | 'tibetan' | 'english';
export type Generation = 'old' | 'parent' | 'child';
export interface Name {
  family: string;
  given: string;
  /** For mail addresses: the family name in Latin letters. */
  latin: string;
}
export interface FamilyName {
  text: string;
  latin: string;
  weight: number;
}

function familyNames(table: string): readonly FamilyName[] {
  return table.split(' ').map((entry) => {
    const [text = '', latin = '', weight = '1'] = entry.split('/');
    return { text, latin, weight: Number(weight) };
  });
}

const hanFamilies = familyNames(
  '王/wang/70 李/li/70 张/zhang/66 刘/liu/52 陈/chen/50 杨/yang/42 赵/zhao/22 黄/huang/22 周/zhou/22 吴/wu/20 徐/xu/15 孙/sun/13 ' +
    '胡/hu/14 朱/zhu/12 高/gao/12 林/lin/10 何/he/16 郭/guo/11 马/ma/14 罗/luo/14 梁/liang/9 宋/song/9 郑/zheng/8 谢/xie/9 韩/han/7 ' +
    '唐/tang/9 冯/feng/8 于/yu/6 董/dong/6 萧/xiao/5 程/cheng/6 曹/cao/6 袁/yuan/6 邓/deng/8 许/xu/6 傅/fu/4 沈/shen/4 曾/zeng/6 ' +
    '彭/peng/6 吕/lv/5 苏/su/5 卢/lu/5 蒋/jiang/6 蔡/cai/4 贾/jia/3 丁/ding/4 魏/wei/4 薛/xue/3 叶/ye/4 阎/yan/2 余/yu/7 潘/pan/3 ' +
    '杜/du/5 戴/dai/3 夏/xia/4 钟/zhong/4 汪/wang/4 田/tian/4 任/ren/4 姜/jiang/3 范/fan/3 方/fang/4 石/shi/4 姚/yao/3 谭/tan/4 ' +
    '廖/liao/4 邹/zou/3 熊/xiong/3 金/jin/2 陆/lu/2 郝/hao/2 孔/kong/2 白/bai/3 崔/cui/2 康/kang/2 毛/mao/2 邱/qiu/3 秦/qin/2 ' +
    '江/jiang/3 史/shi/2 顾/gu/1 侯/hou/2 邵/shao/1 孟/meng/2 龙/long/3 万/wan/2 段/duan/3 雷/lei/3 钱/qian/1 汤/tang/2 尹/yin/2',
);
const qiangFamilies = familyNames(
  '余/yu/12 杨/yang/12 王/wang/12 陈/chen/9 何/he/8 马/ma/7 龙/long/6 罗/luo/6 周/zhou/5 苏/su/4 毛/mao/3 白/bai/3 尔玛/erma/2',
);
const tibetanFirst = familyNames(
  '扎西/zhaxi 尼玛/nima 次仁/ciren 多吉/duoji 格桑/gesang 索朗/suolang 旦增/danzeng 达瓦/dawa 丹巴/danba 仁青/renqing 罗布/luobu ' +
    '泽仁/zeren 阿旺/awang 洛桑/luosang 嘎玛/gama 拥中/yongzhong 德吉/deji 巴桑/basang 强巴/qiangba 彭措/pengcuo',
);
const tibetanSecond = {
  male: '多吉 扎西 次仁 罗布 顿珠 平措 旺堆 邓珠 江措 坚参 尼玛 泽里 俄热 郎卡'.split(' '),
  female: '卓玛 拉姆 央金 措姆 白玛 曲珍 德吉 志玛 央宗 拥措 旺姆 娜姆 格桑 梅朵'.split(' '),
};
const qiangGiven = {
  male: '尔基 木石 泽基 阿尔太 纳比 西尔 木纳 尔布'.split(' '),
  female: '依娜 斯满 云朵 木姐 尔珍 阿依 花斯满 兰朵'.split(' '),
};
const english = {
  families: familyNames(
    'Carter/carter Moss/moss Bell/bell Hale/hale Okafor/okafor Lindgren/lindgren Silva/silva Novak/novak',
  ),
  male: 'Daniel Peter Samuel Owen Martin Leo'.split(' '),
  female: 'Emma Clara Ruth Nina Alice Hanna'.split(' '),
};

interface Syllables {
  first: readonly string[];
  second: readonly string[];
  /** How often the name is one syllable. */
  single: number;
}
const syllables: Record<Generation, Record<'male' | 'female', Syllables>> = {
  old: {
    male: {
      first: [...'国建志德永明文光正开天世福成兴长'],
      second: [...'军国华明清强平林贵才金发云祥生根'],
      single: 0.06,
    },
    female: { first: [...'秀桂玉淑素翠凤兰金春清月琼菊'], second: [...'英兰珍芳华琼梅香莲芬凤蓉碧云'], single: 0.05 },
  },
  parent: {
    male: {
      first: [...'志海文俊晓建永小国春振成云家立'],
      second: [...'强伟军勇涛平东峰波辉刚杰鹏斌明林'],
      single: 0.42,
    },
    female: { first: [...'晓海春雪丽小玉红秀文艳美燕冬'], second: [...'燕丽霞梅玲娟芳琴敏静艳红英蓉'], single: 0.36 },
  },
  child: {
    male: {
      first: [...'子浩宇俊梓泽铭嘉奕睿承家一云思'],
      second: [...'轩宇涵辰杰豪阳博航睿凡霖希远恒川'],
      single: 0.09,
    },
    female: { first: [...'欣雨思梓佳诗语雅可依若梦心沐'], second: [...'怡桐涵琪彤萱妍瑶悦晴菲宁然月'], single: 0.07 },
  },
};

/** Draws the family name that a household's children bear. */
export function drawFamily(naming: Naming, random: Random): FamilyName {
  if (naming === 'english') return random.pick(english.families);
  if (naming === 'tibetan') return random.weighted(tibetanFirst);
  return random.weighted(naming === 'qiang' ? qiangFamilies : hanFamilies);
}

/**
 * Draws a name. `family` is the household's; left out for someone who came into it with a name of their own. Tibetan
 * names have no family name: their first half stands there, as the school's forms do it, and differs by person.
 */
export function drawName(
  naming: Naming,
  generation: Generation,
  female: boolean,
  random: Random,
  family?: FamilyName,
): Name {
  const sex = female ? 'female' : 'male';
  const own = naming === 'tibetan' || !family ? drawFamily(naming, random) : family;
  return { family: own.text, given: givenName(naming, generation, sex, random, own.text), latin: own.latin };
}

function givenName(
  naming: Naming,
  generation: Generation,
  sex: 'male' | 'female',
  random: Random,
  first: string,
): string {
  if (naming === 'english') return random.pick(english[sex]);
  if (naming === 'tibetan') {
    const second = random.pick(tibetanSecond[sex]);
    return second === first ? (sex === 'female' ? '拉姆' : '顿珠') : second;
  }
  if (naming === 'qiang' && random.chance(first.length > 1 ? 1 : 0.2)) return random.pick(qiangGiven[sex]);
  const { first: firsts, second, single } = syllables[generation][sex];
  if (random.chance(single)) return random.pick(second);
  const one = random.pick(firsts);
  const two = random.pick(second);
  return one === two ? one : one + two;
}
