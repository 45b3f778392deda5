import { t } from '#lib/i18n/t.ts';

/** A short word about something that was done; with `undo` it can be taken back while it stands. */
export interface Toast {
  id: number;
  text: string;
  bad: boolean;
  undo: (() => void) | null;
  /** Something that can be done now; it stands until it is done or closed. */
  act: { title: string; run(): void } | null;
  /** Stops what is under way; such a toast stands until that ends. */
  stop?: () => void;
}

/** What a job under way is given: when to stop, and a way to say how far it is (0…1, `null`: it cannot be said). */
export interface Work {
  signal: AbortSignal;
  at(share: number | null): void;
}

const STAYS = 6000;

class Toasts {
  list = $state.raw<Toast[]>([]);
  /** How far what is under way is, by toast. */
  shares = $state<Record<number, number | null>>({});
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Says it for some seconds; what can be undone stands until the reader has had time to. */
  say(
    text: string,
    { bad = false, undo = null, act = null }: Partial<Omit<Toast, 'id' | 'text' | 'stop'>> = {},
  ): void {
    const toast = { id: this.#next++, text, bad, undo, act };
    this.list = [
      ...this.list.filter(({ stop }) => stop),
      ...this.list.filter(({ stop }) => !stop).slice(-2),
      toast,
    ];
    this.resume(toast.id);
  }

  /** Says what is under way, with a way to stop it; `null` when it was stopped. @throws what the job throws */
  async work<T>(text: string, job: (work: Work) => Promise<T>): Promise<T | null> {
    const control = new AbortController();
    const id = this.#next++;
    this.shares[id] = null;
    this.list = [...this.list, { id, text, bad: false, undo: null, act: null, stop: () => control.abort() }];
    try {
      return await job({ signal: control.signal, at: (share) => (this.shares[id] = share) });
    } catch (error) {
      if (!control.signal.aborted) throw error;
      this.say(t('take.stopped'));
      return null;
    } finally {
      delete this.shares[id];
      this.close(id);
    }
  }

  /** The pointer or the focus is on it: it stays. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  resume(id: number): void {
    this.hold(id);
    if (id in this.shares || this.list.find((one) => one.id === id)?.act) return;
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
