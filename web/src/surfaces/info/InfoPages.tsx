import { ResidentShell } from '../../design/Shell';
import { type Key, lang, t } from '../../i18n';

const List = ({ keys }: { keys: Key[] }) => <ul>{keys.map((k) => <li key={k}>{t(k)}</li>)}</ul>;

export function AccessibilityPage() {
  return (
    <ResidentShell page="about/accessibility/">
      <div class="stack">
        <h1>{t('info.access.title')}</h1>
        <p>{t('info.access.lead')}</p>
        <h2>{t('info.access.state')}</h2>
        <p>{t('info.access.state1')}</p>
        <p>{t('info.access.state2')}</p>
        <h2>{t('info.access.gaps')}</h2>
        <List keys={['info.access.gap1', 'info.access.gap2', 'info.access.gap3', 'info.access.gap4']} />
        <h2>{t('info.access.report')}</h2>
        <p>{t('info.access.report1')} <a href={`/${lang()}/about/feedback/`}>{t('info.feedback.title')}</a></p>
        <p>{t('info.access.report2')}</p>
      </div>
    </ResidentShell>
  );
}
export function PrivacyPage() {
  return (
    <ResidentShell page="about/privacy/">
      <div class="stack">
        <h1>{t('info.privacy.title')}</h1>
        <p>{t('info.privacy.lead')}</p>
        <h2>{t('info.privacy.what')}</h2>
        <p>{t('info.privacy.what1')}</p>
        <p>{t('info.privacy.what2')}</p>
        <p>{t('info.privacy.what3')}</p>
        <h2>{t('info.privacy.cookies')}</h2>
        <p>{t('info.privacy.cookies1')}</p>
        <List keys={['info.privacy.cookies2', 'info.privacy.cookies3', 'info.privacy.cookies4', 'info.privacy.cookies5']} />
      </div>
    </ResidentShell>
  );
}
export function FeedbackPage() {
  return (
    <ResidentShell page="about/feedback/">
      <div class="stack">
        <h1>{t('info.feedback.title')}</h1>
        <p>{t('info.feedback.lead')}</p>
        <h2>{t('info.feedback.how')}</h2>
        <p>{t('info.feedback.how1')}</p>
        <p><a class="btn" href={`/${lang()}/`}>{t('info.feedback.link')}</a></p>
        <h2>{t('info.feedback.rights')}</h2>
        <p>{t('info.feedback.rights1')}</p>
        <p>{t('info.feedback.rights2')}</p>
      </div>
    </ResidentShell>
  );
}
