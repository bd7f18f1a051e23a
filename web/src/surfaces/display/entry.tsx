import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import './display.css';
import { start } from '../start';
import { DisplayPage } from './DisplayPage';

start(() => <DisplayPage />);
