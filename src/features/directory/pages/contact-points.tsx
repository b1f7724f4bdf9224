import { localDate } from '#platform/clock.ts';
import { dateInWords } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Meta } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { codePath } from '../codes/paths.ts';
import type { PersonRecord } from '../model/records.ts';
import { type ContactPoint, isUsable } from '../model.ts';
import { paths } from '../paths.ts';
import type { Frame } from './frame.tsx';

/** A browser has no address that says anything to people. */
export function addressInWords(t: Frame['t'], point: Pick<ContactPoint, 'kind' | 'address'>): string {
  return point.kind === 'push' ? t('aBrowser') : point.address;
}

export interface ContactPointsProps {
  frame: Frame;
  person: PersonRecord;
  points: readonly ContactPoint[];
  mayEdit: boolean;
  isPupil: boolean;
}

export function ContactPoints({ frame, person, points, mayEdit, isPupil }: ContactPointsProps): Markup {
  const { t } = frame;
  return (
    <section>
      <DataTable
        caption={t('contactPoints')}
        columns={[
          { key: 'address', text: t('address') },
          { key: 'kind', text: t('kind') },
          { key: 'state', text: t('state') },
          ...(mayEdit ? [{ key: 'actions', text: t('actions'), hidden: true }] : []),
        ]}
        rows={points.map((point) => ({
          cells: {
            address: <span class="address">{addressInWords(t, point)}</span>,
            kind: `${t(point.kind)} · ${t(`origin_${point.origin}`)}`,
            state: <PointState frame={frame} point={point} />,
            actions: <PointActions frame={frame} point={point} />,
          },
        }))}
        empty={{ title: t('noContactPoints'), text: isPupil ? t('pupilNoContactText') : t('noContactPointsText') }}
      />
      {points.length > 1 && <Meta>{t('contactOrder')}</Meta>}
      {mayEdit && (
        <Actions>
          <Button kind="second" href={paths.addContactPoint(person.id)} text={t('addContact')} />
        </Actions>
      )}
    </section>
  );
}

function PointState({ frame, point }: { frame: Frame; point: ContactPoint }): Markup {
  const { t, shell, zone } = frame;
  const day = (at: Date) => dateInWords(localDate(at, zone), shell.lang);
  const lines: Markup[] = [];
  if (point.bouncedAt) {
    lines.push(
      <div>
        <Tag kind="late" text={t('bounced')} /> {day(point.bouncedAt)} {point.bounceReason}
      </div>,
    );
  }
  if (point.optedOutAt) {
    lines.push(
      <div>
        <Tag kind="neutral" text={t('optedOut')} /> {day(point.optedOutAt)}
      </div>,
    );
  }
  if (lines.length === 0) {
    const verified = point.verifiedAt !== null;
    lines.push(<Tag kind={verified ? 'ok' : 'neutral'} text={verified ? t('verified') : t('unverified')} />);
  }
  return <>{lines}</>;
}

function PointActions({ frame, point }: { frame: Frame; point: ContactPoint }): Markup {
  const { t } = frame;
  const link = (href: string, text: string) => (
    <>
      <a href={href}>
        {text}
        <span class="hidden"> {addressInWords(t, point)}</span>
      </a>{' '}
    </>
  );
  return (
    <>
      {!point.verifiedAt && isUsable(point) && link(codePath(point.id), t('codeConfirm'))}
      {point.bouncedAt && link(paths.clearBounce(point.id), t('useAgain'))}
      {point.optedOutAt && link(paths.optIn(point.id), t('wantAgain'))}
      {link(paths.removeContactPoint(point.id), t('remove'))}
    </>
  );
}
