/** The alert before it is sent: its words in each channel and language, and whom it reaches. */
import type { Typed } from '#platform/http/form.ts';
import { number } from '#platform/i18n.ts';
import { isBasic, smsSegments } from '#platform/sms-segments.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { Incident } from '../model/incident.ts';
import { fewestPeople } from '../model/send.ts';
import { updateRoom } from '../paths.ts';
import { DeskPage, nameOf, trailOf, type View } from './frame.tsx';

export interface PreviewProps {
  view: View;
  incident: Incident;
  contents: readonly { language: string; subject: string; text: string; short: string; cut: string }[];
  schools: readonly { name: string; people: number; email: number; sms: number; none: number }[];
  channels: readonly ('email' | 'sms')[];
  /** The form as it was filled in: it goes along. */
  typed: Typed;
}

export function PreviewPage(props: PreviewProps): Markup {
  const { view, incident, contents, schools, channels, typed } = props;
  const { t, language } = view;
  const title = t('previewTitle');
  const sum = (pick: (school: (typeof schools)[number]) => number) =>
    schools.reduce((n, school) => n + pick(school), 0);
  const people = sum((school) => school.people);
  const n = (value: number) => number(value, language);
  const small = (value: number) => (value > 0 && value < fewestPeople ? t('few') : n(value));
  const cells = (row: { people: number; email: number; sms: number; none: number }) => ({
    people: n(row.people),
    email: n(row.email),
    ...(channels.includes('sms') ? { sms: n(row.sms) } : {}),
    none: small(row.none),
  });
  const texted = sum((school) => school.sms);
  const most = Math.max(1, ...contents.map((content) => smsSegments(content.short).segments));
  const going = Object.entries(typed).filter(([name]) => !['act', 'people'].includes(name));
  return (
    <DeskPage view={view} title={title} width="narrow" incident={incident} trail={trailOf(view, incident)}>
      <PageHeading title={title} caption={nameOf(view, incident)} meta={t('previewLead')} />
      <h2>{t('previewPeople')}</h2>
      <DataTable
        caption={t('previewPeople')}
        captionHidden
        columns={[
          { key: 'school', text: t('previewSchool') },
          { key: 'people', text: t('people'), numeric: true },
          { key: 'email', text: t('byEmail'), numeric: true },
          ...(channels.includes('sms') ? [{ key: 'sms', text: t('bySms'), numeric: true }] : []),
          { key: 'none', text: t('byNothing'), numeric: true },
        ]}
        rows={schools.map((school) => ({
          cells: { school: <span lang="zh-CN">{school.name}</span>, ...cells(school) },
        }))}
        totals={{
          school: t('total'),
          ...cells({
            people,
            email: sum((school) => school.email),
            sms: sum((school) => school.sms),
            none: sum((school) => school.none),
          }),
        }}
        empty={{ title: t('previewNobody'), text: t('previewNobodyText') }}
      />
      <p class="meta">{t(channels.includes('sms') ? 'previewBoth' : 'previewNoSms')}</p>
      {people < fewestPeople && (
        <Banner kind="warning">
          <p>{t('sendFew', { n: fewestPeople })}</p>
        </Banner>
      )}
      {channels.includes('sms') && (
        <section>
          <h2>{t('previewText')}</h2>
          {contents.map((content) => (
            <div class="prose" lang={content.language}>
              <p>{content.short}</p>
              {content.cut && (
                <p lang={language}>
                  <strong>{t('previewCut')}</strong> <s lang={content.language}>{content.cut}</s>
                </p>
              )}
              <p class="meta" lang={language}>
                {t(isBasic(content.short) ? 'previewBasic' : 'previewWide', {
                  n: smsSegments(content.short).characters,
                  parts: smsSegments(content.short).segments,
                })}
              </p>
            </div>
          ))}
          <p>{t('previewCost', { people: texted, parts: most, messages: texted * most })}</p>
        </section>
      )}
      <section>
        <h2>{t('previewMail')}</h2>
        {contents.map((content) => (
          <div class="prose" lang={content.language}>
            <h3>{content.subject}</h3>
            <Lines text={content.text} />
          </div>
        ))}
      </section>
      <form method="post" action={updateRoom.path(incident.id)}>
        {going.flatMap(([name, value]) => [value ?? ''].flat().map((one) => <Hidden name={name} value={one} />))}
        <Hidden name="people" value={people} />
        <Actions>
          {people >= fewestPeople && <Button kind="danger" name="act" value="send" text={t('sendNow')} />}
          <Button kind="second" name="act" value="edit" text={t('sendEdit')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

/** Plain text: an empty line parts paragraphs. */
function Lines({ text }: { text: string }): Markup {
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph) => (
        <p>
          {paragraph.split('\n').map((line, n) => (
            <>
              {n > 0 && <br />}
              {line}
            </>
          ))}
        </p>
      ))}
    </>
  );
}
