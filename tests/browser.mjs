import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

/**
 * What a test browser does without. The lists of suggestions below the address bar are pages of their own, made anew for every context, each at an
 * eighth to a fifth of what our own start costs; the others are Playwright's, whose list this one takes the place of.
 */
const WITHOUT = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/** Flags that keep a test browser quiet and let it run as root without a display. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${WITHOUT}`,
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const runnable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function onSystem() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(runnable);
  return found ?? PLACES.find(runnable);
}

function ofPlaywright() {
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : undefined;
}

function attempt(say, command, args) {
  say(`browser: trying ${[command, ...args].join(' ')}`);
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 600_000,
  });
  if (error || status !== 0) say(`browser: that did not work (${error?.message ?? `exit ${status}`})`);
  return status === 0;
}

/**
 * The path of a Chromium to test with, in this order: ZHUNXING_BROWSER or CHROME_PATH, Playwright's own, the system's,
 * `npx playwright-core install chromium`, `apt-get` as root. Says what it did; throws with what to do when there is none.
 */
export function findBrowser(say = console.log) {
  for (const name of ['ZHUNXING_BROWSER', 'CHROME_PATH']) {
    const given = process.env[name];
    if (!given) continue;
    if (!runnable(given)) throw new Error(`${name}=${given} is not a program that can be run`);
    say(`browser: ${given} (from ${name})`);
    return given;
  }
  let found = ofPlaywright();
  if (found) return (say(`browser: ${found} (Playwright's own)`), found);
  found = onSystem();
  if (found) return (say(`browser: ${found} (the system's)`), found);

  say('browser: none on this machine');
  if (attempt(say, 'npx', ['playwright-core', 'install', 'chromium'])) found = ofPlaywright();
  if (!found && process.getuid?.() === 0 && attempt(say, 'apt-get', ['update', '-qq'])) {
    attempt(say, 'apt-get', [
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'fonts-noto-cjk',
    ]);
    found = onSystem();
  }
  if (!found)
    throw new Error(
      'No Chromium found or installed. Install one, or set ZHUNXING_BROWSER to its path, and run again.',
    );
  say(`browser: ${found} (installed now)`);
  return found;
}
