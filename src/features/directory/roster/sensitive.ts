/**
 * What is never taken in: identity numbers, ethnicity, religion, politics, health, biometrics (product.md, rule 8).
 * Columns go by their heading, values by their pattern, both before anything is staged or said in a message.
 */

const headings = new RegExp(
  [
    'national.?id|identity|id.?(card|number|no)$|passport|citizen|ssn|social.?security|hukou',
    'ethnic|race|racial|american.?indian|asian|african|hawaiian|hispanic|white|nationality|minorit',
    'religio|faith|politic|party|league|medical|health|disab|disease|allerg|blood|vaccin|psych|special.?need',
    'fingerprint|biometric|face.?(id|image|print)|photo|iris',
    '身份证|证件号|证件类型|护照|户口|户籍|社保|学籍号|民族|族别|宗教|信仰|政治面貌|党员|团员|党派|健康|疾病|病史|残疾|过敏|血型|疫苗|心理|指纹|人脸|照片|虹膜|国籍',
  ].join('|'),
  'i',
);

/** True if a column with this heading must not be read. */
export function isSensitiveHeading(heading: string): boolean {
  return headings.test(heading);
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = '10X98765432';
const provinces = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;

/**
 * True if the text holds a Chinese identity number: 18 digits with a right check digit, or 15 of the old kind. With
 * `mistyped` a wrong check digit counts too: for cells that are no identifiers, which have no reason to look like one.
 */
export function holdsIdentityNumber(text: string, mistyped = false): boolean {
  // Almost every cell is shorter than the shortest number.
  if (text.length < 15) return false;
  const compact = text.normalize('NFKC').replace(/[\s._-]/g, '');
  for (const [found] of compact.matchAll(/(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)/g)) {
    if (found.length === 18 ? isNumberOf18(found, mistyped) : isNumberOf15(found)) return true;
  }
  return false;
}

function isNumberOf18(number: string, mistyped: boolean): boolean {
  if (!provinces.test(number) || !isBirthday(number.slice(6, 14))) return false;
  if (mistyped) return true;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return checkDigits[sum % 11] === number[17]?.toUpperCase();
}

function isNumberOf15(number: string): boolean {
  return provinces.test(number) && isBirthday(`19${number.slice(6, 12)}`);
}

function isBirthday(digits: string): boolean {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))];
  return year >= 1850 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/**
 * An identifier as a message may show it; empty when it may not: only plain ids, never with a long run of digits that
 * could be a mistyped identity number. Values of other columns are never shown: in a shifted row they could be anything.
 */
export function showable(id: string): string {
  return /^[\w.:@-]{1,64}$/.test(id) && !/\d{15}/.test(id.replace(/[._:-]/g, '')) ? id : '';
}

/** What may never be asked. */
export const sensitiveSubjects = ['identity', 'health', 'ethnicity', 'religion', 'politics', 'biometrics'] as const;
export type SensitiveSubject = (typeof sensitiveSubjects)[number];

/**
 * Wording of questions to families, by subject. A sentence is not a heading: `race` must not be found in "embrace", nor
 * ethnicity in the name of a dance. Tibetan has the plain words only.
 */
const subjects: Readonly<Record<SensitiveSubject, RegExp>> = {
  identity:
    /身份证|身份號|身份号|证件号|证件类型|护照|户口|户籍|社保|社会保障号|学籍号|公民号码|ཐོབ་ཐང་ལག་|\b(id|identity|identification)[\s-]?(card|number|no|document)s?\b|\bnational id\b|\bpassports?\b|\bsocial security\b|\bssn\b|\bhukou\b/i,
  health:
    /健康|疾病|病史|病情|患病|患有|生病|传染病|过敏|残疾|血型|疫苗|接种|心理|精神状况|用药|服药|体检|发烧|体温|怀孕|འཕྲོད་བསྟེན|ནད་|\bhealth\b|\bmedical\b|\bmedic(ine|ines|ation|ations)\b|\billness(es)?\b|\bdiseases?\b|\ballerg(y|ies|ic)\b|\bdisab(led|ility|ilities)\b|\bblood (type|group)\b|\bvaccin\w*|\bimmuni[sz]\w*|\bpsycholog\w*|\bspecial needs?\b|\bpregnan\w*|\bdiagnos\w*|\bfever\b/i,
  ethnicity:
    /民族|族别|种族|国籍|少数民族|མི་རིགས|\bethnic\w*|\brac(e|ial)\b(?! track| course|s\b)|\bnationalit(y|ies)\b|\bminorit(y|ies)\b/i,
  religion: /宗教|信仰|信教|教派|ཆོས་ལུགས|དད་མོས|\breligio\w*|\bfaiths?\b|\bworship\w*/i,
  politics: /政治|党员|团员|党派|入党|政党|\bpolitic\w*|\bparty member\w*|\bcommunist\b|\byouth league\b/i,
  biometrics:
    /指纹|人脸|面部识别|虹膜|声纹|掌纹|生物识别|\bfinger\s?prints?\b|\bbiometric\w*|\bfac(e|ial) (id|image|recognition|scan|print)\w*|\biris scan\w*|\bvoice ?prints?\b/i,
};

/** Names of lessons, talks and dances that say nothing of a person. */
const innocent =
  /(心理)?健康(教育|讲座|知识|课|宣传|饮食|步道|跑|操|委员会)|民族(舞|乐|服|歌|团结|文化|中学|小学|学校|学院|自治|艺术|节)|\bhealth(y)? (talk|education|class|lecture|lesson|food|eating|lunch)\w*|\bminority school\w*/gi;

/** What a question asks that nobody may ask; undefined if nothing is found. */
export function sensitiveSubjectOf(wording: string): SensitiveSubject | undefined {
  const plain = wording.normalize('NFKC').replace(innocent, ' ');
  const dense = plain.replace(/(?<=\p{Script=Han})[\s·.\-_*]+(?=\p{Script=Han})/gu, '');
  return sensitiveSubjects.find((subject) => subjects[subject].test(plain) || subjects[subject].test(dense));
}
