import { code, t } from '../../i18n';
import type { About, Vocabulary } from './bundle';
import { inputName, outputName, wordOf } from './words';

/** What can be asked and answered in a table: the names and words to be written, and what they mean. */
export function Words({ vocabulary, about }: { vocabulary: Vocabulary; about: About }) {
  const words = (name: string, list: string[]) => list.map((w, i) => <span key={w}>{i > 0 && ', '}<b><code>{w}</code></b> {wordOf(name, w, about) !== w && <>({wordOf(name, w, about)})</>}</span>);
  return (
    <details class="words noprint">
      <summary>{t('studio.wordsTitle')}</summary>
      <p class="s" id="words-hint">{t('studio.wordsHint')}</p>
      <div class="scroll" tabIndex={0} role="group" aria-labelledby="words-hint">
        <table>
          <thead><tr><th scope="col">{t('studio.wordsCode')}</th><th scope="col">{t('studio.wordsMeans')}</th><th scope="col">{t('studio.wordsValues')}</th></tr></thead>
          <tbody>
            {vocabulary.inputs.map((i) => <tr key={i.name}><th scope="row"><b><code>{i.name}</code></b></th><td>{inputName(i.name)}</td><td><small>{code('studioType', i.type.startsWith('list') ? 'list' : i.type)}</small>{(i.words?.length ?? 0) > 0 && <>: {words(i.name, i.words ?? [])}</>}</td></tr>)}
            {vocabulary.outputs.map((o) => <tr key={`o-${o.name}`}><th scope="row"><b><code>{o.name}</code></b></th><td>{outputName(o.name)}</td><td>{words(o.name, o.name === 'source' && !o.words?.length ? about.sources.map((s) => s.code) : o.words ?? [])}</td></tr>)}
          </tbody>
        </table>
      </div>
    </details>
  );
}
