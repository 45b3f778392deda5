import { SWEEP, TAKE_OVER } from '#lib/offline/words.ts';
import { t } from '#lib/i18n/t.ts';
import { portfolio } from './portfolio.svelte.ts';
import { to } from './to.ts';
import { toasts } from './toasts.svelte.ts';

/**
 * Keeps a copy of the program for work without a network, where the browser offers that, and says when a new release is ready. A release takes
 * over only when the reader says so, and then in every tab. Silent where there is no service worker (a file, a host without TLS, development).
 */
export async function keepOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const registration = await serviceWorker
    .register(to('/service-worker.js'), { updateViaCache: 'none' })
    .catch(() => null);
  if (!registration) return;
  const controlled = serviceWorker.controller !== null;
  registration.active?.postMessage(SWEEP);
  if (registration.waiting) offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && serviceWorker.controller) offer(coming);
    });
  });
  if (controlled) serviceWorker.addEventListener('controllerchange', () => void reload(), { once: true });
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
