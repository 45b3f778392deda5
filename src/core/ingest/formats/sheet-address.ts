/** A text at a place of a sheet: its row from 1 and its address. */
export interface Place {
  row: number;
  at: string;
  text: string;
}

/** The letters of a column, from 0. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** The address of a row and column, from 0: C7. */
export const address = (row: number, column: number) => `${columnName(column)}${row + 1}`;
