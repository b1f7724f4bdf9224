/** The reference of the API: plain HTML out of the description, without any script. */
import { type ProblemKind, problemKinds } from '#platform/http/api/problem.ts';
import { apiWords } from '#platform/http/api/words.ts';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { say, trail, type View } from '../pages/frame.tsx';
import { apiPaths } from '../paths.ts';
import type { Field, Group, Operation } from './reading.ts';

const sections = ['Start', 'Paging', 'Changes', 'Once', 'Limits', 'Never'] as const;

/** How one begins, what there is, and every kind of problem. */
export function ReferencePage({ view, groups }: { view: View; groups: readonly Group[] }): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('referenceTitle')} width="wide">
      <PageHeading title={t('referenceTitle')} />
      <div class="prose">
        <p>{t('referenceText')}</p>
        <p>
          <a href={apiPaths.description}>{t('referenceMachine')}</a>
        </p>
        {sections.map((name) => (
          <>
            <h2>{t(`reference${name}`)}</h2>
            <p>{t(`reference${name}Text`)}</p>
            {name === 'Start' && (
              <pre lang="en" tabindex={0}>
                <code>{`curl -H "Authorization: Bearer $TOKEN" ${view.origin}/api/v1/token`}</code>
              </pre>
            )}
          </>
        ))}
      </div>
      {groups.map((group) => (
        <div>
          <h2>
            <a href={apiPaths.group(group.name)}>{t(`referenceGroup_${group.name}`)}</a>
          </h2>
          <DataTable
            caption={t(`referenceGroup_${group.name}`)}
            captionHidden
            columns={[
              { key: 'operation', text: t('referenceOperation') },
              { key: 'summary', text: t('referenceMeaning') },
            ]}
            rows={group.operations.map((operation) => ({
              href: `${apiPaths.group(group.name)}#${operation.id}`,
              cells: {
                operation: <code>{`${operation.method} ${operation.path}`}</code>,
                summary: <span lang="en">{operation.summary}</span>,
              },
            }))}
            empty={{ title: '', text: '' }}
          />
        </div>
      ))}
      <h2>{t('referenceProblems')}</h2>
      <p class="prose">{t('referenceProblemsText')}</p>
      <ProblemTable view={view} />
    </Page>
  );
}

/** One group's operations with their parameters, and the shapes that they take and give. */
export function ReferenceGroupPage({ view, group }: { view: View; group: Group }): Markup {
  const t = say(view);
  const title = t(`referenceGroup_${group.name}`);
  const above = { href: apiPaths.reference, text: t('referenceTitle') };
  return (
    <Page {...view.shell} title={title} width="wide" breadcrumbs={trail(view, above, title)}>
      <PageHeading title={title} />
      <p class="prose" lang="en">
        {group.text}
      </p>
      {group.operations.map((operation) => (
        <OperationPart view={view} operation={operation} />
      ))}
      {group.shapes.length > 0 && <h2>{t('referenceShapes')}</h2>}
      {group.shapes.map((shape) => (
        <div>
          <h3 id={`shape-${shape.name}`} lang="en">
            <code>{shape.name}</code>
          </h3>
          <FieldTable view={view} caption={t('referenceFieldsOf', { name: shape.name })} fields={shape.fields} />
        </div>
      ))}
    </Page>
  );
}

function OperationPart({ view, operation }: { view: View; operation: Operation }): Markup {
  const t = say(view);
  const { id, method, path, parameters, body, answers } = operation;
  return (
    <article id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} lang="en">
        <code>{`${method} ${path}`}</code>
      </h2>
      <p class="prose" lang="en">
        {operation.summary}. {operation.text}
      </p>
      {parameters.length > 0 && (
        <Details summary={t('referenceParametersOf', { id })}>
          <FieldTable view={view} caption={t('referenceParametersOf', { id })} fields={parameters} />
        </Details>
      )}
      <ul>
        {body && (
          <li>
            {t('referenceBody')}: <code>{body}</code>
          </li>
        )}
        {answers.map((answer) => (
          <li lang="en">
            {answer.status}: {answer.text} {answer.type && <code>{answer.type}</code>}
          </li>
        ))}
      </ul>
    </article>
  );
}

function FieldTable({ view, caption, fields }: { view: View; caption: string; fields: readonly Field[] }): Markup {
  const t = say(view);
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        { key: 'name', text: t('referenceField') },
        { key: 'type', text: t('referenceType') },
        { key: 'text', text: t('referenceMeaning') },
      ]}
      rows={fields.map((field) => ({
        cells: {
          name: <code>{field.name}</code>,
          type: (
            <>
              <code>{field.type}</code>
              {!field.required && `, ${t('referenceOptional')}`}
            </>
          ),
          text: field.text && <span lang="en">{field.text}</span>,
        },
      }))}
      empty={{ title: t('referenceNoFields'), text: t('referenceNoFieldsText') }}
    />
  );
}

function ProblemTable({ view }: { view: View }): Markup {
  const t = say(view);
  const words = apiWords(view.shell.lang);
  return (
    <DataTable
      caption={t('referenceProblems')}
      captionHidden
      columns={[
        { key: 'kind', text: t('referenceProblem') },
        { key: 'status', text: t('referenceStatus') },
        { key: 'title', text: t('referenceMeaning') },
      ]}
      rows={(Object.entries(problemKinds) as [ProblemKind, number][]).map(([kind, status]) => ({
        cells: { kind: <code id={`problem-${kind}`}>{kind}</code>, status: String(status), title: words(kind) },
      }))}
      empty={{ title: '', text: '' }}
    />
  );
}
