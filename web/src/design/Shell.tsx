import type { ComponentChildren } from 'preact';
import type { Lang } from '../api/types';
import { AUTONYMS, LANGS, lang, t } from '../i18n';

const EXIT_TO = 'https://www.ilmatieteenlaitos.fi/';

/** Same page in another language. The query is kept (it names the matter or the filter that is open); drafts live in sessionStorage. */
function LanguageMenu({ page }: { page: string }) {
  return (
    <nav aria-label={t('shell.languages')}>
      <ul class="langs">
        {LANGS.map((l: Lang) => (
          <li key={l}>
            <a href={`/${l}/${page}`} lang={l} hreflang={l} aria-current={l === lang() ? 'true' : undefined}
              onClick={(event) => {
                document.cookie = `vuoro_lang=${l};path=/;max-age=31536000;samesite=lax`;
                event.currentTarget.href = `/${l}/${page}${location.search}`;
              }}>{AUTONYMS[l]}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** `languages`: what stands in the menu's place, where the server writes the page. */
export function ResidentShell({ page, children, languages }: { page: string; children: ComponentChildren; languages?: ComponentChildren }) {
  const leave = (event: MouseEvent): void => {
    event.preventDefault();
    sessionStorage.clear();
    location.replace(EXIT_TO);
  };
  return (
    <>
      <a class="skip" href="#main">{t('shell.skip')}</a>
      <div class="topwrap">
        <header class="top">
          <a class="brand" href={`/${lang()}/`}>Vuoro</a>
          <a href={`/${lang()}/navigators/`}>{t('shell.navigators')}</a>
          <a href={`/${lang()}/chat/`}>{t('shell.chat')}</a>
          <a class="exit" href={EXIT_TO} rel="noreferrer" onClick={leave}>{t('shell.exit')}</a>
          {languages ?? <LanguageMenu page={page} />}
        </header>
      </div>
      <div class="urgent" role="region" aria-label={t('shell.urgentRegion')}>
        <p>{t('shell.danger')} <a href="tel:112">112</a>. {t('shell.urgent')} <a href="tel:116117">116 117</a>.</p>
      </div>
      <main id="main" class="page" tabIndex={-1}>{children}</main>
      <footer class="foot">
        <div>
          <ul>
            <li>{t('shell.emergencyNumber')} <a class="tel" href="tel:112">112</a></li>
            <li>{t('shell.urgentNumber')} <a class="tel" href="tel:116117">116 117</a></li>
          </ul>
          <ul>
            <li><a href={`/${lang()}/about/accessibility/`}>{t('shell.accessibility')}</a></li>
            <li><a href={`/${lang()}/about/privacy/`}>{t('shell.privacy')}</a></li>
            <li><a href={`/${lang()}/about/feedback/`}>{t('shell.feedback')}</a></li>
          </ul>
        </div>
      </footer>
    </>
  );
}

/** The forms are sent by script; without it they are hidden (base.css) and the telephone takes their place. */
export function NoScript({ text }: { text: string }) {
  return (
    <noscript>
      <div class="note soon stack">
        <p>{text}</p>
        <ul>
          <li>{t('shell.urgentNumber')} <a href="tel:116117">116 117</a></li>
          <li>{t('shell.emergencyNumber')} <a href="tel:112">112</a></li>
        </ul>
      </div>
    </noscript>
  );
}

export function StaffShell({ page, who, nav, children }: { page: string; who?: ComponentChildren; nav?: ComponentChildren; children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#main">{t('shell.skip')}</a>
      <header class="top">
        <a class="brand" href={`/${lang()}/${page}`}>Vuoro</a>
        <nav class="surfaces grow" aria-label={t('shell.surfaces')}>{nav}</nav>
        {who}
        <LanguageMenu page={page} />
      </header>
      <main id="main" tabIndex={-1}>{children}</main>
    </>
  );
}
