/**
 * What in a text may tell who wrote it: shown to the writer before sending, and to nobody else. It finds what is easily
 * written without a thought; it can't know who is the only one to know something. Pure.
 */

export const hintKinds = ['phone', 'mail', 'name', 'number', 'class', 'date', 'place', 'role'] as const;
export type HintKind = (typeof hintKinds)[number];

export interface Hint {
  kind: HintKind;
  /** As it stands in the text. */
  found: string;
}

const han = '\\p{Script=Han}';
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const given = `(?:${han}{1,2}|·${han}+)`;

const patterns: readonly [HintKind, RegExp][] = [
  ['phone', /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)/gu],
  ['mail', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+/gu],
  // A chat number after its word, a plate, a bank card.
  ['number', /(?:微信|QQ|qq|wechat|WeChat)号?[ :：是]{0,3}[A-Za-z][\w-]{5,19}|(?:QQ|qq)号?[ :：是]{0,3}\d{5,11}/gu],
  [
    'number',
    /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{5,6}(?![A-Z0-9])|(?<!\d)62\d{14,17}(?!\d)/gu,
  ],
  ['name', new RegExp(`(?:我叫|我的名字(?:是|叫)|本人姓名|姓名|署名)[:： ]{0,2}(${han}{2,4}|${han}+·${han}+)`, 'gu')],
  [
    'name',
    new RegExp(
      `(?:我是|本人|我家孩子|我儿子|我女儿|我孩子|孩子叫|儿子叫|女儿叫)[是叫]?([${surnames}]${given})(?=[，。,、！!；;的 \\n]|$)`,
      'gu',
    ),
  ],
  [
    'name',
    /\b(?:[Mm]y name is|I am|I'm|[Mm]y (?:son|daughter|child)(?:'s name)? is|[Mm]y (?:son|daughter|child)) ((?:[A-Z][a-z]+)(?: [A-Z][a-z]+){0,2})/gu,
  ],
  [
    'class',
    /(?:[一二三四五六七八九]|[1-9]|[初高][一二三]|小[一二三四五六])年?级?[ (（]*(?:[一二三四五六七八九十]{1,2}|\d{1,2})[ )）]*班|20\d\d级[ (（]*(?:[一二三四五六七八九十]{1,2}|\d{1,2})[ )）]*班/gu,
  ],
  ['class', /\b[Cc]lass \d{1,2}\b|\b[Gg]rade \d{1,2}\b/gu],
  ['date', /(?:20\d\d年)?\d{1,2}月\d{1,2}[日号]|20\d\d[-./]\d{1,2}[-./]\d{1,2}/gu],
  ['date', /\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b/gu],
  [
    'place',
    new RegExp(
      `${han}{1,6}(?:村|寨|小区|社区|家属院|宿舍)(?:[一二三四五六七八九十\\d]{1,3}(?:组|队|栋|幢|号楼))?|\\d{1,4}(?:栋|幢|号楼|单元)(?:\\d{1,4}(?:室|号))?`,
      'gu',
    ),
  ],
  [
    'role',
    /唯一的?\p{Script=Han}{1,6}|(?:我|本人)是(?:[^，。\n]{0,8})(?:班主任|校医|会计|出纳|保安|厨师|司机|生活老师|代课(?:教师|老师)|班长|宿管)/gu,
  ],
  ['role', /\b[Tt]he only \w+(?: \w+)?|\bI am the \w+(?: \w+)?/gu],
];

const most = 20;

/** In the order of the kinds; what is said twice is shown once. */
export function hintsIn(text: string): Hint[] {
  const hints: Hint[] = [];
  for (const [kind, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const found = (match[1] ?? match[0]).trim();
      if (hints.length < most && !hints.some((one) => one.kind === kind && one.found === found))
        hints.push({ kind, found });
    }
  }
  return hints;
}
