/** What a contact may say, the same for residents and for staff on somebody's behalf. */
import type { Need } from './notices';
import type { About, ReachBy } from './types';

export const WORDS_MAX = 10_000;
/** Full years, as the server reads them. */
export const AGE_MAX = 130;
export const ABOUT: readonly About[] = ['self', 'child', 'other', 'unnamed'];
export const REACH: readonly ReachBy[] = ['phone', 'sms', 'email', 'letter', 'code_only'];
export const NEEDS: readonly ('interpreter' | Need)[] = ['interpreter', 'wheelchair', 'hearing', 'sight', 'other'];
/** The commonest mother tongues of the area, named in themselves, and Finnish sign language. */
export const SPOKEN: readonly [string, string][] = [
  ['fi', 'suomi'], ['sv', 'svenska'], ['en', 'English'], ['ar', 'العربية'], ['ru', 'русский'], ['et', 'eesti'], ['so', 'Soomaali'],
  ['sq', 'shqip'], ['vi', 'Tiếng Việt'], ['uk', 'українська'], ['ku', 'kurdî'], ['fa', 'فارسی'], ['zh', '中文'], ['tr', 'Türkçe'],
  ['es', 'español'], ['th', 'ไทย'], ['bn', 'বাংলা'], ['ur', 'اردو'], ['ne', 'नेपाली'], ['tl', 'Tagalog'], ['fr', 'français'], ['se', 'davvisámegiella'],
  ['fse', 'suomalainen viittomakieli'], ['fss', 'finlandssvenskt teckenspråk'],
];
