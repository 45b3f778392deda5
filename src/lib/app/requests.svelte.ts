class RequestCount {
  /** Requests of this page that went to another origin, as the browser's own timing records say. */
  foreign = $state(0);

  watch(): () => void {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const url = new URL(entry.name, location.href);
        if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== location.origin) this.foreign += 1;
      }
    });
    observer.observe({ type: 'resource', buffered: true });
    return () => observer.disconnect();
  }
}

export const requests = new RequestCount();
