/** Every page in every language as HTML, made at build. Runs in node; the browser takes the markup over with hydrate(). */
import { render } from 'preact-render-to-string';
import type { VNode } from 'preact';
import type { Lang } from './api/types';
import { type Key, LANGS, t, useTexts } from './i18n';
import { AskPage } from './surfaces/resident/AskPage';
import { MatterPage } from './surfaces/resident/MatterPage';
import { AccessibilityPage, FeedbackPage, PrivacyPage } from './surfaces/info/InfoPages';
import { MissingPage } from './surfaces/info/MissingPage';
import { NavigatorFrame, TITLE } from './surfaces/navigators/NavigatorFrame';
import { KeptAnswersPage } from './surfaces/answers/KeptAnswersPage';
import { DeskPage } from './surfaces/desk/DeskPage';
import { DayPage } from './surfaces/day/DayPage';
import { NewContactPage } from './surfaces/newcontact/NewContactPage';
import { ChatPage } from './surfaces/chat/ChatPage';
import { StaffChatPage } from './surfaces/chat/StaffChatPage';
import { LeadPage } from './surfaces/lead/LeadPage';
import { ForecastPage } from './surfaces/lead/ForecastPage';
import { NetworkPage } from './surfaces/lead/network/NetworkPage';
import { PlansPage } from './surfaces/lead/plans/PlansPage';
import { WalkInPage } from './surfaces/walkin/WalkInPage';
import { StudioPage } from './surfaces/studio/StudioPage';
import { DisplayPage } from './surfaces/display/DisplayPage';

const files = import.meta.glob<Record<string, string>>(['./i18n/*/*.json', '!./i18n/*/{times,calls,lines,told,subscribe,mynumber,studiotable,studioflaws,studioeditor,forecastslot}.json'], { eager: true, import: 'default' });
const texts = (lang: Lang, name: string): Record<string, string> => files[`./i18n/${lang}/${name}.json`] ?? {};

interface Page { path: string; entry: string; title: Key | typeof TITLE; body: string; catalogues: string[]; view: () => VNode; live: boolean; robots?: string }
const PAGES: Page[] = [
  { path: '', entry: 'resident', title: 'ask.title', body: 'resident', catalogues: ['common', 'resident'], view: () => <AskPage />, live: true },
  { path: 'matter/', entry: 'resident', title: 'matter.loginTitle', body: 'resident', catalogues: ['common', 'resident'], view: () => <MatterPage />, live: true, robots: 'noindex' },
  { path: 'desk/', entry: 'desk', title: 'desk.title', body: 'staff', catalogues: ['common', 'staff', 'desk'], view: () => <DeskPage />, live: true, robots: 'noindex' },
  { path: 'desk/day/', entry: 'day', title: 'day.title', body: 'staff', catalogues: ['common', 'staff', 'day'], view: () => <DayPage />, live: true, robots: 'noindex' },
  { path: 'desk/new/', entry: 'newcontact', title: 'new.title', body: 'staff', catalogues: ['common', 'staff', 'newcontact'], view: () => <NewContactPage />, live: true, robots: 'noindex' },
  { path: 'chat/', entry: 'chat', title: 'chat.title', body: 'resident', catalogues: ['common', 'chat'], view: () => <ChatPage />, live: true },
  { path: 'desk/chat/', entry: 'staffchat', title: 'chats.title', body: 'staff', catalogues: ['common', 'staff', 'chat', 'chats'], view: () => <StaffChatPage />, live: true, robots: 'noindex' },
  { path: 'desk/walk-in/', entry: 'walkin', title: 'walkin.title', body: 'staff', catalogues: ['common', 'staff', 'walkin'], view: () => <WalkInPage />, live: true, robots: 'noindex' },
  { path: 'walk-in/', entry: 'display', title: 'display.title', body: 'wall', catalogues: ['display'], view: () => <DisplayPage />, live: true, robots: 'noindex' },
  { path: 'desk/answers/', entry: 'answers', title: 'kept.title', body: 'staff', catalogues: ['common', 'staff', 'answers'], view: () => <KeptAnswersPage />, live: true, robots: 'noindex' },
  { path: 'lead/', entry: 'lead', title: 'lead.title', body: 'staff', catalogues: ['common', 'staff', 'lead'], view: () => <LeadPage />, live: true, robots: 'noindex' },
  { path: 'lead/forecast/', entry: 'forecast', title: 'forecast.title', body: 'staff', catalogues: ['common', 'staff', 'lead', 'forecast'], view: () => <ForecastPage />, live: true, robots: 'noindex' },
  { path: 'lead/plans/', entry: 'plans', title: 'plans.title', body: 'staff', catalogues: ['common', 'staff', 'lead', 'forecast', 'plans'], view: () => <PlansPage />, live: true, robots: 'noindex' },
  { path: 'lead/network/', entry: 'network', title: 'network.title', body: 'staff', catalogues: ['common', 'staff', 'lead', 'network'], view: () => <NetworkPage />, live: true, robots: 'noindex' },
  { path: 'studio/', entry: 'studio', title: 'studio.title', body: 'staff', catalogues: ['common', 'staff', 'studio'], view: () => <StudioPage />, live: true, robots: 'noindex' },
  // The server writes its own where the marks are (src/api/navigator_shell.hpp).
  { path: 'navigators/', entry: 'navigators', title: TITLE, body: 'resident', catalogues: ['common'], view: () => <NavigatorFrame />, live: false },
  { path: 'about/accessibility/', entry: 'info', title: 'info.access.title', body: 'resident', catalogues: ['common', 'info'], view: () => <AccessibilityPage />, live: false },
  { path: 'about/privacy/', entry: 'info', title: 'info.privacy.title', body: 'resident', catalogues: ['common', 'info'], view: () => <PrivacyPage />, live: false },
  { path: 'about/feedback/', entry: 'info', title: 'info.feedback.title', body: 'resident', catalogues: ['common', 'info'], view: () => <FeedbackPage />, live: false },
];

export interface Chunk { file: string; css?: string[]; imports?: string[]; src?: string; isEntry?: boolean; name?: string }
const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

export function pages(manifest: Record<string, Chunk>): { file: string; html: string }[] {
  const made = LANGS.flatMap((lang) => PAGES.map((page) => {
    const all = Object.assign({}, ...page.catalogues.map((name) => texts(lang, name))) as Record<string, string>;
    useTexts(lang, all);
    return { file: `${lang}/${page.path}index.html`, html: document(page, lang, all, manifest) };
  }));
  return [...made, { file: '404.html', html: missing(manifest) }];
}
/** The page for an address that is nobody's: its language is not known, so it speaks all three. */
function missing(manifest: Record<string, Chunk>): string {
  const parts = LANGS.map((lang) => {
    useTexts(lang, texts(lang, 'common'), texts(lang, 'info'));
    return { lang, title: t('info.missing.title'), words: t('info.missing.lead'), link: t('info.missing.link'), urgent: t('shell.urgentNumber'), emergency: t('shell.emergencyNumber') };
  });
  useTexts('fi', texts('fi', 'common'), texts('fi', 'info'));
  const page: Page = { path: '', entry: 'info', title: 'info.missing.title', body: 'resident', catalogues: [], view: () => <MissingPage parts={parts} />, live: false, robots: 'noindex' };
  return document(page, 'fi', {}, manifest);
}

function document(page: Page, lang: Lang, all: Record<string, string>, manifest: Record<string, Chunk>): string {
  const chunk = Object.values(manifest).find((c) => c.isEntry && c.name === page.entry);
  if (!chunk) throw new Error(`no entry ${page.entry} in the manifest`);
  const css = new Set<string>();
  const js = new Set<string>();
  const walk = (c: Chunk): void => {
    for (const name of c.imports ?? []) {
      const next = manifest[name];
      if (next && !js.has(next.file)) { js.add(next.file); walk(next); }
    }
    c.css?.forEach((f) => css.add(f));
  };
  walk(chunk);
  // What most pages share stands first, so that a surface's own rules win over the base.
  const users = (file: string): number => Object.values(manifest).filter((c) => c.css?.includes(file)).length;
  // "<" is written as an escape so that no text can end the block early.
  const block = page.live ? `<script type="application/json" id="texts">${JSON.stringify(all).replace(/</g, '\\u003c')}</script>` : '';
  return [
    `<!doctype html><html lang="${lang}" dir="ltr"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${page.title === TITLE ? TITLE : `${escape(t(page.title))} – Vuoro`}</title>`,
    page.robots ? `<meta name="robots" content="${page.robots}">` : '',
    '<link rel="icon" href="/favicon.svg" type="image/svg+xml">',
    ...[...css].sort((a, b) => users(b) - users(a)).map((f) => `<link rel="stylesheet" href="/${f}">`),
    ...[...js].map((f) => `<link rel="modulepreload" href="/${f}">`),
    `<script type="module" src="/${chunk.file}"></script>`,
    ...(page.title === TITLE ? [] : LANGS).map((l) => `<link rel="alternate" hreflang="${l}" href="/${l}/${page.path}">`),
    `</head><body class="${page.body}"><div id="app">${render(page.view())}</div>${block}</body></html>\n`,
  ].join('');
}
