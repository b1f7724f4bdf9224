/** The schools and offices of Qinghe (青禾县), a county that does not exist. */

export type Stage = 'kindergarten' | 'primary' | 'junior' | 'nine-year' | 'senior' | 'six-year';
export interface School {
  name: string;
  stage: Stage;
  /** Schools of one township share most of their families. 0 is the county town. */
  township: number;
  /** Parallel classes in each grade. */
  sections: number;
}

export const districtName = '青禾县教育局';
export const departments = [
  '办公室',
  '基础教育股',
  '学校安全管理股',
  '人事股',
  '计划财务股',
  '信息中心',
  '招生考试股',
  '监察审计室',
] as const;

const inTown: readonly (readonly [string, Stage, number])[] = [
  ['第一小学', 'primary', 5],
  ['第一初级中学', 'junior', 7],
  ['第一幼儿园', 'kindergarten', 4],
  ['高级中学', 'senior', 10],
  ['第二小学', 'primary', 4],
  ['民族中学', 'six-year', 5],
  ['第二幼儿园', 'kindergarten', 4],
  ['第三小学', 'primary', 3],
];
const townships = '白石镇 云岭乡 柳溪镇 松坪乡 双桥镇 鹿鸣乡 麦地乡 石榴坝乡 青杨镇 雪栎乡'.split(' ');
const inTownship: readonly (readonly [string, Stage, number])[] = [
  ['中心小学', 'primary', 1],
  ['中心幼儿园', 'kindergarten', 1],
];
// Three larger townships have an own junior school, the remotest has one school for all nine years.
const withJunior = [0, 2, 4];
const remotest = townships.length - 1;

/** The first `count` schools; the county has 30, and what goes beyond is laid out as further, numbered counties. */
export function schoolList(count: number): School[] {
  const list: School[] = [];
  for (let round = 0; list.length < count; round += 1) {
    const county = round === 0 ? '青禾县' : `青禾县${round + 1}区`;
    const base = round * (townships.length + 1);
    for (const [name, stage, sections] of inTown) list.push({ name: county + name, stage, township: base, sections });
    townships.forEach((township, index) => {
      const place = round === 0 ? township : `${county}${township}`;
      for (const [name, stage, sections] of schoolsOfTownship(index)) {
        list.push({ name: `${place}${name}`, stage, township: base + 1 + index, sections });
      }
    });
  }
  return list.slice(0, count);
}

function schoolsOfTownship(index: number): readonly (readonly [string, Stage, number])[] {
  if (index === remotest) return [['学校', 'nine-year', 1]];
  return withJunior.includes(index) ? [...inTownship, ['初级中学', 'junior', 3]] : inTownship;
}

/** Grades of a stage by their CEDS codes, as OneRoster has them. */
export function gradesOf(stage: Stage): readonly string[] {
  if (stage === 'kindergarten') return ['PR', 'PK', 'KG'];
  if (stage === 'primary') return ['01', '02', '03', '04', '05', '06'];
  if (stage === 'junior') return ['07', '08', '09'];
  if (stage === 'senior') return ['10', '11', '12'];
  if (stage === 'six-year') return ['07', '08', '09', '10', '11', '12'];
  return ['01', '02', '03', '04', '05', '06', '07', '08', '09'];
}

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 三年级, 小班, 高二. */
export function gradeName(grade: string): string {
  if (grade === 'PR') return '小班';
  if (grade === 'PK') return '中班';
  if (grade === 'KG') return '大班';
  const year = Number(grade);
  return year > 9 ? `高${numerals[year - 9]}` : `${numerals[year]}年级`;
}

/** 三年级（2）班, 小班（1）, 高二（3）班. */
export function className(grade: string, section: number): string {
  const name = `${gradeName(grade)}（${section}）`;
  return grade.startsWith('P') || grade === 'KG' ? name : `${name}班`;
}
