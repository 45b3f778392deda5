/** How long the page's thread may be held at a stretch, in milliseconds: short of what a hand on the mouse notices. */
const STRETCH = 24;

let since = performance.now();
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => {
  since = performance.now();
  waiting.shift()?.();
};

/** Gives the thread back when it was held long enough: `undefined` when there is no need to wait. */
export function breathe(): Promise<void> | undefined {
  if (performance.now() - since < STRETCH) return undefined;
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
