declare const console: { error: (...words: unknown[]) => void };

/** Does something at once while a library that it uses may not write to the console. */
export function quietly<T>(work: () => T): T {
  const { error } = console;
  console.error = () => {};
  try {
    return work();
  } finally {
    console.error = error;
  }
}
