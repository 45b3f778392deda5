import { ReadError } from '../read-error.ts';

/** A file found damaged, with the reason in both languages. */
export function damaged(format: string, zh: string, en: string): ReadError {
  const error = new ReadError('damaged', { format, reason: zh });
  error.messageEn = new ReadError('damaged', { format, reason: en }).messageEn;
  return error;
}
