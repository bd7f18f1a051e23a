import type { ComponentChildren } from 'preact';
import { reachField, type Typed } from '../../api/contactForm';
import type { Area } from '../../api/types';
import { code, lang, t } from '../../i18n';
import { needsWords, reachWords, spokenName } from './ask';

export function CheckAnswers({ typed, areas, onChange }: { typed: Typed; areas: Area[]; onChange: (field: string) => void }) {
  const row = (field: string, label: string, value: ComponentChildren) => (
    <div class="answer">
      <dt>{label}</dt>
      <dd>{value || <span class="s">{t('word.notGiven')}</span>}</dd>
      <dd><button type="button" class="link" onClick={() => onChange(field)}>{t('ask.change')}<span class="sr"> {label}</span></button></dd>
    </div>
  );
  const spoken = typed.spokenLanguage || lang();
  return (
    <dl class="answers">
      {row('words', t('ask.words'), <span class="keep" dir="auto">{typed.words}</span>)}
      {row('about', t('ask.about'), code('about', typed.about ?? ''))}
      {row('age', t('ask.age'), typed.age)}
      {row('area', t('ask.area'), areas.find((a) => a.code === typed.area)?.name ?? '')}
      {row('spokenLanguage', t('ask.language'), <span lang={spoken}>{spokenName(spoken)}</span>)}
      {row('needs', t('ask.needs'), typed.needs && <span class="keep" dir="auto">{needsWords(typed)}</span>)}
      {row(reachField(typed.reach ?? ''), t('ask.reach'), <bdi class="keep">{reachWords(typed)}</bdi>)}
    </dl>
  );
}
