import { Actions } from '../actions/actions.tsx';
import { AttachmentList } from '../attachments/attachments.tsx';
import { Banner } from '../banner/banner.tsx';
import { Button } from '../button/button.tsx';
import type { Example, Markup } from '../content.ts';
import { Difference } from '../diff/diff.tsx';
import { Figures } from '../figures/figures.tsx';
import { Meta, PageHeading } from '../heading/heading.tsx';
import { Meter } from '../meter/meter.tsx';
import { Panel } from '../panel/panel.tsx';
import { Prose } from '../prose/prose.tsx';
import { Steps } from '../steps/steps.tsx';
import { DataTable } from '../table/table.tsx';
import { Tabs } from '../tabs/tabs.tsx';
import { Tag } from '../tag/tag.tsx';
import { languages, navigation, publicFrame, staffFrame } from './example-frames.ts';
import { Page } from './page.tsx';

/** Whole pages as the features compose them. */
export const examples: Example[] = [
  { name: 'notice-for-a-guardian', render: guardianNotice },
  { name: 'notice-in-tibetan', render: tibetanNotice },
  { name: 'delivery-for-the-office', render: delivery },
  { name: 'import-preview', render: importPreview },
];

function guardianNotice(): Markup {
  return (
    <Page
      {...publicFrame}
      lang="zh-CN"
      title="关于冬季作息时间调整的通知"
      languages={languages('zh-CN')}
      noindex
      head={<link rel="alternate" type="application/atom+xml" title="通知" href="/notices.atom" />}
    >
      <PageHeading caption="青教办〔2026〕47号 · 11月20日 · 基础教育股" title="关于冬季作息时间调整的通知" />
      <Prose html="<p>各位家长：自11月30日（星期一）起，全县中小学上午到校时间推迟二十分钟，调整为8:20。校车相应顺延，站点不变。</p><p>因路远需要提前到校的学生，学校7:40开放教室并安排值班教师。</p>" />
      <Panel title="请于11月27日（星期五）前确认">
        <p>确认仅表示您已收到，不代表同意。</p>
        <form method="post" action="#confirm">
          <Button text="我已收到" />
        </form>
      </Panel>
      <h2>附件</h2>
      <AttachmentList items={[{ href: '#pdf', name: '冬季校车时刻表', meta: 'PDF，184 KB' }]} />
      <Actions>
        <Button kind="second" text="我有问题要问" href="#ask" />
      </Actions>
      <Meta>
        此链接只属于您本人，请勿转发。转发请用<a href="#public">公开页面</a>。
      </Meta>
    </Page>
  );
}

function tibetanNotice(): Markup {
  const title = 'དགུན་དུས་ཀྱི་དུས་ཚོད་བརྗེ་པོ་བརྒྱབ་པའི་བརྡ་ཐོ།';
  return (
    <Page
      {...publicFrame}
      lang="bo"
      siteName="ཆིང་ཧོ་རྫོང་སློབ་གསོ་ཅུས།"
      footerNote="0837-000-0000"
      footer={[]}
      title={title}
      languages={languages('bo')}
    >
      <PageHeading caption="ཟླ་བ་11པའི་ཚེས་20" title={title} />
      <Prose html="<p>ཁྱིམ་བདག་རྣམས་ལ། ཟླ་བ་11པའི་ཚེས་30ཉིན་ནས་བཟུང་སློབ་གྲྭར་འགྲོ་བའི་དུས་ཚོད་སྐར་མ་ཉི་ཤུ་འཕྱི་རུ་བཏང་ཡོད། སློབ་གྲྭའི་རླངས་འཁོར་གྱི་དུས་ཚོད་ཀྱང་རྗེས་སུ་འགྱུར་བ་ཡིན།</p>" />
    </Page>
  );
}

const deliveries = [
  ['县第一小学', '1,420', '1,398', '1,371', '22', 'ok', '顺利'],
  ['永河小学', '386', '301', '212', '85', 'late', '85 人无法送达'],
  ['民族中学', '1,102', '1,060', '874', '42', 'wait', '42 人待送达'],
  ['河坝幼儿园', '148', '146', '140', '2', 'ok', '顺利'],
  ['县高级中学', '2,310', '2,251', '1,986', '59', 'wait', '59 人待送达'],
] as const;

function delivery(): Markup {
  return (
    <Page
      {...staffFrame}
      title="关于冬季作息时间调整的通知"
      navigation={navigation('通知')}
      breadcrumbs={{ label: '位置', items: [{ href: '#notices', text: '通知' }, { text: '青教办〔2026〕47号' }] }}
      demoNote="演示系统：不会向任何人发送消息。"
      refreshSeconds={30}
    >
      <PageHeading
        title="关于冬季作息时间调整的通知"
        meta={
          <>
            11月20日 09:00 发布 · 已审核 · 截止 11月27日 <Tag kind="wait" text="还有 5 天" />
          </>
        }
      />
      <Meter
        label="送达情况"
        legend
        parts={[
          { kind: 'ok', share: 0.78, text: '已确认 78%' },
          { kind: 'info', share: 0.15, text: '已送达，未确认 15%' },
          { kind: 'late', share: 0.02, text: '无法送达 2%' },
        ]}
      />
      <Figures
        items={[
          { value: '15,204', text: '应送达家长' },
          { value: '14,101', text: '已送达' },
          { value: '11,866', text: '已确认' },
          { value: '312', text: '无法送达', href: '#failed' },
          { value: '791', text: '尚无联系方式', href: '#missing' },
        ]}
      />
      <Actions>
        <Button text="提醒未确认的 2,235 人" />
        <Button kind="second" text="打印纸质名单" href="#print" />
        <Button kind="second" text="下载 XLSX" href="#xlsx" />
      </Actions>
      <Tabs
        label="视图"
        items={[
          { href: '#schools', text: '按学校', current: true, count: 30 },
          { href: '#text', text: '正文与附件' },
          { href: '#history', text: '记录', count: 14 },
        ]}
      />
      <DataTable
        caption="各校送达情况"
        captionHidden
        columns={[
          { key: 'school', text: '学校', sortHref: '#school', sorted: 'ascending' },
          { key: 'families', text: '家长', numeric: true, sortHref: '#families' },
          { key: 'reached', text: '已送达', numeric: true, sortHref: '#reached' },
          { key: 'confirmed', text: '已确认', numeric: true, sortHref: '#confirmed' },
          { key: 'open', text: '待送达', numeric: true, sortHref: '#open' },
          { key: 'state', text: '情况' },
        ]}
        rows={deliveries.map(([school, families, reached, confirmed, open, kind, text]) => ({
          href: '#school',
          cells: { school, families, reached, confirmed, open, state: <Tag kind={kind} text={text} /> },
        }))}
        totals={{ school: '30 所学校', families: '15,204', reached: '14,101', confirmed: '11,866', open: '1,103' }}
        empty={{ title: '还没有学校', text: '先导入花名册。' }}
      />
    </Page>
  );
}

function importPreview(): Markup {
  return (
    <Page
      {...staffFrame}
      title="核对变更"
      navigation={navigation('通讯录')}
      backLink={{ href: '#columns', text: '返回对应列' }}
    >
      <Steps
        label="导入步骤"
        items={[
          { text: '选择文件', state: 'done', stateText: '已完成', href: '#file' },
          { text: '对应列', state: 'done', stateText: '已完成', href: '#columns' },
          { text: '核对变更', state: 'current', stateText: '当前' },
          { text: '应用', state: 'todo', stateText: '未开始' },
        ]}
      />
      <PageHeading title="核对变更" meta="县第一小学 · 2026–2027 学年花名册.xlsx · 1,420 行" />
      <Banner kind="warning" title="“身份证号”一列没有保存">
        <p>本系统不收集身份证号。该列在读取时已丢弃，原文件不会保留。</p>
      </Banner>
      <Difference
        added={{ value: 124, text: '新增', href: '#added' }}
        changed={{ value: 37, text: '变更', href: '#changed' }}
        left={{ value: 9, text: '离校', href: '#left' }}
        refused={{ value: 3, text: '未接受', href: '#refused' }}
      />
      <h2>未接受的行</h2>
      <DataTable
        caption="未接受的行"
        captionHidden
        columns={[
          { key: 'row', text: '行', numeric: false },
          { key: 'name', text: '学生' },
          { key: 'class', text: '班级' },
          { key: 'reason', text: '原因' },
        ]}
        rows={[
          { cells: { row: '第 18 行', name: '王小梅', class: '三年级2班', reason: '监护人电话不是 11 位' } },
          { cells: { row: '第 204 行', name: '扎西', class: '五年级7班', reason: '没有“五年级7班”这个班级' } },
          { cells: { row: '第 391 行', name: '', class: '一年级1班', reason: '缺少姓名' } },
        ]}
        empty={{ title: '全部接受', text: '可以应用。' }}
      />
      <Actions>
        <Button text="应用 170 处变更" />
        <Button kind="second" text="下载未接受的行" href="#refused-file" />
        <Button kind="second" text="取消导入" href="#cancel" />
      </Actions>
    </Page>
  );
}
