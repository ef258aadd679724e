// Chromium and Firefox, as they stand on a Debian machine, with software OpenGL.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const find = (...names) => names.flatMap((name) => ['/usr/bin', '/usr/local/bin', '/snap/bin'].map((folder) => `${folder}/${name}`)).find(existsSync);

const kinds = {
  chromium: {
    browser: 'chrome',
    executablePath: process.env.CHROMIUM ?? find('chromium', 'chromium-browser', 'google-chrome'),
    headless: true,
    args: [
      '--headless=new', '--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic',
      // Without a window manager every window but the newest counts as hidden; people look at their page.
      '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding', '--lang=en-US',
    ],
  },
  firefox: {
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? find('firefox-esr', 'firefox'),
    headless: false,  // its headless mode has no WebGL; run under xvfb-run
    args: [],
    extraPrefsFirefox: {
      'webgl.force-enabled': true, 'webgl.disabled': false, 'intl.accept_languages': 'en-US',
      'app.update.enabled': false, 'datareporting.policy.dataSubmissionEnabled': false, 'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'security.fileuri.strict_origin_policy': true,  // as people have it; puppeteer switches it off
      'browser.safebrowsing.downloads.remote.enabled': false,
    },
  },
};

export async function launch(kind) {
  const options = kinds[kind];
  if (!options) throw new Error(`--browser knows ${Object.keys(kinds).join(' and ')}, not "${kind}"`);
  if (!options.executablePath) throw new Error(`${kind} is not installed`);
  return puppeteer.launch({ ...options, protocolTimeout: 120_000 });
}
