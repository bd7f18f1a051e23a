import type { RefObject } from 'preact';
import { t } from '../../i18n';
import { whenShort } from '../../i18n/time';
import { serverNow } from '../../api/serverClock';
import type { Exit, KeptAnswers, Result, Rule, Said } from './kept';

function Why({ because, source }: { because: Said[]; source: Rule }) {
  return (
    <dl class="facts">
      {because.length > 0 && <><dt>{t('kept.because')}</dt><dd><ul>{because.map((b) => <li key={b.linkId}>{b.question} <b>{b.answer}</b></li>)}</ul></dd></>}
      <dt>{t('kept.rule')}</dt>
      <dd><a href={source.link} rel="noreferrer">{source.title}</a>{source.unverified && <> <span class="chip soon">{t('kept.unverified')}</span></>}</dd>
    </dl>
  );
}
function OneResult({ result }: { result: Result }) {
  return (
    <section class="card stack">
      <h3>{result.title}</h3>
      <p>{result.text}</p>
      <p><b>{t('kept.first')}:</b> {result.first_step}</p>
      {result.services.length > 0 && <p><b>{t('kept.services')}:</b> {result.services.map((s) => s.name).join(', ')}</p>}
      <Why because={result.because} source={result.source} />
    </section>
  );
}
const OneExit = ({ exit }: { exit: Exit }) => (
  <section class="card stack">
    <p><span class="chip late">{t('kept.exit')}</span></p>
    <h3>{exit.title}</h3>
    <p>{exit.text}</p>
    <Why because={exit.because} source={exit.source} />
  </section>
);

/** What somebody answered and what they were told, as it was then. */
export function Opened({ kept, heading, onAgain }: { kept: KeptAnswers; heading: RefObject<HTMLHeadingElement>; onAgain: () => void }) {
  return (
    <div class="kept stack">
      <h1 ref={heading} tabIndex={-1}>{kept.name}</h1>
      {kept.example && <p><span class="chip soon">{t('kept.example')}</span></p>}
      <p class="s">{t('kept.given', { given: whenShort(kept.keptAt, serverNow()), opened: whenShort(kept.openedAt, serverNow()) })}</p>
      <section class="stack">
        <h2>{t('kept.result')}</h2>
        {kept.exit && <OneExit exit={kept.exit} />}
        {kept.results?.map((result) => <OneResult key={result.code} result={result} />)}
        {!kept.exit && !kept.results && <p>{t('kept.unfinished')}</p>}
      </section>
      <section>
        <h2>{t('kept.answers')}</h2>
        <dl class="answers">
          {(kept.answers ?? []).map((a) => <div class="answer" key={`${a.linkId} ${a.group ?? ''}`}><dt>{a.group && `${a.group}: `}{a.question}</dt><dd>{a.answer || t('kept.passed')}</dd></div>)}
        </dl>
      </section>
      <p class="s">{t('kept.version', { form: kept.form, mark: kept.mark })}</p>
      <p class="row noprint"><button type="button" class="q" onClick={onAgain}>{t('kept.another')}</button></p>
    </div>
  );
}
