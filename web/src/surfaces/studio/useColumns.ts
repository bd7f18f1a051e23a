import { useEffect, useState } from 'preact/hooks';
import type { Column } from './editor/model';

/** The columns of the table at hand; while it is being read, or is broken, the ones before. */
export function useColumns(xml: string): Column[] {
  const [columns, setColumns] = useState<Column[]>([]);
  useEffect(() => {
    let gone = false;
    if (xml) import('./editor/model').then((m) => m.readTable(xml)).then((model) => { if (!gone) setColumns(model.columns); }, () => undefined);
    return () => { gone = true; };
  }, [xml]);
  return columns;
}
