import type { Example } from '../content.ts';
import { Select, TextField } from '../field/field.tsx';
import { FilterForm } from './filters.tsx';

export const examples: Example[] = [
  {
    name: 'Two filters',
    render: () => (
      <FilterForm label="筛选通知" action="#notices" submitText="筛选" clear={{ href: '#all', text: '清除' }}>
        <TextField name="q" label="标题或文号" type="search" />
        <Select
          name="state"
          label="状态"
          options={[
            { value: '', text: '全部' },
            { value: 'draft', text: '草稿' },
          ]}
        />
      </FilterForm>
    ),
  },
];
