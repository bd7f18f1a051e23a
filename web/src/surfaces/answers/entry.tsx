import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import '../staff/staff.css';
import './answers.css';
import { start } from '../start';
import { KeptAnswersPage } from './KeptAnswersPage';

start(() => <KeptAnswersPage />);
