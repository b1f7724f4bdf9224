/** The list of sealed names: numbers and days. What is in a box is put in by the browser (script/names.js). */
import type { Content, Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Select, TextField } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { paddedBytes } from '../model/box.ts';
import { type NameRow, type NamesWish, shows } from '../model/rows.ts';
import type { Key } from '../model/wrap.ts';
import { keysPath, newKeyPath, newsPath, openNamePath, sealedPath } from '../paths.ts';
import { day, SealedPage, type View } from './frame.tsx';

export interface NamesProps {
  view: View;
  ofDistrict: boolean;
  keys: readonly Key[];
  rows: readonly NameRow[];
  wish: Pick<NamesWish, 'show' | 'number'>;
  nextHref: string | undefined;
  firstHref: string | undefined;
}

/** What the browser needs of a key to open it: public half and wraps. */
export function keyForBrowser({ id, publicKey, wrapped }: Key): string {
  return JSON.stringify({ id, publicKey: publicKey.toString('base64'), wrapped });
}

export function NamesPage(props: NamesProps): Markup {
  const { view, keys } = props;
  const { t } = view;
  const usable = keys.length > 0;
  return (
    <SealedPage view={view} title={t('sealedTitle')} top width="wide" script={usable ? 'names.js' : undefined}>
      <PageHeading title={t('sealedTitle')} />
      <p>{t('sealedLead')}</p>
      {!props.ofDistrict && <EmptyState title={t('namesEmpty')} text={t('sealedDistrict')} />}
      {props.ofDistrict && !usable && (
        <EmptyState title={t('keysNone')} text={t('keysNoneText')} action={{ href: newKeyPath, text: t('keyMake') }} />
      )}
      {usable && (
        <>
          <Meta>
            <a href={keysPath}>{t('keysTitle')}</a>
          </Meta>
          <Unlock {...props} />
          <List {...props} />
        </>
      )}
    </SealedPage>
  );
}

/** Outside any form: what is typed here can't be sent, whatever happens to the script. */
function Unlock({ view: { t }, keys }: NamesProps): Markup {
  return (
    <div data-names data-bytes={paddedBytes} data-keys={`[${keys.map(keyForBrowser).join(',')}]`}>
      <div data-locked hidden>
        <Panel>
          <TextField name="unlock" type="password" label={t('unlock')} autocomplete="off" noSpellcheck />
          <button type="button" class="button" data-unlock>
            {t('unlockDo')}
          </button>
        </Panel>
      </div>
      <p
        role="status"
        data-names-status
        data-works={t('keyWorks')}
        data-wrong={t('unlockWrong')}
        data-open={t('unlocked')}
        data-some={t('unlockedSome')}
        data-quiet={t('lockedQuiet')}
        data-shut={t('nameLocked')}
        data-gone={t('nameGone')}
        data-closed={t('nameClosed')}
      ></p>
      <div data-unlocked hidden>
        <p>
          <button type="button" class="button second" data-lock>
            {t('lock')}
          </button>
        </p>
      </div>
    </div>
  );
}

function List(props: NamesProps): Markup {
  const { view, rows, wish } = props;
  const { t } = view;
  const filtered = wish.show !== 'all' || wish.number !== '';
  return (
    <>
      <FilterForm
        label={t('filters')}
        action={sealedPath}
        submitText={t('filter')}
        clear={filtered ? { href: sealedPath, text: t('clearFilters') } : undefined}
      >
        <Select
          name="show"
          label={t('namesShow')}
          value={wish.show}
          options={shows.map((show) => ({ value: show, text: t(`show_${show}`) }))}
        />
        <TextField
          name="number"
          label={t('namesNumber')}
          value={wish.number}
          width={10}
          autocomplete="off"
          noSpellcheck
        />
      </FilterForm>
      <DataTable
        caption={t('sealedTitle')}
        captionHidden
        columns={[
          { key: 'number', text: t('namesNumber') },
          { key: 'received', text: t('namesReceived') },
          { key: 'word', text: t('namesWord') },
          { key: 'name', text: t('namesName') },
        ]}
        rows={rows.map((row) => ({
          cells: {
            number: row.number,
            received: <span class="whole">{day(view, row.receivedOn)}</span>,
            word: <Word view={view} row={row} />,
            name: <Name view={view} number={row.number} />,
          },
        }))}
        empty={
          filtered
            ? { title: t('namesNotFound'), text: t('namesNotFoundText') }
            : { title: t('namesEmpty'), text: t('namesEmptyText') }
        }
      />
      <template data-opened>
        <Opened view={view} />
      </template>
      <Pager
        label={t('pages')}
        previousHref={props.firstHref}
        previousText={t('pageFirst')}
        nextHref={props.nextHref}
        nextText={t('pageNext')}
      />
    </>
  );
}

function Word({ view, row }: { view: View; row: NameRow }): Markup {
  const { t } = view;
  const parts: Content[] = [];
  if (row.askedOn) parts.push(<Tag kind="wait" text={t('wordAsked')} />);
  if (row.newsOn) parts.push(<Tag kind="info" text={t('wordNews')} />);
  const plain = row.sentOn ? t('wordSent', { day: day(view, row.sentOn) }) : parts.length === 0 ? t('wordNone') : '';
  return (
    <div>
      {parts.map((part) => (
        <>{part} </>
      ))}
      {plain !== '' && <div class="meta">{plain}</div>}
    </div>
  );
}

function Name({ view: { t }, number }: { view: View; number: string }): Markup {
  return (
    <div>
      <button
        type="button"
        class="button second"
        hidden
        data-open-name={number}
        data-href={openNamePath(number)}
        data-news={newsPath(number)}
      >
        {t('nameOpen')}
        <span class="hidden"> {number}</span>
      </button>
      <div data-name-of={number} aria-live="polite">
        <span class="meta">{t('nameLocked')}</span>
      </div>
    </div>
  );
}

function Opened({ view: { t } }: { view: View }): Markup {
  return (
    <div>
      <strong data-person-name dir="auto"></strong>
      <div data-person-mail dir="auto"></div>
      <div data-person-phone dir="auto"></div>
      <p class="meta" data-person-none hidden>
        {t('personMailNone')}
      </p>
      <p>
        <button type="button" class="button" data-person-send>
          {t('sendNews')}
        </button>
      </p>
      <p class="meta" role="status" data-person-said data-works={t('sendWorks')}>
        {t('sendNewsHint')}
      </p>
    </div>
  );
}
