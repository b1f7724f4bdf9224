/** Emergency access: taking it, and who has taken it. */
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { TextArea } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { type Emergency, emergencyHours, emergencyRoles } from '../model.ts';
import { paths } from '../paths.ts';
import { RoleAndPlace } from './fields.tsx';
import { errorAt, moment, Outcome, say, typedAt, type View } from './frame.tsx';

export interface EmergencyPageProps {
  view: View;
  now: Date;
  taken: readonly Emergency[];
  mayEnd: (taken: Emergency) => boolean;
  organisations: readonly { id: number; name: string; depth: number }[];
  nextHref: string | undefined;
}

export function EmergencyPage(props: EmergencyPageProps): Markup {
  const { view } = props;
  const t = say(view);
  return (
    <Page {...view.shell} title={t('emergencyTitle')} width="wide">
      <Outcome view={view} first="reason" />
      <PageHeading title={t('emergencyTitle')} />
      <p>{t('emergencyText')}</p>
      <TakeForm {...props} />
      <h2>{t('emergencyTaken')}</h2>
      <TakenTable {...props} />
      <Pager label={t('pages')} previousText={t('previous')} nextHref={props.nextHref} nextText={t('next')} />
    </Page>
  );
}

function TakeForm({ view, organisations }: EmergencyPageProps): Markup {
  const t = say(view);
  return (
    <form method="post" action={paths.emergency()} novalidate>
      <TextArea
        name="reason"
        label={t('emergencyReason')}
        hint={t('emergencyReasonHint')}
        value={typedAt(view, 'reason')}
        rows={3}
        required
        error={errorAt(view, 'reason')}
      />
      <RoleAndPlace view={view} roles={emergencyRoles} places={organisations} />
      <Radios
        name="hours"
        legend={t('emergencyFor')}
        value={typedAt(view, 'hours') || '1'}
        error={errorAt(view, 'hours')}
        items={emergencyHours.map((hours) => ({ value: String(hours), text: t('emergencyHours', { hours }) }))}
      />
      <Button kind="danger" text={t('emergencyTake')} />
    </form>
  );
}

function TakenTable({ view, now, taken, mayEnd }: EmergencyPageProps): Markup {
  const t = say(view);
  const running = (one: Emergency) => !one.endedAt && one.holdsUntil > now;
  return (
    <DataTable
      caption={t('emergencyTaken')}
      captionHidden
      columns={[
        { key: 'name', text: t('name') },
        { key: 'role', text: t('role') },
        { key: 'reason', text: t('emergencyReason') },
        { key: 'time', text: t('emergencyTime') },
        { key: 'state', text: t('state') },
        { key: 'act', text: t('actions'), hidden: true },
      ]}
      rows={taken.map((one) => ({
        cells: {
          name: one.name,
          role: t('roleAt', { role: t(`role_${one.role}`), organisation: one.organisation }),
          reason: one.reason,
          time: t('emergencySpan', {
            from: moment(view, one.givenAt),
            to: moment(view, one.endedAt ?? one.holdsUntil),
          }),
          state: running(one) ? (
            <Tag kind="wait" text={t('emergencyRuns')} />
          ) : (
            <Tag kind="neutral" text={t('grantState_ended')} />
          ),
          act:
            running(one) && mayEnd(one) ? (
              <form method="post" action={paths.emergencyEnd(one.id)}>
                <Button kind="second" text={t('end')} hiddenText={one.name} />
              </form>
            ) : (
              ''
            ),
        },
      }))}
      empty={{ title: t('emergencyNone'), text: t('emergencyNoneText') }}
    />
  );
}
