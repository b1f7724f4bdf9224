/** Where organisations lie, for warnings that machines read. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { Shape } from '../model/area.ts';
import { areaPath, areasPath } from '../paths.ts';
import { DeskPage, errorAt, Troubles, type View } from './frame.tsx';

export function AreasPage(props: {
  view: View;
  places: readonly { id: number; name: string }[];
  shapes: ReadonlyMap<number, Shape>;
}): Markup {
  const { view, places, shapes } = props;
  const { t } = view;
  const inWords = (shape: Shape | undefined) =>
    [shape?.polygon && t('polygon'), shape?.circle && t('circle'), shape?.code && `${shape.codeName} ${shape.code}`]
      .filter(Boolean)
      .join(' · ') || t('noShape');
  return (
    <DeskPage view={view} title={t('areas')} trail={[]}>
      <PageHeading title={t('areas')} />
      <p>{t('areasLead')}</p>
      <DataTable
        caption={t('areas')}
        captionHidden
        columns={[
          { key: 'name', text: t('taskOf') },
          { key: 'shape', text: t('areaShape') },
        ]}
        rows={places.map((place) => ({
          href: areaPath(place.id),
          cells: { name: <span lang="zh-CN">{place.name}</span>, shape: inWords(shapes.get(place.id)) },
        }))}
        empty={{ title: t('noShape'), text: t('areasLead') }}
      />
    </DeskPage>
  );
}

export function AreaPage(props: {
  view: View;
  place: { id: number; name: string };
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, place, typed, troubles } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={place.name} width="narrow" trail={[{ href: areasPath, text: t('areas') }]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={place.name} caption={t('areas')} lang="zh-CN" />
      <p>{t('areaHint')}</p>
      <form method="post" action={areaPath(place.id)} novalidate>
        <TextArea
          name="polygon"
          label={t('polygon')}
          hint={t('polygonHint')}
          rows={4}
          noSpellcheck
          value={typedText(typed, 'polygon')}
          error={errorAt(t, troubles, 'polygon')}
        />
        <TextField
          name="circle"
          label={t('circle')}
          hint={t('circleHint')}
          noSpellcheck
          value={typedText(typed, 'circle')}
          error={errorAt(t, troubles, 'circle')}
        />
        <TextField
          name="codeName"
          label={t('codeName')}
          hint={t('codeNameHint')}
          noSpellcheck
          value={typedText(typed, 'codeName')}
        />
        <TextField
          name="code"
          label={t('code')}
          noSpellcheck
          value={typedText(typed, 'code')}
          error={errorAt(t, troubles, 'code')}
        />
        <Actions>
          <Button text={t('saveReview')} />
          <Button kind="second" href={areasPath} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}
