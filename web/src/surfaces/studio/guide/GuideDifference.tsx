import { useEffect, useState } from 'preact/hooks';
import { Note } from '../../../design/parts';
import { AUTONYMS, code, LANGS, t } from '../../../i18n';
import { compareTables, type TableDifference } from '../compare';
import { Rows } from '../Difference';
import { compareGuideCases, compareTexts, type Parts } from './guide';

/** What differs between two states of a guide: its texts, the rows of its table, its cases. */
export function GuideDifference({ before, after }: { before: Parts; after: Parts }) {
  const texts = compareTexts(before.texts, after.texts, LANGS);
  const cases = compareGuideCases(before.cases, after.cases);
  const [tables, setTables] = useState<{ name: string; difference: TableDifference }[] | null>(null);
  const [broken, setBroken] = useState(false);
  const sameTable = before.dmn === after.dmn;
  useEffect(() => {
    let gone = false;
    if (sameTable) return undefined;
    const read = async (): Promise<void> => {
      const { readTable, readTables, noTable } = await import('../editor/model');
      const [of, to] = await Promise.all([readTables(before.dmn), readTables(after.dmn)]);
      const one = (xml: string, all: { id: string; name: string }[], name: string) => { const found = all.find((x) => x.name === name); return found ? readTable(xml, found.id) : noTable; };
      const names = [...new Set([...to, ...of].map((x) => x.name))];
      const both = await Promise.all(names.map(async (name) => ({ name, difference: compareTables(await one(before.dmn, of, name), await one(after.dmn, to, name)) })));
      if (!gone) { setTables(both); setBroken(false); }
    };
    read().catch(() => { if (!gone) setBroken(true); });
    return () => { gone = true; };
  }, [before.dmn, after.dmn]);
  return (
    <>
      <div class="part">
        <h2 id="diff-texts">{t('guide.texts')}</h2>
        {texts.length === 0 ? <p class="s">{t('studio.noChanges')}</p> : (
          <div class="scroll" tabIndex={0} role="group" aria-labelledby="diff-texts"><table class="diff">
            <thead><tr><th scope="col">{t('guide.text')}</th><th scope="col">{t('guide.language')}</th><th scope="col">{t('studio.before')}</th><th scope="col">{t('studio.after')}</th></tr></thead>
            <tbody>{texts.map((x) => (
              <tr key={x.place + x.language} data-place={x.place}><th scope="row">{code('guideText', x.kind)} {x.about && <code>{x.about}</code>}</th><td>{AUTONYMS[x.language]}</td>
                <td lang={x.language}>{x.before ? <del>{x.before}</del> : '–'}</td><td lang={x.language}>{x.after ? <ins>{x.after}</ins> : '–'}</td></tr>
            ))}</tbody>
          </table></div>
        )}
      </div>
      <div class="part">
        <h2 id="diff-table">{t('studio.tableTitle')}</h2>
        {sameTable ? <p class="s">{t('studio.noChanges')}</p> : broken ? <Note tone="late"><p>{t('studio.broken')}</p></Note> : !tables ? <p role="status">{t('staff.loading')}</p>
          : tables.map((x) => <section key={x.name} data-table={x.name} aria-labelledby={`diff-table-${x.name}`}><h3 id={`diff-table-${x.name}`}>{code('guideTable', x.name)}</h3><Rows difference={x.difference} /></section>)}
      </div>
      <div class="part">
        <h2>{t('studio.cases')}</h2>
        {cases.added.length + cases.removed.length === 0 ? <p class="s">{t('studio.noChanges')}</p>
          : <ul class="cases short">{cases.removed.map((c) => <li key={c}><div class="what"><del>{c}</del></div></li>)}{cases.added.map((c) => <li key={c}><div class="what"><ins>{c}</ins></div></li>)}</ul>}
      </div>
    </>
  );
}
