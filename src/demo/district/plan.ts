/**
 * The shape of a district without its names: who belongs to which household, sits in which class, teaches where. A few
 * typed arrays, so that a million people need some 20 MB.
 */
import { type Random, randomFor, shuffle } from './random.ts';
import { gradesOf, type School, schoolList } from './schools.ts';

export interface DistrictSize {
  seed: number;
  schools: number;
  pupils: number;
  guardians: number;
  staff: number;
}

export interface ClassRoom {
  school: number;
  grade: string;
  section: number;
}

export interface Plan extends DistrictSize {
  schoolList: readonly School[];
  classes: readonly ClassRoom[];
  /** First class of each school; one entry more than there are schools. */
  schoolClass: Int32Array;
  pupilClass: Int32Array;
  pupilHousehold: Int32Array;
  households: number;
  /** First pupil and first guardian of each household; one entry more than there are households. */
  householdPupil: Int32Array;
  householdGuardian: Int32Array;
  guardianHousehold: Int32Array;
  /** 1: the parents live apart; the father is counted in the next household, which he has founded since. */
  apart: Uint8Array;
  /** First member of staff of each school; those before the first school's work at the bureau. */
  schoolStaff: Int32Array;
  /** The member of staff that a guardian is, plus one; 0 for nearly all. */
  guardianStaff: Int32Array;
}

const blockSize = 60;
const householdSizes = [
  { pupils: 1, weight: 68 },
  { pupils: 2, weight: 28 },
  { pupils: 3, weight: 4 },
];

/** Lays the district out; the same size and seed give the same plan. */
export function planDistrict(size: DistrictSize): Plan {
  const list = schoolList(size.schools);
  const classes: ClassRoom[] = [];
  const schoolClass = new Int32Array(list.length + 1);
  list.forEach((school, index) => {
    for (const grade of gradesOf(school.stage)) {
      for (let section = 1; section <= school.sections; section += 1) classes.push({ school: index, grade, section });
    }
    schoolClass[index + 1] = classes.length;
  });
  const families = planHouseholds(size);
  const pupilClass = planSeats(size, list, classes);
  separateSiblings(pupilClass, families.pupilHousehold, classes);
  const schoolStaff = planStaff(size, schoolClass);
  const guardianStaff = planColleagues(size, schoolStaff[0]!);
  return { ...size, schoolList: list, classes, schoolClass, pupilClass, ...families, schoolStaff, guardianStaff };
}

/** Blocks of 60 pupils get their exact share of the guardians, so that the totals are met whatever the size. */
function planHouseholds({ seed, pupils, guardians }: DistrictSize) {
  const householdPupil = new Int32Array(pupils + 1);
  const householdGuardian = new Int32Array(pupils + 1);
  const apart = new Uint8Array(pupils);
  const pupilHousehold = new Int32Array(pupils);
  const guardianHousehold = new Int32Array(guardians);
  let households = 0;
  let guardian = 0;
  for (let first = 0, block = 0; first < pupils; first += blockSize, block += 1) {
    const random = randomFor(seed, 'household', block);
    const start = households;
    const last = Math.min(first + blockSize, pupils);
    for (let pupil = first; pupil < last; households += 1) {
      const count = Math.min(random.weighted(householdSizes).pupils, last - pupil);
      householdPupil[households] = pupil;
      pupilHousehold.fill(households, pupil, pupil + count);
      pupil += count;
    }
    const counts = guardianCounts(Math.floor((last * guardians) / pupils) - guardian, households - start, random);
    counts.forEach((count, index) => {
      const household = start + index;
      householdGuardian[household] = guardian;
      guardianHousehold.fill(household, guardian, guardian + count);
      guardian += count;
      const next = counts[index + 1] ?? 0;
      const free = index === 0 || apart[household - 1] === 0;
      if (free && count > 0 && next > 1 && random.chance(0.04)) apart[household] = 1;
    });
  }
  householdPupil[households] = pupils;
  householdGuardian[households] = guardian;
  return { households, householdPupil, householdGuardian, apart, pupilHousehold, guardianHousehold };
}

function guardianCounts(total: number, households: number, random: Random): number[] {
  const counts = Array.from({ length: households }, (): number => (random.chance(0.12) ? 1 : 2));
  let rest = total - counts.reduce((sum, count) => sum + count, 0);
  while (rest !== 0) {
    const index = random.below(households);
    const step = Math.sign(rest);
    const most = Math.max(3, Math.ceil(total / households) + 1);
    const count = counts[index]! + step;
    if (count < 0 || count > most) continue;
    counts[index] = count;
    rest -= step;
  }
  return counts;
}

/** One seat a pupil. Families follow each other through their township's seats; some children board elsewhere. */
function planSeats({ seed, pupils }: DistrictSize, list: readonly School[], classes: readonly ClassRoom[]): Int32Array {
  const random = randomFor(seed, 'seat');
  const weights = classes.map(() => 0.8 + random.next() * 0.4);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const seats = new Int32Array(pupils);
  let sum = 0;
  let seat = 0;
  let townshipStart = 0;
  classes.forEach((room, index) => {
    sum += weights[index]!;
    const end = index === classes.length - 1 ? pupils : Math.round((sum / total) * pupils);
    seats.fill(index, seat, end);
    seat = end;
    const next = classes[index + 1];
    if (next && list[next.school]!.township === list[room.school]!.township) return;
    shuffle(seats, random, townshipStart, seat);
    townshipStart = seat;
  });
  for (let swaps = Math.floor(pupils * 0.03); swaps > 0; swaps -= 1)
    swap(seats, random.below(pupils), random.below(pupils));
  return seats;
}

/** Children of one household are seldom in one grade: the later one takes one of the next seats in another. */
function separateSiblings(seats: Int32Array, household: Int32Array, classes: readonly ClassRoom[]): void {
  const gradeAt = (index: number) => classes[seats[index]!]!.grade;
  for (let pupil = 1; pupil < seats.length; pupil += 1) {
    if (household[pupil] !== household[pupil - 1] || gradeAt(pupil) !== gradeAt(pupil - 1)) continue;
    const limit = Math.min(pupil + 12, seats.length);
    for (let other = pupil + 1; other < limit; other += 1) {
      if (gradeAt(other) === gradeAt(pupil)) continue;
      swap(seats, pupil, other);
      break;
    }
  }
}

/** A twentieth works at the bureau, the rest at the schools: five at least, then by the number of classes. */
function planStaff({ staff }: DistrictSize, schoolClass: Int32Array): Int32Array {
  const schools = schoolClass.length - 1;
  const bureau = Math.ceil(staff / 20);
  const fixed = Math.min(5, Math.floor((staff - bureau) / schools));
  const rest = staff - bureau - fixed * schools;
  const classes = schoolClass[schools]!;
  return Int32Array.from(
    schoolClass,
    (before, school) => bureau + fixed * school + Math.floor((rest * before) / classes),
  );
}

/** Every fifteenth of the schools' staff has a child in the district: one person, both teacher and guardian. */
function planColleagues({ seed, guardians, staff }: DistrictSize, firstOfSchools: number): Int32Array {
  const guardianStaff = new Int32Array(guardians);
  if (guardians === 0) return guardianStaff;
  const random = randomFor(seed, 'colleague');
  for (let member = firstOfSchools + 6; member < staff; member += 15)
    guardianStaff[random.below(guardians)] = member + 1;
  return guardianStaff;
}

function swap(list: Int32Array, a: number, b: number): void {
  const kept = list[a]!;
  list[a] = list[b]!;
  list[b] = kept;
}
