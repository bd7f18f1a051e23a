import { StaffShell } from '../../design/Shell';
import { t } from '../../i18n';
export function LeadPage() { return <StaffShell page="lead/"><h1>{t('lead.title')}</h1></StaffShell>; }
