/** A short word about something that was done; with `undo` it can be taken back while it stands. */
export interface Toast {
  id: number;
  text: string;
  bad: boolean;
  undo: (() => void) | null;
  /** Something that can be done now; it stands until it is done or closed. */
  act: { title: string; run(): void } | null;
}

const STAYS = 6000;

class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Says it for some seconds; what can be undone stands until the reader has had time to. */
  say(
    text: string,
    { bad = false, undo = null, act = null }: Partial<Omit<Toast, 'id' | 'text'>> = {},
  ): void {
    const toast = { id: this.#next++, text, bad, undo, act };
    this.list = [...this.list.slice(-2), toast];
    this.resume(toast.id);
  }

  /** The pointer or the focus is on it: it stays. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  resume(id: number): void {
    this.hold(id);
    if (this.list.find((one) => one.id === id)?.act) return;
    this.#timers.set(
      id,
      setTimeout(() => this.close(id), STAYS),
    );
  }

  act(toast: Toast): void {
    this.close(toast.id);
    toast.act?.run();
  }

  undo(toast: Toast): void {
    this.close(toast.id);
    toast.undo?.();
  }

  close(id: number): void {
    this.hold(id);
    this.#timers.delete(id);
    this.list = this.list.filter((one) => one.id !== id);
  }
}

export const toasts = new Toasts();
