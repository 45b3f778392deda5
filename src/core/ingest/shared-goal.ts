import { normaliseGoal } from '#core/model/goal.ts';
import type { Form } from '#core/model/form.ts';
import type { ReadingNote } from '#core/model/note.ts';
import type { Source } from '#core/model/source.ts';

/** Projects that must state one goal before it is noted. */
export const MANY = 3;

/** Adds D06 to every form whose annual goal stands word for word in the forms of at least three projects of the same call. */
export function noteSharedGoals(forms: readonly Form[]): void {
  const groups = new Map<string, Form[]>();
  for (const form of forms) {
    const goal = normaliseGoal(form.goals.annual);
    if (goal === '') continue;
    const group = groups.get(goal);
    if (group) group.push(form);
    else groups.set(goal, [form]);
  }
  for (const group of groups.values()) {
    const projects = new Set(group.map((form) => form.project.name)).size;
    if (projects < MANY) continue;
    for (const form of group) {
      form.notes.push(sharedGoalNote(form.goals.annual, form.places.goal ?? form.source, projects - 1));
    }
  }
}

/** The note on a goal that stands word for word in the forms of `others` other projects. */
export function sharedGoalNote(goal: string | null, source: Source, others: number): ReadingNote {
  return {
    code: 'D06',
    part: 'goal',
    message: `第 ${source.line} 行：年度总体目标与另外 ${others} 个项目逐字相同，可能是提取时填充所致，请核对原件。`,
    messageEn: `Line ${source.line}: the annual goal is word for word that of ${others} other projects; extraction may have filled it in. Check the original.`,
    text: goal,
    source,
  };
}
