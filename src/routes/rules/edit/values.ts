/** Words of a list as people type them: parted by 、 commas, semicolons or line ends; blanks inside a word stay. */
export function listOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[、,，;；\n]+/)
        .map((word) => word.trim())
        .filter(Boolean),
    ),
  ];
}
