/** Some of a table's rows, told apart by one of its columns: which rows, as a SQL condition on that column. */
export type Part = (key: string) => string;

/** All rows. */
export const WHOLE: Part = () => 'TRUE';

/** Part `n` of `of`, from 0; all of them make the whole, and rows with the same key are in the same part. */
export const part =
  (n: number, of: number): Part =>
  (key) =>
    `hash(${key}) % ${of} = ${n}`;
