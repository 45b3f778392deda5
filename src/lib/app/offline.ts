import { SWEEP, TAKE_OVER } from '#lib/offline/words.ts';
import { t } from '#lib/i18n/t.ts';
import { portfolio } from './portfolio.svelte.ts';
import { to } from './to.ts';
import { toasts } from './toasts.svelte.ts';

/**
 * Keeps a copy of the program for work without a network, where the browser offers that, and says when a new release is ready. A release takes
 * over only when the reader says so, and then in every tab, also in one that is still starting. The copy is made when the page has `started`.
 * Silent where there is no service worker (a file, a host without TLS, development).
 */
export async function keepOffline(started: Promise<void>): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  if (serviceWorker.controller)
    serviceWorker.addEventListener('controllerchange', () => void reload(), { once: true });
  await started;
  const registration = await serviceWorker
    .register(to('/service-worker.js'), { updateViaCache: 'none' })
    .catch(() => null);
  if (!registration) return;
  registration.active?.postMessage(SWEEP);
  const tell = ({ target }: Event) => {
    const coming = target as ServiceWorker;
    if (coming.state === 'installed' && serviceWorker.controller) offer(coming);
  };
  const watch = () => registration.installing?.addEventListener('statechange', tell);
  if (registration.waiting) offer(registration.waiting);
  watch(); // the browser looks for a release of its own accord, also while the page starts
  registration.addEventListener('updatefound', watch);
}

function offer(release: ServiceWorker): void {
  toasts.say(t('shell.release'), {
    act: { title: t('shell.release.take'), run: () => release.postMessage(TAKE_OVER) },
  });
}

/** What is being read is not lost: the page comes anew when it is done. */
async function reload(): Promise<void> {
  await portfolio.settled();
  location.reload();
}
