// Debian's Chromium, driven by playwright-core.
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const launch = () => chromium.launch({ executablePath: process.env.VUORO_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
