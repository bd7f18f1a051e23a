import { Dialog } from '../../design/parts';
import { code, t } from '../../i18n';
import { ACTION_KEYS, MOVE_HELP } from './keys';

export function KeyHelp({ on, onToggle, onClose }: { on: boolean; onToggle: (on: boolean) => void; onClose: () => void }) {
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <label class="choice"><input type="checkbox" checked={on} onChange={(event) => onToggle(event.currentTarget.checked)} /> <span>{t('keys.toggle')}</span></label>
      <p class="s">{t('keys.toggleHint')}</p>
      <dl class="keylist">
        {MOVE_HELP.map(([keys, text]) => <div key={text}><dt>{keys.map((k) => <kbd key={k}>{k}</kbd>)}</dt><dd>{t(text)}</dd></div>)}
        {Object.entries(ACTION_KEYS).map(([action, key]) => <div key={action}><dt><kbd>{key}</kbd></dt><dd>{code('action', action)}</dd></div>)}
      </dl>
    </Dialog>
  );
}
