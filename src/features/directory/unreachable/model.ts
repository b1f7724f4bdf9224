/** A family whom nobody can reach, and what is missing. */

type Missing = 'guardian' | 'receive' | 'contact' | 'gateway' | 'bounced' | 'optedOut';

export interface UnreachableFamily {
  pupilId: number;
  pupil: string;
  classId: number;
  className: string;
  guardians: { id: number; name: string }[];
  missing: Missing;
}
