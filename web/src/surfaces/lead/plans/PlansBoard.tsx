import { useEffect, useRef, useState } from 'preact/hooks';
import { get, type Link, listen, Refused } from '../../../api/client';
import { titled } from '../../../design/ErrorSummary';
import { Note, useFocusOn } from '../../../design/parts';
import { lang, t } from '../../../i18n';
import { PlanCompare } from './PlanCompare';
import { PlanForm } from './PlanForm';
import { type Plan, type PlanList, readAt } from './plans';
import { PlanTable } from './PlanTable';
import { PlanView } from './PlanView';
import { wrongWords } from './wrong';

/** The page of plans: the list, one plan, a new one, or some side by side, as its address says. */
export function PlansBoard({ onSignedOut }: { onSignedOut: () => void }) {
  const [search, setSearch] = useState(location.search);
  const at = readAt(search);
  const [list, setList] = useState<PlanList | null>(null);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [wrong, setWrong] = useState('');
  const [link, setLink] = useState<Link>('open');
  const heading = useFocusOn(search);
  const asked = useRef(at);
  asked.current = at;
  // Only the answer to the last question is shown.
  const turn = useRef(0);
  const load = async (): Promise<void> => {
    const mine = (turn.current += 1);
    const { view, plan: number } = asked.current;
    try {
      const [all, one] = await Promise.all([view === 'plan' ? null : get<PlanList>('/board/plans'), number > 0 ? get<Plan>(`/board/plans/${number}`) : null]);
      if (mine !== turn.current) return;
      if (all) setList(all);
      setPlan(one);
      setWrong('');
    } catch (error) {
      if (mine !== turn.current) return;
      if (error instanceof Refused && error.status === 401) return onSignedOut();
      setPlan(null);
      setWrong(wrongWords(error));
    }
  };
  useEffect(() => {
    let lost = false;
    const close = listen('/events', { forecast: () => { if (!['new', 'edit', 'compare'].includes(asked.current.view)) void load(); } }, (now) => {
      setLink(now);
      if (now === 'open' && lost) void load();
      lost = now === 'lost';
    });
    const back = (): void => setSearch(location.search);
    addEventListener('popstate', back);
    return () => { close(); removeEventListener('popstate', back); };
  }, []);
  useEffect(() => { void load(); }, [search]);
  const go = (to: string): void => { history.pushState({}, '', location.pathname + to); setPlan(null); setWrong(''); setSearch(to); };
  const title = at.view === 'new' ? t('plans.new') : at.view === 'compare' ? t('plans.compareTitle') : plan && plan.number === at.plan ? plan.name : t('plans.title');
  useEffect(() => { document.title = titled(title); }, [title]);
  const ready = plan !== null && plan.number === at.plan;
  const home = <a class="noprint" href={at.view === 'list' ? `/${lang()}/lead/` : location.pathname} onClick={(event) => { if (at.view !== 'list') { event.preventDefault(); go(''); } }}>{t(at.view === 'list' ? 'board.back' : 'plans.backToList')}</a>;
  return (
    <div class="lead forecast plans">
      <div class="row head">
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {home}
        {at.view === 'list' && <a class="noprint" href={`/${lang()}/lead/forecast/`}>{t('plans.toForecast')}</a>}
        <button type="button" class="link noprint" onClick={() => print()}>{t('button.print')}</button>
      </div>
      {link === 'lost' && <Note tone="soon" role="status">{t('board.offline')}</Note>}
      {wrong && <Note tone="late" role="alert"><p>{wrong}</p><p class="after"><button type="button" onClick={() => void load()}>{t('staff.retry')}</button></p></Note>}
      {!wrong && (at.plan > 0 ? !ready : !list) && <p role="status">{t('staff.loading')}</p>}
      {at.view === 'list' && list && (
        <>
          {list.skipped.map((s) => <Note key={s.file} tone="soon"><p data-part="skipped">{s.why}</p></Note>)}
          <p>{t('plans.intro')}</p>
          <p class="noprint"><button type="button" data-do="new" onClick={() => go('?new')}>{t('plans.new')}</button></p>
          {list.plans.length === 0 ? <p class="empty" data-part="none">{t('plans.none')}</p> : <PlanTable plans={list.plans} chosen={[]} onOpen={(n) => go(`?plan=${n}`)} onCompare={(all) => go(`?compare=${all.join(',')}`)} />}
        </>
      )}
      {at.view === 'new' && list && <PlanForm key="new" plan={null} places={list.places} team={at.team} service={at.service} onSaved={(fresh) => go(`?plan=${fresh.number}`)} onBack={() => go('')} />}
      {at.view === 'edit' && ready && list && <PlanForm key={`edit ${at.plan}`} plan={plan} places={list.places} team="" service="" onSaved={(fresh) => go(`?plan=${fresh.number}`)} onBack={() => go(`?plan=${at.plan}`)} />}
      {at.view === 'plan' && ready && <PlanView plan={plan} onPlan={setPlan} onEdit={() => go(`?plan=${plan.number}&edit`)} onReload={() => void load()} />}
      {at.view === 'compare' && <PlanCompare numbers={at.compare} onOpen={(n) => go(`?plan=${n}`)} onSignedOut={onSignedOut} />}
    </div>
  );
}
