import { normaliseGoal } from '#core/model/goal.ts';
import type { Form } from '#core/model/form.ts';
import type { ReadingNote } from '#core/model/note.ts';

const MANY = 3;

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
      const source = form.places.goal ?? form.source;
      const note: ReadingNote = {
        code: 'D06',
        part: 'goal',
        message: `第 ${source.line} 行：年度总体目标与另外 ${projects - 1} 个项目逐字相同，可能是提取时填充所致，请核对原件。`,
        messageEn: `Line ${source.line}: the annual goal is word for word that of ${projects - 1} other projects; extraction may have filled it in. Check the original.`,
        text: form.goals.annual,
        source,
      };
      form.notes.push(note);
    }
  }
}
