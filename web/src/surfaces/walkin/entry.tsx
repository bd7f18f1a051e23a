import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import '../staff/staff.css';
import './walkin.css';
import { start } from '../start';
import { WalkInPage } from './WalkInPage';

start(() => <WalkInPage />);
