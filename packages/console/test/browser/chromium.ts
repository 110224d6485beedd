export { findChromium, launchChromium } from '../../../../tools/chromium.ts';
