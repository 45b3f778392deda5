/** Whether a rule flags more than it says it should, which then is more likely a fault of the rule than of the forms. Few records tell nothing. */
export function isNoisy(
  { checked, flagged }: { checked: number; flagged: number },
  expectedMax: number | undefined,
): boolean {
  return expectedMax !== undefined && checked >= FEWEST && flagged / checked > expectedMax;
}

/** Under so many records a share says nothing. */
const FEWEST = 5;
