/** A family whom nobody can reach, and what is missing. */

export const reasons = ['guardian', 'receive', 'contact', 'gateway', 'bounced', 'optedOut'] as const;

export interface UnreachableFamily {
  pupilId: number;
  pupil: string;
  classId: number;
  className: string;
  guardians: { id: number; name: string }[];
  missing: (typeof reasons)[number];
}
