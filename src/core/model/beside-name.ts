/** What tells forms of one name apart. */
interface Filed {
  department: string | null;
  year?: number | null;
}

/** What is said beside a project's name: its department and its year, each where there are several. */
export function besideName(departments: boolean, years: boolean): (form: Filed) => string {
  return (form) =>
    [departments ? form.department : null, years ? form.year : null]
      .filter((part) => part !== null && part !== undefined)
      .join(' · ');
}

/** The same where only these forms are shown. */
export function besideNameAmong(forms: readonly Filed[]): (form: Filed) => string {
  const several = (part: (form: Filed) => unknown) => new Set(forms.map(part)).size > 1;
  return besideName(
    several((form) => form.department),
    several((form) => form.year),
  );
}
