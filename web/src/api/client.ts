import type { Problem } from './types';

/** The server answered with a refusal. */
export class Refused extends Error {
  constructor(readonly status: number, readonly problem: Problem | null) {
    super(problem?.detail ?? `HTTP ${status}`);
  }
}
/** What is wrong and what to do about it, in the server's words. */
export const problemWords = (problem: Problem): string => `${problem.title}. ${problem.detail}`;
/** Nothing came back: the request may or may not have had an effect. */
export class Unreachable extends Error {}

export interface Answer<T> { data: T; etag: string | null }
export interface CallOptions { body?: unknown; key?: string; ifMatch?: string | number; signal?: AbortSignal; timeoutMs?: number }

const ROOT = '/api/v1';

export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': document.documentElement.lang || 'fi' };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.key) headers['Idempotency-Key'] = options.key;
  if (options.ifMatch !== undefined) headers['If-Match'] = `"${options.ifMatch}"`;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), options.timeoutMs ?? 15_000);
  options.signal?.addEventListener('abort', () => stop.abort());
  let response: Response;
  let text: string;
  try {
    response = await fetch(ROOT + path, {
      method, headers, signal: stop.signal, credentials: 'same-origin', cache: 'no-store',
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    text = await response.text();
  } catch {
    throw new Unreachable();
  } finally {
    clearTimeout(timer);
  }
  if ([502, 503, 504].includes(response.status)) throw new Unreachable();
  const data = parse(text);
  if (!response.ok) throw new Refused(response.status, data as Problem | null);
  return { data: data as T, etag: response.headers.get('ETag')?.replaceAll('"', '') ?? null };
}
export const get = async <T>(path: string, signal?: AbortSignal): Promise<T> => (await call<T>('GET', path, { signal })).data;

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Sends a command with one idempotency key until the server has answered: a retry never has a second effect.
 *  `onWaiting` is called before each new try. Gives up after `tries`. */
export async function sendSurely<T>(path: string, options: CallOptions & { key: string }, onWaiting: () => void, tries = 6): Promise<Answer<T>> {
  for (let n = 1; ; n += 1) {
    try {
      return await call<T>('POST', path, options);
    } catch (error) {
      if (!(error instanceof Unreachable) || n >= tries) throw error;
      onWaiting();
      await new Promise((wake) => setTimeout(wake, Math.min(500 * 2 ** n, 8000)));
    }
  }
}

/** 128 random bits. crypto.randomUUID is missing on plain http other than localhost. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

export type Link = 'open' | 'lost';
/** Server-sent events by name. The browser reconnects by itself; when it has given up (an HTTP error), a new stream is opened.
 *  `onLink('open')` after a loss means: events may have been missed, fetch again. */
export function listen(path: string, handlers: Record<string, (data: unknown) => void>, onLink: (link: Link) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = 1000;
  let ended = false;
  const open = (): void => {
    source = new EventSource(ROOT + path);
    source.onopen = () => { wait = 1000; onLink('open'); };
    source.onerror = () => {
      if (ended) return;
      onLink('lost');
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, 30_000);
    };
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => handle(parse((event as MessageEvent<string>).data)));
    }
  };
  open();
  // Close before the page goes: an open stream keeps the page out of the back/forward cache and one of six connections busy.
  const close = (): void => { ended = true; clearTimeout(timer); source?.close(); removeEventListener('pagehide', close); };
  addEventListener('pagehide', close);
  return close;
}
