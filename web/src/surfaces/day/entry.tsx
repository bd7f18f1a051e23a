import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import '../staff/staff.css';
import './day.css';
import { start } from '../start';
import { DayPage } from './DayPage';

start(() => <DayPage />);
