/** Who is on duty now: on the desk and where an incident is declared. */
import type { Markup } from '#ui/content.ts';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { moment, type View, who } from '../../pages/frame.tsx';
import type { OnDuty } from '../model/roster.ts';

export function OnDutyNow({ view, duties }: { view: View; duties: readonly OnDuty[] }): Markup {
  const { t } = view;
  if (duties.length === 0) return <p>{t('onDutyNobody')}</p>;
  return (
    <SummaryList
      rows={duties.map((duty) => {
        const until = moment(view, duty.endsAt);
        const name = duty.accountId === null ? t('onDutyGap') : who(view, duty.accountId);
        return {
          key: `${duty.organisation} · ${duty.roster}`,
          value:
            duty.standInId === null
              ? t('onDutyAlone', { name, until })
              : t('onDutyLine', { name, other: who(view, duty.standInId), until }),
        };
      })}
    />
  );
}
