import { useState } from 'preact/hooks';
import { Chip } from '../../design/parts';
import { AUTONYMS, lang, LANGS, num, t } from '../../i18n';
import { AboutForm } from './AboutForm';
import { type Bundle, type Flaw, nameIn } from './bundle';
import { AboutFlaws } from './TableFlaws';
import { validity } from './TableList';

/** Names, validity and sources. */
export function AboutView({ bundle, flaws, onChange }: { bundle: Bundle; flaws: Flaw[]; onChange: ((make: (now: Bundle) => Bundle) => void) | null }) {
  const [open, setOpen] = useState(false);
  const { about } = bundle;
  return (
    <section aria-labelledby="about-title" class="card about">
      <div class="row"><h2 id="about-title" class="grow">{t('studio.aboutTitle')}</h2>{onChange && <button type="button" class="q noprint" data-do="edit-about" onClick={() => setOpen(true)}>{t('studio.editAbout')}</button>}</div>
      <dl class="facts">
        {LANGS.map((l) => <div class="fact" key={l}><dt>{t('studio.nameIn', { language: AUTONYMS[l] })}</dt><dd lang={l}>{about.name[l] || '–'}</dd></div>)}
        <div class="fact"><dt>{t('studio.valid')}</dt><dd>{validity(about.valid_from, about.valid_until)}</dd></div>
        {about.kind === 'group' && <div class="fact"><dt>{t('studio.perNight')}</dt><dd>{num(about.per_night ?? 0)}</dd></div>}
        {about.kind === 'group' && <div class="fact"><dt>{t('studio.team')}</dt><dd>{about.team || t('studio.homeTeam')}</dd></div>}
      </dl>
      <h3>{t('studio.sources')}</h3>
      {about.sources.length === 0 && <p class="s">{t('studio.noSources')}</p>}
      <ul class="sources">
        {about.sources.map((s) => (
          <li key={s.code}><code>{s.code}</code> {s.address ? <a href={s.address} rel="noreferrer">{nameIn(s.name, lang())}</a> : nameIn(s.name, lang())}{s.unverified && <> <Chip tone="soon">{t('promise.unverified')}</Chip></>}</li>
        ))}
      </ul>
      <AboutFlaws flaws={flaws} />
      {open && onChange && <AboutForm about={about} onClose={() => setOpen(false)} onDone={(fresh) => { onChange((b) => ({ ...b, about: fresh })); setOpen(false); }} />}
    </section>
  );
}
