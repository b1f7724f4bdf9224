import type { Example } from '../content.ts';
import { Checkbox, Checkboxes, Radios } from './choices.tsx';
import { FileField, Hidden, Select, TextArea, TextField } from './field.tsx';
import { Fieldset } from './frame.tsx';
import { TreeSelect } from './tree-select.tsx';

export const examples: Example[] = [
  {
    name: 'Text',
    render: () => <TextField name="title" label="标题" hint="不超过 40 个字。" value="关于冬季作息时间调整的通知" />,
  },
  {
    name: 'Text with an error',
    render: () => (
      <TextField
        name="deadline"
        label="确认截止日期"
        type="date"
        hint="截止到当天结束。"
        error="截止日期必须晚于今天"
        width={10}
        value="2026-11-02"
        required
      />
    ),
  },
  {
    name: 'Short code',
    render: () => (
      <TextField
        name="code"
        label="Code from the message"
        inputmode="numeric"
        width={4}
        autocomplete="one-time-code"
        noSpellcheck
      />
    ),
  },
  {
    name: 'Password',
    render: () => <TextField name="password" label="密码" type="password" autocomplete="current-password" width={20} />,
  },
  {
    name: 'Text area in Tibetan',
    render: () => <TextArea name="body" label="正文（藏文）" lang="bo" rows={3} value="དགུན་དུས་ཀྱི་སློབ་གྲྭའི་དུས་ཚོད།" />,
  },
  {
    name: 'Select',
    render: () => (
      <Select
        name="school"
        label="学校"
        value="2"
        options={[
          { value: '1', text: '县第一小学' },
          { value: '2', text: '永河小学' },
        ]}
      />
    ),
  },
  {
    name: 'Radios with hints',
    render: () => (
      <Radios
        name="reply"
        legend="需要家长做什么？"
        value="confirm"
        items={[
          { value: 'none', text: '不需要', hint: '只送达。' },
          { value: 'confirm', text: '确认收到', hint: '仅表示已收到，不代表同意。' },
          { value: 'slip', text: '填写回执' },
        ]}
      />
    ),
  },
  {
    name: 'Radios in one row of three, also on a phone',
    render: () => (
      <Radios
        name="pupil"
        legend="Leila"
        even
        items={[
          { value: 'safe', text: 'Safe' },
          { value: 'help', text: 'Needs help' },
          { value: 'absent', text: 'Not here' },
        ]}
      />
    ),
  },
  {
    name: 'Radios in one row, with an error',
    render: () => (
      <Radios
        name="safe"
        legend="Are you safe?"
        error="Choose one answer"
        inline
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'help', text: 'I need help' },
        ]}
      />
    ),
  },
  {
    name: 'Checkboxes',
    render: () => (
      <Checkboxes
        name="languages"
        legend="通知语言"
        hint="每位读者收到自己的语言。"
        items={[
          { value: 'zh', text: '中文', checked: true },
          { value: 'bo', text: 'བོད་ཡིག', lang: 'bo', checked: true },
          { value: 'qng', text: 'Rrmea', lang: 'cng' },
        ]}
      />
    ),
  },
  {
    name: 'One checkbox',
    render: () => <Checkbox name="read" label="我已阅读上述内容" hint="可以随时撤回。" error="请先勾选" />,
  },
  {
    name: 'File',
    render: () => <FileField name="file" label="花名册" hint="XLSX 或 CSV，最大 10 MB。" accept=".xlsx,.csv" />,
  },
  {
    name: 'Fieldset',
    render: () => (
      <Fieldset legend="送达时间">
        <Hidden name="zone" value="Asia/Shanghai" />
        <TextField name="day" label="日期" type="date" width={10} />
        <TextField name="hour" label="时间" type="time" width={4} />
      </Fieldset>
    ),
  },
  {
    name: 'A place of a tree',
    render: () => (
      <TreeSelect
        name="organisation"
        label="单位"
        value="2"
        places={[
          { id: 1, name: '清溪县教育局', depth: 0 },
          { id: 2, name: '北山小学', depth: 1 },
          { id: 3, name: '三年级', depth: 2 },
        ]}
      />
    ),
  },
];
