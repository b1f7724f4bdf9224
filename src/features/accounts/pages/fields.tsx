/** Fields that several pages share; those by which somebody proves who they are, so that password managers know them. */
import type { Role } from '#platform/access.ts';
import type { Markup } from '#ui/content.ts';
import { Select, TextField } from '#ui/field/field.tsx';
import { type TreePlace, TreeSelect } from '#ui/field/tree-select.tsx';
import { errorAt, say, typedAt, type View } from './frame.tsx';

/** `fallback`: shown until something was typed. */
export function LoginField({ view, hint, fallback = '' }: { view: View; hint?: string; fallback?: string }): Markup {
  return (
    <TextField
      name="login"
      label={say(view)('login')}
      hint={hint}
      value={view.typed ? typedAt(view, 'login') : fallback}
      autocomplete="username"
      noSpellcheck
      required
      error={errorAt(view, 'login')}
    />
  );
}

/** The password that is in force. */
export function PasswordField({ view, name, label }: { view: View; name: string; label: string }): Markup {
  return (
    <TextField
      name={name}
      type="password"
      label={label}
      autocomplete="current-password"
      required
      error={errorAt(view, name)}
    />
  );
}

/** The one that it shall be from now on. */
export function NewPasswordField({ view }: { view: View }): Markup {
  const t = say(view);
  return (
    <TextField
      name="password"
      type="password"
      label={t('newPassword')}
      hint={t('passwordHint')}
      autocomplete="new-password"
      required
      error={errorAt(view, 'password')}
    />
  );
}

/** A code of the authenticator, or a recovery code. */
export function CodeField({ view, name = 'code' }: { view: View; name?: string }): Markup {
  const t = say(view);
  return (
    <TextField
      name={name}
      label={t('code')}
      hint={t('codeHint')}
      autocomplete="one-time-code"
      width={10}
      noSpellcheck
      required
      error={errorAt(view, name)}
    />
  );
}

/** A role and where it holds, with all below. */
export function RoleAndPlace(props: { view: View; roles: readonly Role[]; places: readonly TreePlace[] }): Markup {
  const { view, roles, places } = props;
  const t = say(view);
  return (
    <>
      <Select
        name="role"
        label={t('role')}
        value={typedAt(view, 'role')}
        options={roles.map((role) => ({ value: role, text: t(`role_${role}`) }))}
        error={errorAt(view, 'role')}
      />
      <TreeSelect
        name="organisation"
        label={t('grantOrganisation')}
        value={typedAt(view, 'organisation')}
        places={places}
        error={errorAt(view, 'organisation')}
      />
    </>
  );
}
