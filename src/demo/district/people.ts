/** The people of a plan, each drawn from a stream of its own: any of them can be made without the others. */
import { drawFamily, drawName, type FamilyName, type Generation, type Name, type Naming } from './names.ts';
import type { Plan } from './plan.ts';
import { type Random, randomFor } from './random.ts';

export interface MadePerson {
  id: string;
  name: Name;
  language: string;
  email: string;
  sms: string;
}
export interface MadeGuardian extends MadePerson {
  /** As OneRoster has it: mothers and fathers are parents, grandparents are relatives. */
  role: 'parent' | 'relative';
}

interface Place {
  generation: Generation;
  female: boolean;
  role: MadeGuardian['role'];
}

const inTown = [
  { naming: 'han' as Naming, weight: 780 },
  { naming: 'qiang' as Naming, weight: 120 },
  { naming: 'tibetan' as Naming, weight: 94 },
  { naming: 'english' as Naming, weight: 6 },
];
const inTheMountains = [
  { naming: 'han' as Naming, weight: 54 },
  { naming: 'qiang' as Naming, weight: 26 },
  { naming: 'tibetan' as Naming, weight: 20 },
];
const reach = {
  parent: [
    { email: true, sms: true, weight: 46 },
    { email: true, sms: false, weight: 27 },
    { email: false, sms: true, weight: 23 },
    { email: false, sms: false, weight: 4 },
  ],
  relative: [
    { email: true, sms: true, weight: 9 },
    { email: true, sms: false, weight: 7 },
    { email: false, sms: true, weight: 73 },
    { email: false, sms: false, weight: 11 },
  ],
};
const familyDomains = ['example.com', 'example.net', 'example.org', 'mail.example'];

/** Makes the people of one plan. Keeps the last household at hand, since its members are asked for one after another. */
export function peopleOf(plan: Plan) {
  const { seed } = plan;
  const guardianOfStaff = new Map<number, number>();
  plan.guardianStaff.forEach((member, guardian) => {
    if (member > 0) guardianOfStaff.set(member - 1, guardian);
  });
  let last = -1;
  let lastHousehold: { naming: Naming; family: FamilyName };

  function household(index: number): { naming: Naming; family: FamilyName } {
    if (index === last) return lastHousehold;
    // Children bear the name of a father who has moved out, too.
    const source = plan.apart[index] === 1 ? index + 1 : index;
    const pupil = plan.householdPupil[source]!;
    const school = plan.schoolList[plan.classes[plan.pupilClass[pupil]!]!.school]!;
    const random = randomFor(seed, 'family', source);
    const { naming } = random.weighted(school.township === 0 ? inTown : inTheMountains);
    lastHousehold = { naming, family: drawFamily(naming, random) };
    last = index;
    return lastHousehold;
  }

  function pupil(index: number): MadePerson {
    const home = household(plan.pupilHousehold[index]!);
    const random = randomFor(seed, 'pupil', index);
    const name = drawName(home.naming, 'child', random.chance(0.48), random, home.family);
    const senior = Number(plan.classes[plan.pupilClass[index]!]!.grade) >= 10;
    const email = senior && random.chance(0.7) ? address(name, index, 'pupil.qinghe.example') : '';
    return { id: pupilId(index), name, language: '', email, sms: '' };
  }

  function guardian(index: number): MadeGuardian {
    const at = plan.guardianHousehold[index]!;
    const home = household(at);
    const random = randomFor(seed, 'guardian', index);
    const { generation, female, role } = placeOf(at, index, random);
    // Women keep the family name that they were born with.
    const name = drawName(home.naming, generation, female, random, female ? undefined : home.family);
    const member = plan.guardianStaff[index]!;
    const language = drawLanguage(home.naming, random);
    if (member > 0) return { ...staffContact(member - 1, name, random), language, role };
    const ways = random.weighted(reach[role]);
    const email = ways.email ? address(name, index, familyDomains[random.below(familyDomains.length)]!) : '';
    // Grandparents and grandchildren's parents often have one telephone between them.
    const first = plan.householdGuardian[at]!;
    const sms = ways.sms ? mobile(role === 'relative' && random.chance(0.15) ? first : index) : '';
    return { id: guardianId(plan, index), name, language, email, sms, role };
  }

  /** Father, mother, then grandparents; one household in eight is grandparents only; one alone is mostly a mother. */
  function placeOf(at: number, index: number, random: Random): Place {
    const place = index - plan.householdGuardian[at]!;
    const size = plan.householdGuardian[at + 1]! - plan.householdGuardian[at]!;
    const apart = plan.apart[at] === 1;
    const home = randomFor(seed, 'home', at);
    const ofParents = apart || plan.guardianStaff[index]! > 0 || (at > 0 && plan.apart[at - 1] === 1);
    const eldersOnly = home.chance(size === 1 ? 0.3 : size === 2 ? 0.12 : 0);
    if (eldersOnly && !ofParents) return { generation: 'old', female: place === 1, role: 'relative' };
    if (size === 1 || apart) {
      if (place === 0) return { generation: 'parent', female: apart || home.chance(0.75), role: 'parent' };
    } else if (place < 2) {
      return { generation: 'parent', female: place === 1, role: 'parent' };
    }
    return { generation: 'old', female: random.chance(0.55), role: 'relative' };
  }

  function staff(index: number): MadePerson {
    const asGuardian = guardianOfStaff.get(index);
    if (asGuardian !== undefined) return guardian(asGuardian);
    const random = randomFor(seed, 'staff', index);
    const { naming } = random.weighted(inTheMountains);
    const name = drawName(naming, 'parent', random.chance(0.58), random);
    return { ...staffContact(index, name, random), language: random.chance(0.15) ? 'zh-CN' : '' };
  }

  function staffContact(index: number, name: Name, random: Random) {
    const sms = random.chance(0.8) ? mobile(60_000_000 + index) : '';
    return { id: staffId(index), name, email: address(name, index, 'staff.qinghe.example'), sms };
  }

  return { pupil, guardian, staff };
}

/** The guardians of a household's children: its own, and the father who lives elsewhere. */
export function guardiansOf(plan: Plan, household: number): number[] {
  const list: number[] = [];
  for (let g = plan.householdGuardian[household]!; g < plan.householdGuardian[household + 1]!; g += 1) list.push(g);
  if (plan.apart[household] === 1) list.push(plan.householdGuardian[household + 1]!);
  return list;
}

/** The households whose children a guardian stands for: the own one, and for a father the one he has left. */
export function householdsOf(plan: Plan, guardian: number): number[] {
  const own = plan.guardianHousehold[guardian]!;
  const left = own > 0 && plan.apart[own - 1] === 1 && guardian === plan.householdGuardian[own];
  return left ? [own, own - 1] : [own];
}

export function pupilId(index: number): string {
  return `p${String(index + 1).padStart(7, '0')}`;
}

export function staffId(index: number): string {
  return `e${String(index + 1).padStart(6, '0')}`;
}

/** A guardian who works at a school is one person with the member of staff. */
export function guardianId(plan: Plan, index: number): string {
  const member = plan.guardianStaff[index]!;
  return member > 0 ? staffId(member - 1) : `g${String(index + 1).padStart(7, '0')}`;
}

function drawLanguage(naming: Naming, random: Random): string {
  if (naming === 'english') return 'en';
  if (naming === 'tibetan' && random.chance(0.6)) return 'bo';
  if (naming === 'qiang' && random.chance(0.12)) return 'qxs';
  return random.chance(0.6) ? 'zh-CN' : '';
}

/** Under the names that RFC 2606 keeps for examples: nobody receives mail there. */
function address(name: Name, index: number, domain: string): string {
  return `${name.latin}.${scatter(index, 1_000_000) + 10_000}@${domain}`;
}

/**
 * Looks like a mobile number, but begins with 154, which the numbering plan had given to no operator when this was
 * written. The demo has no way to the telephone network anyway.
 */
function mobile(index: number): string {
  return `154${String(scatter(index, 100_000_000)).padStart(8, '0')}`;
}

// 7919 is a prime that divides neither size: each index has its own number.
function scatter(index: number, size: number): number {
  return (index * 7919 + 4241) % size;
}
