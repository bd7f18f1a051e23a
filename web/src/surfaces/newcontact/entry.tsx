import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import '../staff/staff.css';
import './newcontact.css';
import { start } from '../start';
import { NewContactPage } from './NewContactPage';

start(() => <NewContactPage />);
