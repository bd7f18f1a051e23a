import '../../../design/tokens.css';
import '../../../design/base.css';
import '../../../design/print.css';
import '../../staff/staff.css';
import '../lead.css';
import './network.css';
import { start } from '../../start';
import { NetworkPage } from './NetworkPage';

start(() => <NetworkPage />);
