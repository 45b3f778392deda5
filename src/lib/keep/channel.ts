/** What one tab tells the others. `tab` is who did it; `id` is the portfolio, `null` when it was all of them. */
export interface Notice {
  kind: 'changed' | 'removed' | 'forgotten';
  id: string | null;
  tab: string;
}

/** This page or worker. A worker that works for a page is given the page's, or the page would hear of its own doings. */
export const OWN_TAB = Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join('');

/** Tells every other page and worker of this site. */
export function tell(shelf: string, notice: Notice): void {
  const channel = new BroadcastChannel(shelf);
  channel.postMessage(notice);
  channel.close();
}

/** Hears what others tell until the answer is called. */
export function listen(shelf: string, tab: string, hear: (notice: Notice) => void): () => void {
  const channel = new BroadcastChannel(shelf);
  channel.onmessage = ({ data }: MessageEvent<Notice>) => {
    if (data.tab !== tab) hear(data);
  };
  return () => channel.close();
}
