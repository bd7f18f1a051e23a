import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Asked } from '../../api/types';
import { Note } from '../../design/parts';
import { lang, t } from '../../i18n';
import { forget } from './draft';
import { Holder, Next, Promises } from './MatterView';

export function AskedResult({ asked, heading, onAgain }: { asked: Asked; heading: RefObject<HTMLHeadingElement>; onAgain: () => void }) {
  const [said, setSaid] = useState('');
  const address = `${location.origin}/${lang()}/matter/`;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(t('asked.copyText', { code: asked.code, secret: asked.secret, address }));
      setSaid(t('asked.copied'));
    } catch {
      setSaid(t('asked.copyFailed'));
    }
  };
  const follow = async (): Promise<void> => {
    try {
      await call('POST', '/resident-session', { body: { code: asked.code, secret: asked.secret } });
      forget();
    } catch { /* the next page asks for the code and tells what is wrong */ }
    location.assign(`/${lang()}/matter/`);
  };
  return (
    <div class="stack">
      <h1 ref={heading} tabIndex={-1}>{t('asked.title')}</h1>
      <Next matter={asked.matter} />
      <section aria-labelledby="codes">
        <h2 id="codes">{t('asked.saveTitle')}</h2>
        <p>{t('asked.saveWhy')}</p>
        <div class="ticket">
          <div>{t('asked.code')} <bdi class="codebox" translate={false}>{asked.code}</bdi></div>
          <div>{t('asked.secret')} <bdi class="secretbox" translate={false}>{asked.secret}</bdi></div>
          <p class="where">{t('asked.where')} <bdi class="keep" translate={false}>{address}</bdi></p>
        </div>
        <p class="row noprint after">
          <button type="button" class="q" onClick={() => void copy()}>{t('asked.copy')}</button>
          <button type="button" class="q" onClick={() => print()}>{t('button.print')}</button>
          <span role="status">{said}</span>
        </p>
      </section>
      <Promises matter={asked.matter} />
      <Holder matter={asked.matter} />
      <Note>{t('asked.worse')}</Note>
      <p class="row noprint">
        <button type="button" onClick={() => void follow()}>{t('asked.follow')}</button>
        <button type="button" class="link" onClick={onAgain}>{t('asked.again')}</button>
      </p>
    </div>
  );
}
