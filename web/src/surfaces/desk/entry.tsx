import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import '../staff/staff.css';
import './desk.css';
import { start } from '../start';
import { DeskPage } from './DeskPage';

start(() => <DeskPage />);
