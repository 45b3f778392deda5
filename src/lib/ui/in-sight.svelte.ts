import type { Attachment } from 'svelte/attachments';

/** Whether an element is on the screen, in whole or in part: what costs work at every frame can wait while it is not. */
export class InSight<T> {
  #now = $state(true);
  #last: T | undefined;

  watch: Attachment = (element) => {
    const observer = new IntersectionObserver((entries) => (this.#now = entries.at(-1)!.isIntersecting));
    observer.observe(element);
    return () => observer.disconnect();
  };

  /** What `read` gives, in a derived; while `waits` and out of sight, what it gave last. */
  last(waits: boolean, read: () => T): T | undefined {
    if (this.#now || !waits) this.#last = read();
    return this.#last;
  }
}
