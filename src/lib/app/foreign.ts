const CHANNEL = 'zhunxing.foreign';

/** True for an address that was asked over the network and is not of this very site. */
export function isForeign(address: string, own: URL | Location = location): boolean {
  const url = new URL(address, own.href);
  return /^(https?|wss?):$/.test(url.protocol) && url.origin !== own.origin;
}

/** Hears of every request to another origin that this thread makes, as the browser's own timing records say. Ends by what is returned. */
export function watchForeign(hear: (count: number) => void): () => void {
  const observer = new PerformanceObserver((list) => {
    const count = list.getEntries().filter(({ name }) => isForeign(name)).length;
    if (count > 0) hear(count);
  });
  observer.observe({ type: 'resource', buffered: true });
  return () => observer.disconnect();
}

/** In a worker, whose requests the page's records do not have: tells the pages of this site. */
export function reportForeign(): void {
  const channel = new BroadcastChannel(CHANNEL);
  watchForeign((count) => channel.postMessage(count));
}

/** In a page: hears what workers report. */
export function hearForeign(hear: (count: number) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<number>) => hear(data);
  return () => channel.close();
}
