import { useEffect, useRef, useState } from 'preact/hooks';
import { call, newKey } from '../../api/client';
import { type Errors } from '../../design/Fields';
import { Chip, Note } from '../../design/parts';
import { code as words, t } from '../../i18n';
import { type Bundle, type Tried, type Vocabulary } from './bundle';
import type { Column } from './editor/model';
import { InputField, inOrder } from './InputField';
import { readGiven } from './readForm';
import { wrongWords } from './TableList';
import { inputName, outputWords, valueWords } from './words';

/** The table as it stands here, saved or not, asked about one situation. */
export function TryIt({ code, bundle, vocabulary, columns, onReached }: { code: string; bundle: Bundle; vocabulary: Vocabulary; columns: Column[]; onReached: (row: number) => void }) {
  const [tried, setTried] = useState<Tried | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [wrong, setWrong] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const turn = useRef(0);
  // An answer of the table as it was is no answer of the table as it is.
  useEffect(() => { turn.current += 1; setTried(null); }, [bundle]);
  const { first, rest } = inOrder(vocabulary.inputs, [...new Set(columns.filter((c) => c.side === 'input').map((c) => c.name))]);
  const ask = async (): Promise<void> => {
    if (!form.current) return;
    const read = readGiven(new FormData(form.current), vocabulary.inputs, 'try', t('studio.notNumber'));
    setErrors(read.errors);
    if (Object.keys(read.errors).length > 0) return;
    const now = (turn.current += 1);
    setWrong('');
    try {
      const { data } = await call<Tried>('POST', `/studio/tables/${code}/try`, { body: { bundle, given: read.given }, key: newKey() });
      if (now !== turn.current) return;
      setTried(data);
      onReached(data.row ?? 0);
    } catch (error) {
      if (now === turn.current) { setTried(null); setWrong(wrongWords(error)); }
    }
  };
  return (
    <section aria-labelledby="try-title" class="card tryit noprint">
      <h2 id="try-title">{t('studio.tryTitle')}</h2>
      <p class="s">{t('studio.tryHint')}</p>
      <form ref={form} noValidate onSubmit={(event) => { event.preventDefault(); void ask(); }}>
        <div class="fieldgrid">{first.map((i) => <InputField key={i.name} input={i} value={undefined} error={errors[`try-${i.name}`]} prefix="try" />)}</div>
        {rest.length > 0 && <details class="folded"><summary>{t('studio.otherInputs')}</summary><div class="fieldgrid">{rest.map((i) => <InputField key={i.name} input={i} value={undefined} error={errors[`try-${i.name}`]} prefix="try" />)}</div></details>}
        <p class="after"><button type="submit" class="q" data-do="try">{t('studio.try')}</button></p>
      </form>
      <div role="status" data-part="tried">
        {wrong && <Note tone="late"><p>{wrong}</p></Note>}
        {tried && (tried.outputs ? (
          <div class="now">
            <b>{outputWords(Object.fromEntries(Object.entries(tried.outputs).filter(([name]) => name !== 'source')), bundle.about)}</b>
            {tried.row ? <p>{t('studio.byRow', { n: tried.row })}</p> : null}
            {(tried.because?.length ?? 0) > 0 && <><p>{t('studio.because')}</p><ul>{tried.because?.map((b) => <li key={b.input}>{inputName(b.input)}: <b>{valueWords(b.input, b.value, bundle.about)}</b></li>)}</ul></>}
            {tried.source && <p>{t('studio.source')}: {tried.source.address ? <a href={tried.source.address} rel="noreferrer">{tried.source.name}</a> : tried.source.name}{tried.source.unverified && <> <Chip tone="soon">{t('promise.unverified')}</Chip></>}</p>}
          </div>
        ) : <Note tone="soon"><p>{words('studioTry', tried.why ?? 'table-no-row')}{tried.where && tried.why === 'table-facts' && ` ${inputName(tried.where)}`}</p></Note>)}
      </div>
    </section>
  );
}
