import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import { start } from '../start';
import { MatterPage } from './MatterPage';

start(() => <MatterPage />);
