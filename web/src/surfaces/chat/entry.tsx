import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import './chat.css';
import { start } from '../start';
import { ChatPage } from './ChatPage';

start(() => <ChatPage />);
