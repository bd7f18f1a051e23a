import { useState } from 'preact/hooks';
import type { Lang } from '../../../api/types';
import { Chip } from '../../../design/parts';
import { AUTONYMS, code, LANGS, t } from '../../../i18n';
import { type GuideText, type Mark, type Part, partOf, PARTS, written } from './guide';
import type { GuideWork } from './useGuide';

const markWords = (mark: Mark): string => code('guideMark', mark.mark, { detail: mark.detail });
const idOf = (text: GuideText, language: Lang): string => `${text.place}-${language}`;

/** One text in one language: to be read, or written; what there is to say of it stands below. */
function Words({ text, language, work, marks }: { text: GuideText; language: Lang; work: GuideWork; marks: Mark[] }) {
  const words = written(text, language, work.changes);
  const id = idOf(text, language);
  return (
    <div class="words3" data-language={language} data-changed={words === text[language] ? undefined : 'yes'}>
      {work.editing ? (
        <>
          <label class="tongue" for={id}>{AUTONYMS[language]}<span class="sr">: {labelOf(text)}</span></label>
          <textarea id={id} lang={language} dir="auto" rows={Math.max(1, Math.ceil(words.length / 42))} maxLength={4000} value={words} aria-describedby={marks.length > 0 ? `${id}-marks` : undefined}
            aria-invalid={marks.some((m) => m.mark === 'missing') ? 'true' : undefined} onInput={(event) => work.write(text, language, event.currentTarget.value)} />
        </>
      ) : <><span class="tongue">{AUTONYMS[language]}</span><p lang={language}>{words || '–'}</p></>}
      {marks.length > 0 && <ul class="textmarks" id={`${id}-marks`}>{marks.map((m) => <li key={m.mark + m.detail} data-mark={m.mark}><Chip tone={m.mark === 'missing' ? 'late' : 'soon'}>{markWords(m)}</Chip></li>)}</ul>}
    </div>
  );
}
export const labelOf = (text: GuideText): string => {
  const kind = code('guideText', text.kind);
  return text.kind === 'option' ? `${kind} ${text.option}` : text.about ? `${kind}: ${text.about}` : kind;
};

/** Every text in its order, three languages beside one another; only those with a mark, if that is asked for. */
export function GuideTexts({ work, texts }: { work: GuideWork; texts: GuideText[] }) {
  const marks = work.check?.marks ?? [];
  const by = new Map<string, Mark[]>();
  for (const m of marks) by.set(`${m.language} ${m.place}`, [...(by.get(`${m.language} ${m.place}`) ?? []), m]);
  const marked = new Set(marks.map((m) => m.place));
  // What was listed when the filter was set stays listed: nothing goes away under the writer's hands.
  const [only, setOnly] = useState<ReadonlySet<string> | null>(null);
  const shown = only ? texts.filter((x) => only.has(x.place) || marked.has(x.place)) : texts;
  return (
    <section aria-labelledby="texts-title" class="part guidetexts">
      <div class="row"><h2 id="texts-title">{t('guide.texts')}</h2>
        <label class="onlymarked noprint"><input type="checkbox" id="only-marked" checked={only !== null} onChange={(event) => setOnly(event.currentTarget.checked ? marked : null)} /> {t('guide.onlyMarked', { n: marked.size })}</label>
      </div>
      <p class="s">{t('guide.textsHint')}</p>
      {only && shown.length === 0 && <p class="empty">{t('guide.noMarks')}</p>}
      {PARTS.map((part: Part) => {
        const rows = shown.filter((x) => partOf(x.kind) === part);
        return rows.length > 0 && (
          <section key={part} aria-labelledby={`part-${part}`}>
            <h3 id={`part-${part}`}>{code('guidePart', part)}</h3>
            {rows.map((text) => (
              <div class="guidetext" role="group" aria-label={labelOf(text)} key={text.place} data-place={text.place} data-kind={text.kind}>
                <p class="kind"><b>{code('guideText', text.kind)}</b> {(text.option || text.about) && <code>{text.option || text.about}</code>}</p>
                {LANGS.map((language) => <Words key={language} text={text} language={language} work={work} marks={by.get(`${language} ${text.place}`) ?? []} />)}
              </div>
            ))}
          </section>
        );
      })}
    </section>
  );
}
