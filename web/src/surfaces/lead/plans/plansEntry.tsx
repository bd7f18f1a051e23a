import '../../../design/tokens.css';
import '../../../design/base.css';
import '../../../design/print.css';
import '../../staff/staff.css';
import '../lead.css';
import { start } from '../../start';
import { PlansPage } from './PlansPage';

start(() => <PlansPage />);
