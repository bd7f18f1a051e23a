import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import '../staff/staff.css';
import './studio.css';
import { start } from '../start';
import { StudioPage } from './StudioPage';

start(() => <StudioPage />);
