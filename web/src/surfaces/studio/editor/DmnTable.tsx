import { useEffect, useRef, useState } from 'preact/hooks';
import { type Catalogue } from '../../../design/lazily';
import { Note } from '../../../design/parts';
import { addTexts, lang, t } from '../../../i18n';
import type { Vocabulary } from '../bundle';
import { inputName, outputName } from '../words';
import { markRules, marksSheet, type Marks } from './marks';
import type { Opened } from './open';
import { Tools } from './Tools';

const words = import.meta.glob<Catalogue>('../../../i18n/*/studioeditor.json');
/** The editor and its words come when the first table is opened. */
async function fetchEditor(): Promise<typeof import('./open')> {
  const [editor, texts] = await Promise.all([import('./open'), Object.entries(words).find(([file]) => file.includes(`/${lang()}/`))?.[1]()]);
  if (texts) addTexts(texts.default);
  return editor;
}

/** A decision table in the editor of bpmn.io, or only shown. What is changed by hand is told as XML; another XML from outside opens anew. */
export function DmnTable({ xml, edit, vocabulary, marks, decision, onChange }: { xml: string; edit: boolean; vocabulary: Vocabulary; marks?: Marks; decision?: string; onChange?: (xml: string) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const opened = useRef<Opened | null>(null);
  const told = useRef<{ xml: string; edit: boolean } | null>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const [state, setState] = useState<'coming' | 'open' | 'failed' | 'broken'>('coming');
  const [why, setWhy] = useState('');
  const [turn, setTurn] = useState(0);
  const [, setMoves] = useState(0);

  useEffect(() => {
    if (opened.current && told.current?.xml === xml && told.current.edit === edit) return undefined;  // its own words came back
    let gone = false;
    const close = (): void => { opened.current?.close(); opened.current = null; };
    const open = async (): Promise<void> => {
      let editor;
      try { editor = await fetchEditor(); } catch { setState('failed'); return; }
      if (gone || !box.current) return;
      close();
      try {
        const now = await editor.openTable(box.current, xml, edit, vocabulary.inputs, (fresh) => {
          setMoves((n) => n + 1);
          if (fresh === null) { setWhy(''); setState('broken'); return; }
          told.current = { xml: fresh, edit };
          change.current?.(fresh);
        }, decision);
        if (gone) { now.close(); return; }
        opened.current = now;
        told.current = { xml, edit };
        setState('open');
      } catch (error) {
        box.current.replaceChildren();
        setWhy(error instanceof Error ? error.message : '');
        setState('broken');
      }
    };
    void open();
    return () => { gone = true; };
  }, [xml, edit, turn]);
  useEffect(() => () => { opened.current?.close(); opened.current = null; }, []);
  const rules = marks ? markRules(marks).join('\n') : '';
  useEffect(() => marksSheet(rules), [rules]);

  return (
    <>
      {edit && state === 'open' && opened.current && <Tools opened={opened.current} xml={xml} vocabulary={vocabulary} inputName={inputName} outputName={outputName} />}
      {state === 'coming' && <p role="status">{t('studio.editorComing')}</p>}
      {state === 'failed' && <Note tone="late" role="alert"><p>{t('part.failed')}</p><p class="after"><button type="button" onClick={() => { setState('coming'); setTurn((n) => n + 1); }}>{t('part.again')}</button></p></Note>}
      {state === 'broken' && <Note tone="late" role="alert"><p>{t('studio.broken')}</p>{why && <p><code>{why}</code></p>}</Note>}
      <div class="dmnbox" ref={box} data-editing={edit ? 'yes' : 'no'} />
    </>
  );
}
