import { problemWords, Refused } from '../../../api/client';
import { t } from '../../../i18n';

/** What went wrong with a request, in words. */
export const wrongWords = (error: unknown): string => (error instanceof Refused ? (error.problem ? problemWords(error.problem) : t('staff.refused')) : t('staff.unreachable'));
