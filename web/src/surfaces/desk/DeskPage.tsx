import { StaffShell } from '../../design/Shell';
import { t } from '../../i18n';
export function DeskPage() { return <StaffShell page="desk/"><h1>{t('desk.title')}</h1></StaffShell>; }
