import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import { start } from '../start';
import { AskPage } from './AskPage';
import { MatterPage } from './MatterPage';

start(() => (/\/matter\/?$/.test(location.pathname) ? <MatterPage /> : <AskPage />));
