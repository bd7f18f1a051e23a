import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import '../staff/staff.css';
import './chat.css';
import { start } from '../start';
import { StaffChatPage } from './StaffChatPage';

start(() => <StaffChatPage />);
