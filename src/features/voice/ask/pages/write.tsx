/** The form, and what is carried from it to the preview and on: in hidden fields, nowhere on the server. */
import { MapChoice, type ShownMap } from '#features/map/feature.ts';
import { sizeInWords } from '#platform/files/size.ts';
import { type Typed, typedList, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox, Radios } from '#ui/field/choices.tsx';
import { FileField, Hidden, TextArea, TextField } from '#ui/field/field.tsx';
import { type TreePlace, TreeSelect } from '#ui/field/tree-select.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { words } from '../../messages.ts';
import type { Category, NewFile } from '../../model/brought.ts';
import { type Kind, longestAddress, longestPrintedName, longestText } from '../../model/kinds.ts';
import { type Ombudspersons, WayFields } from '../../sealed/pages/public.tsx';
import { acceptedFiles, largestMb, mostFiles } from '../model/limits.ts';
import { askPath, mapPicturePath } from '../paths.ts';
import { AskFrame, type AskView, errorAt, Troubles } from './frame.tsx';
import { Emergency } from './start.tsx';

/** A file that was cleaned already, as it waits in the form. */
export interface CarriedFile extends Pick<NewFile, 'mediaType'> {
  size: number;
  inForm: string;
}

export interface WriteProps {
  view: AskView;
  kind: Kind;
  categories: readonly Category[];
  places: readonly TreePlace[];
  ombudspersons: Ombudspersons;
  /** Where there is something to draw, and the thing has a place. */
  map: ShownMap | undefined;
  typed: Typed;
  files: readonly CarriedFile[];
  troubles: readonly Trouble[];
}

/** Typed on the page before sending: on the way back to the form it is not lost. */
const personCarried = ['person_name', 'person_mail', 'person_phone'];

export function fileInWords({ t }: AskView, { mediaType, size }: { mediaType: string; size: number }) {
  const kind = mediaType.startsWith('image/') ? 'picture' : mediaType === 'application/pdf' ? 'pdf' : 'text';
  return { kind: t(`fileKind_${kind}`), size: sizeInWords(size) };
}

export function WritePage(props: WriteProps): Markup {
  const { view, kind, categories, places, map, typed, files, troubles } = props;
  const { t, language } = view;
  const title = t('formTitle', { kind: words(language)(`kind_${kind}`) });
  const at = (field: string) => errorAt(t, troubles, field);
  const back = { href: askPath('start', language), text: t('changeKind') };
  return (
    <AskFrame view={view} title={title} back={back}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} />
      <Emergency view={view} />
      <form
        method="post"
        action={askPath('preview', language)}
        enctype="multipart/form-data"
        autocomplete="off"
        novalidate
        data-draft={kind}
        data-draft-saved={t('draftSaved')}
        data-draft-gone={t('draftGone')}
      >
        <Hidden name="kind" value={kind} />
        {/* Enter in a field presses the first button of a form: this one, not the map. */}
        {map && (
          <button type="submit" hidden>
            {t('toPreview')}
          </button>
        )}
        {categories.length > 1 ? (
          <Radios
            name="category"
            legend={t('category')}
            value={typedText(typed, 'category')}
            error={at('category')}
            items={categories.map(({ code, titles }) => ({ value: code, text: titles[language] }))}
          />
        ) : (
          <Hidden name="category" value={categories[0]?.code ?? ''} />
        )}
        <TreeSelect
          name="organisation"
          label={t('organisation')}
          hint={t('organisationHint')}
          value={typedText(typed, 'organisation')}
          places={places}
          none={t('organisationNone')}
          error={at('organisation')}
        />
        <TextArea
          name="text"
          label={t('text')}
          hint={t('textHint', { n: longestText })}
          rows={10}
          value={typedText(typed, 'text')}
          noSpellcheck
          required
          error={at('text')}
        />
        {categories.some(({ place }) => place) && (
          <fieldset class="field">
            <legend>{t('placeTitle')}</legend>
            <TextField
              name="address"
              label={t('address')}
              hint={t('addressHint')}
              value={typedText(typed, 'address')}
              maxlength={longestAddress}
              autocomplete="off"
              error={at('address')}
            />
            {map && (
              <MapChoice
                language={view.language}
                map={map}
                typed={typed}
                action={askPath('place', view.language)}
                picture={mapPicturePath}
              />
            )}
            <TextField
              name="point"
              label={t('point')}
              hint={t('pointHint')}
              value={typedText(typed, 'point')}
              maxlength={60}
              width={20}
              autocomplete="off"
              noSpellcheck
              error={at('point')}
            />
          </fieldset>
        )}
        {files.length > 0 && (
          <fieldset class="field">
            <legend>{t('filesKept')}</legend>
            {files.map((file, index) => (
              <Checkbox
                id={`f-file-${index + 1}`}
                name="file"
                value={file.inForm}
                checked
                label={t('fileKeep', { n: index + 1, ...fileInWords(view, file) })}
              />
            ))}
          </fieldset>
        )}
        <FileField
          name="files"
          label={t('files')}
          hint={t('filesHint', { n: mostFiles, megabytes: largestMb })}
          accept={acceptedFiles}
          multiple
          error={at('files')}
        />
        <fieldset class="field">
          <legend>{t('publishTitle')}</legend>
          <Checkbox name="may_publish" label={t('mayPublish')} checked={typedText(typed, 'may_publish') === 'yes'} />
          <TextField
            name="printed_name"
            label={t('printedName')}
            hint={t('printedNameHint')}
            value={typedText(typed, 'printed_name')}
            maxlength={longestPrintedName}
            width={20}
            autocomplete="off"
            noSpellcheck
            error={at('printed_name')}
          />
        </fieldset>
        <WayFields {...{ view, typed, troubles }} ombudspersons={props.ombudspersons} />
        {personCarried.map(
          (field) => typedText(typed, field) && <Hidden name={field} value={typedText(typed, field)} />,
        )}
        {typedList(typed, 'box').map((box) => (
          <Hidden name="box" value={box} />
        ))}
        <div data-draft-room hidden>
          <Checkbox name="draft" label={t('draftKeep')} hint={t('draftHint')} />
          <p>
            <button type="button" class="button second" data-draft-clear>
              {t('draftClear')}
            </button>{' '}
            <span role="status" data-draft-status></span>
          </p>
        </div>
        <Actions>
          <Button text={t('toPreview')} />
        </Actions>
      </form>
      <p class="hint">{t('quickExitHint')}</p>
    </AskFrame>
  );
}
