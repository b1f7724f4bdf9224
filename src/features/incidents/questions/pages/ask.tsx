/** The public's form. It knows nothing of who asks. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { TextArea } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import type { Incident } from '../../model/incident.ts';
import { errorAt, nameOf, Troubles, type View } from '../../pages/frame.tsx';
import { statusFilePath } from '../../paths.ts';
import { incidentFile } from '../../status/model.ts';
import { longestQuestion } from '../model/question.ts';
import { askPath } from '../paths.ts';

export function AskPage(props: {
  view: View;
  incident: Incident;
  sent: boolean;
  typed: string;
  troubles: readonly Trouble[];
}): Markup {
  const { view, incident, sent, typed, troubles } = props;
  const { t, language } = view;
  const banner = incident.exercise ? <Banner kind="warning" title={t('exerciseBanner')} /> : undefined;
  const open = incident.state === 'running';
  return (
    <Page {...view.shell} title={t('askTitle')} noindex banner={banner}>
      <Troubles t={t} troubles={troubles} />
      {sent && (
        <Banner kind="success" title={t('askThanks')}>
          <p>{t('askThanksText')}</p>
        </Banner>
      )}
      <PageHeading title={open ? t('askTitle') : t('askOver')} caption={nameOf(view, incident)} />
      {open ? (
        <>
          <p>{t('statusUrgent')}</p>
          <p>{t('askLead')}</p>
          <form method="post" action={askPath(incident.id)} novalidate>
            <TextArea
              name="text"
              label={t('askText')}
              hint={t('askHint', { n: longestQuestion })}
              rows={4}
              value={typed}
              maxlength={longestQuestion}
              required
              error={errorAt(t, troubles, 'text')}
            />
            <Actions>
              <Button text={t('askSend')} />
            </Actions>
          </form>
        </>
      ) : (
        <p>{t('askOverText')}</p>
      )}
      <p>
        <a href={statusFilePath(incidentFile(String(incident.id), language))}>{t('askToPage')}</a>
      </p>
    </Page>
  );
}
