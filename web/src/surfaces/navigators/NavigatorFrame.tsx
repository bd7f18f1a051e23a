import { ResidentShell } from '../../design/Shell';

/** Where the server writes the title, the languages and the page itself (src/api/navigator_shell.hpp). */
export const TITLE = '%%title%%';
export function NavigatorFrame() {
  return <ResidentShell page="navigators/" languages="%%languages%%">%%main%%</ResidentShell>;
}
