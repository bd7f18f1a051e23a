import { useEffect, useState } from 'preact/hooks';
import { get } from '../../api/client';
import type { Version } from './bundle';
import { wrongWords } from './TableList';

/** A version as it was published; it never changes, so it is asked for once. */
export function useVersion(code: string, n: number): { version: Version | null; wrong: string; retry: () => void } {
  const [version, setVersion] = useState<Version | null>(null);
  const [wrong, setWrong] = useState('');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let gone = false;
    setVersion(null);
    setWrong('');
    get<Version>(`/studio/tables/${code}/versions/${n}`).then((v) => { if (!gone) setVersion(v); }, (error) => { if (!gone) setWrong(wrongWords(error)); });
    return () => { gone = true; };
  }, [code, n, turn]);
  return { version, wrong, retry: () => setTurn((x) => x + 1) };
}
