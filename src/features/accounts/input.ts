/** What forms of accounts may contain. Each message is a key of messages.ts. */
import { z } from 'zod';
import { type Role, roles } from '#platform/access.ts';
import { emergencyHours, emergencyRoles, mappedRoles } from './model.ts';

const text = (missing: string, longest = 200) => z.string(missing).trim().min(1, missing).max(longest, missing);
/** Never trimmed: a space may be part of it. */
const secret = (missing: string) => z.string(missing).min(1, missing).max(1000, missing);
const optional = z.string().optional().default('');
const id = (missing: string) => z.coerce.number(missing).int(missing).positive(missing);
const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(item));

export const signInInput = z.object({ login: text('loginMissing', 254), password: secret('passwordMissing') });
export const codeInput = z.object({ code: text('codeMissing', 40) });

const login = text('loginMissing', 254).refine((value) => value.length >= 2 && !/\s/.test(value), 'loginWrong');

/** Which of the fields a link asks for is decided by its purpose. */
export function setupInput(asks: {
  identity: boolean;
  login: boolean;
  district: boolean;
  newPassword: boolean;
  currentPassword: boolean;
}) {
  return z.object({
    district: asks.district ? text('districtMissing') : optional,
    name: asks.identity ? text('nameMissing') : optional,
    login: asks.login ? login : optional,
    email: asks.identity
      ? z
          .union([z.literal(''), z.email('emailWrong').max(254, 'emailWrong')], 'emailWrong')
          .optional()
          .default('')
      : optional,
    currentPassword: asks.currentPassword ? secret('currentMissing') : optional,
    password: asks.newPassword ? secret('passwordMissing') : optional,
    sealedSecret: optional,
    code: text('codeMissing', 40),
  });
}

export const ownDetailsInput = z.object({
  displayName: optional,
  language: z.enum(['', 'zh-CN', 'en']).optional().default(''),
});
export const ownPasswordInput = z.object({ current: secret('currentMissing'), password: secret('passwordMissing') });
export const ownTotpInput = z.object({
  current: secret('currentMissing'),
  sealedSecret: optional,
  code: text('codeMissing', 40),
});
export const ownCodesInput = z.object({ current: secret('currentMissing') });

export const passkeySignInInput = z.object({ ticket: optional, response: text('passkeyRefused', 20_000) });
export const passkeyInput = z.object({
  name: text('passkeyNameMissing', 60),
  ticket: optional,
  response: text('passkeyNotMade', 100_000),
});

/** The fields of a fresh proof, which travel with those of the act. */
export const proofInput = z.discriminatedUnion(
  'proof',
  [
    z.object({
      proof: z.literal('password'),
      proof_password: secret('passwordMissing'),
      proof_code: text('codeMissing', 40),
    }),
    z.object({
      proof: z.literal('passkey'),
      proof_ticket: optional,
      proof_response: text('passkeyRefused', 20_000),
    }),
    z.object({ proof: z.literal('demo') }),
  ],
  'proofWrong',
);

export const inviteInput = z.object({
  organisation: id('organisationMissing'),
  membership: list(z.coerce.number().int().positive()).refine(
    (ids) => ids.length > 0 && ids.length <= 100,
    'inviteNone',
  ),
  role: list(z.enum(roles, 'roleMissing')),
});

export const grantInput = z.object({
  role: z.enum(roles, 'roleMissing'),
  organisation: id('organisationMissing'),
  membership: z
    .union([z.literal('').transform(() => null), id('membershipMissing')], 'membershipMissing')
    .optional()
    .default(null),
});

export const signOnRoleInput = z.object({
  claimValue: text('signOnClaimMissing', 200),
  organisation: id('organisationMissing'),
  role: z.enum(mappedRoles as [Role, ...Role[]], 'roleMissing'),
});

const day = z
  .string('dayMissing')
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'dayMissing')
  .refine((text) => !Number.isNaN(Date.parse(text)), 'dayMissing');
export const standInInput = z.object({
  login: text('loginMissing', 254),
  organisation: id('organisationMissing'),
  startsOn: day,
  endsOn: day,
});

export const emergencyInput = z.object({
  reason: z.string('emergencyReasonShort').trim().min(10, 'emergencyReasonShort').max(1000, 'emergencyReasonShort'),
  organisation: id('organisationMissing'),
  role: z.enum(emergencyRoles as [Role, ...Role[]], 'roleMissing'),
  hours: z.enum(emergencyHours.map(String) as [string, ...string[]], 'emergencyHoursMissing'),
});

export const reviewInput = z.object({
  grant: list(z.coerce.number().int().positive()).refine((ids) => ids.length > 0 && ids.length <= 100, 'reviewChoose'),
});

export const resetInput = z.object({
  part: z.enum(['password', 'totp', 'both'], 'partMissing'),
  send: z.enum(['mail', 'show'], 'sendMissing'),
});
