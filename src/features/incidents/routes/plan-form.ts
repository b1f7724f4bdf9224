/** The form of a plan: its content as fields, and back. */
import { type Typed, typedText } from '#platform/http/form.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { levels } from '../model/kinds.ts';
import {
  longestTask,
  longestText,
  mostTasks,
  type PlanContent,
  type PlanTask,
  type PublicText,
  posts,
  taskPlaces,
  textUses,
} from '../model/plan.ts';

const emptyRows = 3;
const textParts = ['headline', 'description', 'instruction'] as const;
const languageKeys = { zh: 'zh-CN', en: 'en' } as const;

/** Rows of tasks to show: those there are and some empty ones. */
export function rowsFor(tasks: number): number {
  return Math.min(tasks + emptyRows, mostTasks);
}

export function fieldsOf(content: PlanContent): Typed {
  const typed: Typed = {};
  for (const level of levels) typed[`declares_${level}`] = content.declares[level];
  content.tasks.forEach((task, n) => {
    typed[`task_${n}_zh`] = task.text['zh-CN'];
    typed[`task_${n}_en`] = task.text.en;
    typed[`task_${n}_level`] = String(task.level);
    typed[`task_${n}_place`] = task.place;
    typed[`task_${n}_post`] = task.post;
    typed[`task_${n}_minutes`] = String(task.minutes);
  });
  for (const use of textUses) {
    for (const key of ['zh', 'en'] as const) {
      for (const part of textParts) typed[`${use}_${key}_${part}`] = content.texts[use][languageKeys[key]][part];
    }
  }
  return typed;
}

export function contentIn(typed: Typed): Outcome<PlanContent> {
  const declares = Object.fromEntries(
    levels.map((level) => [level, typedText(typed, `declares_${level}`) === 'school' ? 'school' : 'district']),
  ) as PlanContent['declares'];
  const tasks: PlanTask[] = [];
  for (let n = 0; n < mostTasks; n += 1) {
    const field = (part: string) => typedText(typed, `task_${n}_${part}`).trim();
    const zh = field('zh');
    if (zh === '') continue;
    const en = field('en');
    const minutes = Number(field('minutes'));
    const level = levels.find((one) => String(one) === field('level'));
    const post = posts.find((one) => one === field('post'));
    const place = taskPlaces.find((one) => one === field('place'));
    const whole = en !== '' && level && post && place && Number.isInteger(minutes) && minutes > 0 && minutes < 100_000;
    if (!whole) return refused(`task_${n}_zh`, 'planIncomplete', { n: n + 1 });
    if (zh.length > longestTask || en.length > longestTask) return refused(`task_${n}_zh`, 'textLong');
    tasks.push({ level, place, post, minutes, text: { 'zh-CN': zh, en } });
  }
  const texts: Partial<Record<(typeof textUses)[number], { 'zh-CN': PublicText; en: PublicText }>> = {};
  for (const use of textUses) {
    const textOf = (key: 'zh' | 'en'): PublicText => {
      const part = (name: string) => typedText(typed, `${use}_${key}_${name}`).replaceAll('\r\n', '\n').trim();
      return { headline: part('headline'), description: part('description'), instruction: part('instruction') };
    };
    const both = { 'zh-CN': textOf('zh'), en: textOf('en') };
    for (const key of ['zh', 'en'] as const) {
      const text = both[languageKeys[key]];
      if (text.headline === '') return refused(`${use}_${key}_headline`, 'planTextMissing');
      const long = textParts.find((part) => text[part].length > longestText[part]);
      if (long) return refused(`${use}_${key}_${long}`, 'textLong');
    }
    texts[use] = both;
  }
  return done({ declares, tasks, texts: texts as PlanContent['texts'] });
}
