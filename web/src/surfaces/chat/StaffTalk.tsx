import { useEffect, useRef, useState } from 'preact/hooks';
import { call, newKey, problemWords, Refused } from '../../api/client';
import type { Canned, ChatLine, Talk } from '../../api/chat';
import type { TeamItem } from '../../api/types';
import { Note } from '../../design/parts';
import { code, lang, languageName, t } from '../../i18n';
import { nameOf, type News } from './StaffChats';
import { Composer, Situation, Thread } from './Thread';
import { useTalk } from './useTalk';

const ENDS = ['continues_by_phone', 'continues_at_visit', 'resident_left', 'misuse', 'other'] as const;
const REASONS = ['other_skill', 'other_area', 'other_language', 'continuity', 'workload', 'wrong_team'] as const;

/** One chat beside others: who it is, what was written, and what can be done with it. */
export function StaffTalk({ line, place, answers, teams, news, onAct, onDone, onSignedOut }: {
  line: ChatLine; place: number; answers: Canned[]; teams: TeamItem[]; news: News | null;
  onAct: (action: string, body?: Record<string, unknown>) => Promise<void>; onDone: () => void; onSignedOut: () => void;
}) {
  const talking = useTalk(`/matters/${line.matter}`, 'staff', onSignedOut);
  const [wrong, setWrong] = useState('');
  const [panel, setPanel] = useState<'' | 'hand' | 'end'>('');
  const id = `chat-${line.matter}`;
  useEffect(() => {
    if (!news) return;
    if (news.sign) talking.heard(news.sign); else void talking.reload();
  }, [news?.n]);
  const end = async (how: string): Promise<void> => {
    setWrong('');
    try {
      talking.put((await call<Talk>('POST', `/matters/${line.matter}/end-chat`, { body: { how }, key: newKey() })).data);
      setPanel('');
      onDone();
    } catch (error) {
      setWrong(error instanceof Refused && error.problem ? problemWords(error.problem) : t('staff.unreachable'));
    }
  };
  const { talk } = talking;
  const chat = talk?.chat;
  const say = !talk ? '' : talk.resident.typing ? t('chats.residentTyping') : chat?.endProposed === 'resident' ? t('chats.endAsked') : chat?.endProposed === 'staff' ? t('chats.endWaits') : talk.resident.here ? t('chats.here') : t('chats.notHere');
  const reach = talk?.details;
  return (
    <section class="chatcol card" id={id} aria-labelledby={`${id}-title`}>
      <header class="row">
        <h2 id={`${id}-title`} class="grow"><bdi>{nameOf(line)}</bdi> <small>{languageName(line.lang)}{line.nickname && <> · <bdi class="nowrap">{line.code}</bdi></>}</small></h2>
        <kbd aria-hidden="true">Alt+{place}</kbd>
      </header>
      {reach && (reach.name || reach.value) && <p class="s">{reach.name}{reach.name && reach.value && ' · '}{reach.value && <>{code('chats.reach', reach.by)} <b dir="ltr">{reach.value}</b></>}</p>}
      {line.offeredToUs && <Note tone="soon">{t('chats.offerFrom', { team: line.team })} <span class="row"><button type="button" data-do="accept" onClick={() => void onAct('accept')}>{t('chats.accept')}</button><button type="button" class="q" onClick={() => void onAct('decline', { reason: 'no_capacity' })}>{t('chats.decline')}</button></span></Note>}
      {line.offeredAway && <Note tone="soon">{t('chats.offeredAway')} <button type="button" class="link" onClick={() => void onAct('withdraw')}>{t('chats.withdraw')}</button></Note>}
      <Thread talking={talking} side="staff" label={t('chats.logLabel', { name: nameOf(line) })} />
      <Situation talking={talking} words={say} />
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      {line.mine && line.ours && (
        <>
          <Composer id={`${id}-words`} talking={talking} label={t('chats.write', { name: nameOf(line) })}>
            <Ready answers={answers} language={line.lang} field={`${id}-words`} />
          </Composer>
          <p class="row acts">
            <button type="button" class="q" data-do="end" onClick={() => void end('agreed')} aria-disabled={chat?.endProposed === 'staff'}>{t(chat?.endProposed === 'resident' ? 'chats.agreeEnd' : 'chats.proposeEnd')}</button>
            <button type="button" class="q" data-do="hand" aria-expanded={panel === 'hand'} onClick={() => setPanel(panel === 'hand' ? '' : 'hand')}>{t('chats.handOver')}</button>
            <button type="button" class="q" data-do="end-alone" aria-expanded={panel === 'end'} onClick={() => setPanel(panel === 'end' ? '' : 'end')}>{t('chats.endAlone')}</button>
            <button type="button" class="link" onClick={() => void onAct('release')}>{t('chats.release')}</button>
            <a href={`/${lang()}/desk/?matter=${line.matter}`}>{t('chats.toMatter')}</a>
          </p>
          {panel === 'hand' && <HandOver id={id} teams={teams} onSend={(team, reason) => { setPanel(''); void onAct('offer', { team, reason }); }} />}
          {panel === 'end' && <p class="row" role="group" aria-label={t('chats.endAlone')}>{ENDS.map((how) => <button type="button" class="q" key={how} data-how={how} onClick={() => void end(how)}>{code('chatEnd', how)}</button>)}</p>}
        </>
      )}
      {!line.mine && line.ours && line.staff === 0 && <p class="row"><button type="button" data-do="take" onClick={() => void onAct('take')}>{t('chats.take')}</button></p>}
      {!line.mine && line.ours && line.staff !== 0 && <p class="s">{t('chats.takenBy', { who: line.staffLabel })}</p>}
    </section>
  );
}
/** Answers kept ready by the county, in the resident's language; chosen ones go into the field to be read before sending. */
function Ready({ answers, language, field }: { answers: Canned[]; language: string; field: string }) {
  const list = useRef<HTMLSelectElement>(null);
  if (answers.length === 0) return null;
  const text = (a: Canned): string => a.text[language] ?? a.text[lang()] ?? '';
  const put = (): void => {
    const answer = answers.find((a) => a.code === list.current?.value);
    const area = document.getElementById(field) as HTMLTextAreaElement | null;
    if (!answer || !area || !list.current) return;
    area.value = area.value.trim() === '' ? text(answer) : `${area.value.trimEnd()}\n${text(answer)}`;
    list.current.value = '';
    area.focus();
  };
  return (
    <select ref={list} aria-label={t('chats.ready')} onChange={put}>
      <option value="">{t('chats.ready')}</option>
      {answers.map((a) => <option key={a.code} value={a.code} lang={language}>{text(a).slice(0, 70)}</option>)}
    </select>
  );
}
function HandOver({ id, teams, onSend }: { id: string; teams: TeamItem[]; onSend: (team: string, reason: string) => void }) {
  return (
    <form class="row" noValidate onSubmit={(event) => { event.preventDefault(); const data = new FormData(event.currentTarget); onSend(String(data.get('team')), String(data.get('reason'))); }}>
      <label for={`${id}-team`}>{t('chats.toTeam')}</label>
      <select id={`${id}-team`} name="team">{teams.map((x) => <option key={x.code} value={x.code}>{x.name}</option>)}</select>
      <label for={`${id}-reason`}>{t('chats.why')}</label>
      <select id={`${id}-reason`} name="reason">{REASONS.map((r) => <option key={r} value={r}>{code('chatOffer', r)}</option>)}</select>
      <button type="submit">{t('chats.offer')}</button>
    </form>
  );
}
