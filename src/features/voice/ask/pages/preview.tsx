/** Before sending: what was written, what in it may tell who wrote it, and the work that holds off floods. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { words } from '../../messages.ts';
import type { Kind } from '../../model/kinds.ts';
import { PersonFields, type PersonProps, sealing } from '../../sealed/pages/public.tsx';
import type { Hint } from '../model/hints.ts';
import { leastAgeSeconds } from '../model/limits.ts';
import { askPath } from '../paths.ts';
import { AskFrame, type AskView, Troubles, Written } from './frame.tsx';
import { Emergency } from './start.tsx';
import { type CarriedFile, fileInWords } from './write.tsx';

const carried = [
  ...['kind', 'category', 'organisation', 'text', 'address', 'point', 'may_publish', 'printed_name'],
  ...['way', 'openers'],
];

export interface PreviewProps {
  view: AskView;
  kind: Kind;
  /** In the reader's language. */
  category: string;
  organisation: string | undefined;
  /** As it will be stored. */
  text: string;
  takenOut: number;
  place: string;
  typed: Typed;
  files: readonly CarriedFile[];
  hints: readonly Hint[];
  challenge: string;
  bits: number;
  troubles: readonly Trouble[];
  /** Of a sealed name: who opens it, and what was given already. */
  person: Pick<PersonProps, 'openers' | 'names' | 'boxes'> | undefined;
}

export function PreviewPage(props: PreviewProps): Markup {
  const { view, kind, typed, files, challenge } = props;
  const { t, language } = view;
  const published = typedText(typed, 'may_publish') === 'yes';
  const name = typedText(typed, 'printed_name').trim();
  return (
    <AskFrame view={view} title={t('previewTitle')} seals={props.person !== undefined}>
      <Troubles t={t} troubles={props.troubles} />
      <PageHeading title={t('previewTitle')} />
      <Emergency view={view} />
      <Hints {...props} />
      {props.takenOut > 0 && <p class="hint">{t('takenOut', { n: props.takenOut })}</p>}
      <SummaryList
        rows={[
          { key: t('kind'), value: words(language)(`kind_${kind}`) },
          { key: t('category'), value: props.category },
          { key: t('organisation'), value: props.organisation ?? t('organisationNone') },
          { key: t('text'), value: <Written text={props.text} /> },
          ...(props.place === '' ? [] : [{ key: t('address'), value: props.place }]),
          ...files.map((file, index) => {
            const { kind: what, size } = fileInWords(view, file);
            return { key: t('fileN', { n: index + 1 }), value: `${what}, ${size}` };
          }),
          { key: t('publishTitle'), value: published ? t('yes') : t('no') },
          ...(name === '' ? [] : [{ key: t('printedName'), value: name }]),
          { key: t('way'), value: t(props.person ? 'waySealed' : 'wayAnonymous') },
        ]}
      />
      <form
        method="post"
        action={askPath('send', language)}
        enctype="multipart/form-data"
        data-work={challenge}
        data-work-bits={props.bits}
        data-work-script={askPath('worker', language)}
        data-work-wait={t('sendWait')}
        {...(props.person && sealing(view, props.person.openers))}
      >
        {carried.map((field) => (
          <Hidden name={field} value={typedText(typed, field)} />
        ))}
        {files.map(({ inForm }) => (
          <Hidden name="file" value={inForm} />
        ))}
        <Hidden name="challenge" value={challenge} />
        <Hidden name="work" value="" />
        {props.person && <PersonFields {...{ view, typed, troubles: props.troubles }} {...props.person} />}
        <noscript>
          <p class="hint">{t('workNone', { n: leastAgeSeconds })}</p>
        </noscript>
        <p class="hint" role="status" data-work-status data-work-done={t('workDone')} hidden>
          {t('workText')}
        </p>
        <div class="actions">
          <Button text={t('send')} />
          <Button kind="second" text={t('change')} formaction={askPath('write', language)} />
        </div>
      </form>
    </AskFrame>
  );
}

function Hints({ view: { t }, hints, files }: PreviewProps): Markup {
  const has = (start: string) => files.some(({ mediaType }) => mediaType.startsWith(start));
  const ofFiles = [
    has('image/') && t('hintPicture'),
    has('application/pdf') && t('hintPdf'),
    has('text/') && t('hintTextFile'),
  ].filter((line): line is string => line !== false);
  if (hints.length === 0 && ofFiles.length === 0) return <p>{t('previewClean')}</p>;
  return (
    <Banner kind="warning" title={t('hintsTitle')}>
      <div class="prose">
        <ul>
          {hints.map(({ kind, found }) => (
            <li>
              {t(`hint_${kind}`)}
              {': '}
              <strong dir="auto">{found}</strong>
            </li>
          ))}
          {ofFiles.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
        <p>{t('hintsText')}</p>
      </div>
    </Banner>
  );
}
