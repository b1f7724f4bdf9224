/** Why a case is declined or passed on: closed lists from the Regulations on Petition Work (信访工作条例, 2022). */

/**
 * `other_route`: belongs to lawsuit, arbitration or administrative review (Art. 31) · `same_again`: the same facts after a
 * re-review (Art. 36) · `handled_already`: another case of the same person is being handled · `not_competent`: no duty of
 * this office, and none is known whose it is (Art. 23) · `no_matter`: nothing in it that could be handled.
 */
export const declineReasons = ['other_route', 'same_again', 'handled_already', 'not_competent', 'no_matter'] as const;
export type DeclineReason = (typeof declineReasons)[number];

/**
 * `other_authority`: the duty of another authority (Art. 22, 23) · `discipline`: of discipline inspection (Art. 31) ·
 * `above`: it concerns this bureau itself, so the authority above it decides.
 */
export const passOnReasons = ['other_authority', 'discipline', 'above'] as const;
export type PassOnReason = (typeof passOnReasons)[number];

/** Why an office gives an assigned case back (Art. 23: with reasons, within 5 working days). */
export const giveBackReasons = ['not_our_duty', 'concerned_ourselves', 'several_offices'] as const;
export type GiveBackReason = (typeof giveBackReasons)[number];

/** Why a text of a person is blacked out: two people agree, and it is counted in public. */
export const redactionGrounds = ['threat', 'private_data'] as const;
export type RedactionGround = (typeof redactionGrounds)[number];

export const longestReason = 2000;
export const longestHead = 100;
export const longestAuthority = 100;
