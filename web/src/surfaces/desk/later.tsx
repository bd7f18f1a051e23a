/** The parts of the desk that come when they are first asked for: the queue itself opens without them. */
import { type Catalogue, lazily } from '../../design/lazily';
import { Dialog } from '../../design/parts';
import { code, t } from '../../i18n';

export const Told = lazily(() => import('./Told'), import.meta.glob<Catalogue>('../../i18n/*/told.json'),
  (inside, props) => <Dialog title={t('panel.told')} onClose={props.onClose}>{inside}</Dialog>);
export const FindTime = lazily(() => import('./FindTime'), import.meta.glob<Catalogue>('../../i18n/*/times.json'),
  (inside, props) => <Dialog title={code('action', 'book-times')} onClose={props.onClose}>{inside}</Dialog>);
export const CallbackPanel = lazily(() => import('./CallbackPanel'), import.meta.glob<Catalogue>('../../i18n/*/calls.json'));
export const MessagesPanel = lazily(() => import('../chat/MessagesPanel'), import.meta.glob<Catalogue>('../../i18n/*/chat.json'));
export const ProposeService = lazily(() => import('./ProposeService'), import.meta.glob<Catalogue>(['../../i18n/*/grounds.json', '../../i18n/*/otherwise.json', '../../i18n/*/tableinputs.json']),
  (inside, props) => <Dialog title={code('action', 'propose')} onClose={props.onClose}>{inside}</Dialog>);
export const Segment = lazily(() => import('./Segment'), import.meta.glob<Catalogue>(['../../i18n/*/segment.json', '../../i18n/*/otherwise.json']),
  (inside, props) => <Dialog title={code('action', 'segment')} onClose={props.onClose}>{inside}</Dialog>);
export const Grounds = lazily(() => import('./Grounds'), import.meta.glob<Catalogue>(['../../i18n/*/grounds.json', '../../i18n/*/otherwise.json', '../../i18n/*/tableinputs.json']));
