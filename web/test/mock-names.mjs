// Made-up words for the mock server. Nothing here comes from a real register.
const statute = (fi, sv, en, words, limit, basis, confidence, start, stop, base) => ({ kind: 'statute', title: { fi, sv, en }, words, limit, basis, confidence, start, stop, base });
export const names = {
  areas: [['tikkurila', 'Tikkurila'], ['hakunila', 'Hakunila'], ['koivukyla', 'Koivukylä'], ['korso', 'Korso'], ['myyrmaki', 'Myyrmäki'], ['martinlaakso', 'Martinlaakso'], ['kerava', 'Kerava']].map(([code, name]) => ({ code, name })),
  teams: [
    { code: 'tikkurila-2', name: { fi: 'Tikkurila, tiimi 2', sv: 'Dickursby, team 2', en: 'Tikkurila, team 2' }, unit: 'tikkurila' },
    { code: 'koivukyla-1', name: { fi: 'Koivukylä, tiimi 1', sv: 'Björkby, team 1', en: 'Koivukylä, team 1' }, unit: 'koivukyla' },
    { code: 'social-adults', name: { fi: 'Aikuissosiaalityö', sv: 'Vuxensocialarbete', en: 'Adult social work' }, unit: 'social' },
    { code: 'families', name: { fi: 'Lapsiperheiden neuvonta', sv: 'Rådgivning för barnfamiljer', en: 'Advice for families' }, unit: 'families' },
  ],
  accounts: [
    { id: 'nurse-tikkurila', role: 'professional', title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' }, team: { fi: 'Tikkurila, tiimi 2', sv: 'Dickursby, team 2', en: 'Tikkurila, team 2' }, teamCode: 'tikkurila-2', staff: 21 },
    { id: 'counsellor', role: 'professional', title: { fi: 'Sosiaaliohjaaja', sv: 'Socialhandledare', en: 'Social counsellor' }, team: { fi: 'Aikuissosiaalityö', sv: 'Vuxensocialarbete', en: 'Adult social work' }, teamCode: 'social-adults', staff: 31 },
    { id: 'lead', role: 'lead', title: { fi: 'Palvelujohtaja', sv: 'Servicedirektör', en: 'Director of services' }, staff: 90 },
    { id: 'content-1', role: 'admin', title: { fi: 'Sisällön kirjoittaja 1', sv: 'Innehållsskribent 1', en: 'Content writer 1' }, staff: 91 },
    { id: 'content-2', role: 'admin', title: { fi: 'Sisällön kirjoittaja 2', sv: 'Innehållsskribent 2', en: 'Content writer 2' }, staff: 92 },
  ],
  services: [
    { code: 'nurse-visit', name: { fi: 'Sairaanhoitajan vastaanotto', sv: 'Sjukskötarmottagning', en: 'Nurse appointment' }, domain: 'health', minutes: 30, modes: ['visit', 'remote', 'phone'], professions: ['nurse'] },
    { code: 'physio', name: { fi: 'Fysioterapeutin suoravastaanotto', sv: 'Fysioterapeutens direktmottagning', en: 'Physiotherapist, direct access' }, domain: 'health', minutes: 45, modes: ['visit', 'remote'], professions: ['physiotherapist'], why: { fi: 'Kevein sopiva: selkävaiva ilman hälytysmerkkejä', sv: 'Lättaste lämpliga: ryggbesvär utan varningstecken', en: 'Lightest suitable: back trouble without warning signs' } },
    { code: 'doctor', name: { fi: 'Lääkärin vastaanotto', sv: 'Läkarmottagning', en: 'Doctor appointment' }, domain: 'health', minutes: 20, modes: ['visit', 'remote', 'phone'], professions: ['doctor'] },
    { code: 'counsel', name: { fi: 'Sosiaaliohjaus', sv: 'Socialhandledning', en: 'Social guidance' }, domain: 'social', minutes: 60, modes: ['visit', 'phone', 'home'], professions: ['social_counsellor'] },
    { code: 'debt-advice', name: { fi: 'Talous- ja velkaneuvonta (järjestö)', sv: 'Ekonomi- och skuldrådgivning (organisation)', en: 'Money and debt advice (NGO)' }, domain: 'social', minutes: 60, modes: ['visit', 'phone'], professions: ['ngo'] },
  ],
  asks: [
    ['Takaisinsoitto, hammassärky', '', 43], ['Selkäkipu ja vuokravelka', '', 27], ['Huoli vanhemmasta, muisti', '75+', 78], ['Mieliala ja koulu', '13–22', 14], ['Ihottuma käsissä', '', 34],
    ['Toimeentulo, päätös odottaa', '', 52], ['Reseptin uusinta ja verenpaine', '', 64], ['Polven kuntoutus, kolme kertaa pitämättä', '', 59], ['Vauvan uni ja jaksaminen', '', 31],
    ['Kotihoidon tarve leikkauksen jälkeen', '75+', 80], ['Päihteet ja asunto', '', 24], ['Korvakipu lapsella', '0–6', 3], ['Пожалуйста, помогите с рецептом', '', 46], ['ألم في الظهر منذ أسبوعين', '', 27],
  ],
  rules: {
    'TH51-CONTACT': statute('Vastaamme samana päivänä', 'Vi svarar samma dag', 'We answer on the same day', { fi: 'Arkisin yhteydenottoon on vastattava saman päivän aikana.', sv: 'På vardagar ska en kontakt besvaras under samma dag.', en: 'On weekdays a contact must be answered during the same day.' }, { n: 1, unit: 'same_day' }, 'TervL 51 § (116/2023)', 'A', 'contact_received', 'contact_answered', [3120, 130]),
    'OWN-ANSWER': { ...statute('Vastaamme neljässä tunnissa', 'Vi svarar inom fyra timmar', 'We answer within four hours', { fi: 'Oma tavoitteemme on vastata neljässä tunnissa.', sv: 'Vårt eget mål är att svara inom fyra timmar.', en: 'Our own target is to answer within four hours.' }, { n: 1, unit: 'same_day' }, 'Oma tavoite 2026', 'A', 'contact_received', 'contact_answered', [2310, 940]), kind: 'own_target' },
    'TH51A-FIRST': statute('Pääset ensikäynnille', 'Du får ett första besök', 'You get your first visit', { fi: 'Laki antaa aikaa kolme kuukautta, koska olet täyttänyt 23 vuotta.', sv: 'Lagen ger tre månader, eftersom du har fyllt 23 år.', en: 'The law allows three months, because you are 23 or older.' }, { n: 3, unit: 'month' }, 'TervL 51 a § (HE 134/2024)', 'B', 'hta_done', 'visit_realised', [2890, 110]),
    'OWN-FIRST': { ...statute('Pääset ensikäynnille viikossa', 'Du får ett första besök inom en vecka', 'You get your first visit within a week', { fi: 'Oma tavoitteemme on seitsemän päivää arviosta.', sv: 'Vårt eget mål är sju dagar från bedömningen.', en: 'Our own target is seven days from the assessment.' }, { n: 7, unit: 'calendar_day' }, 'Oma tavoite 2026', 'A', 'hta_done', 'visit_realised', [2130, 870]), kind: 'own_target' },
    'TH51A-DOCTOR': statute('Pääset lääkärille', 'Du får träffa läkare', 'You see a doctor', { fi: 'Lääkärille pääsyn raja yli 23-vuotiaalla.', sv: 'Gränsen för att träffa läkare för den som fyllt 23 år.', en: 'The limit for seeing a doctor for people 23 and over.' }, { n: 3, unit: 'month' }, 'HE 134/2024', 'D', 'doctor_need_found', 'doctor_visit_realised', [410, 22]),
    'SH36-START-75': statute('Palvelutarpeen arviointi alkaa', 'Bedömningen av servicebehovet börjar', 'The assessment of service needs begins', { fi: 'Yli 75-vuotiaan arviointi on aloitettava seitsemässä arkipäivässä.', sv: 'Bedömningen för den som är över 75 år ska börja inom sju vardagar.', en: 'For people over 75 the assessment must begin within seven working days.' }, { n: 7, unit: 'working_day' }, 'SHL 36.2 §', 'A', 'social_contact', 'assessment_started', [240, 31]),
    'TH51B-FIRST': statute('Pääset suun hoitoon', 'Du får munvård', 'You get oral care', { fi: 'Suun hoidon raja on kuusi kuukautta, alle 23-vuotiaalla kolme.', sv: 'Gränsen för munvård är sex månader, för den som är under 23 år tre.', en: 'The limit for oral care is six months, three for people under 23.' }, { n: 6, unit: 'month' }, 'TervL 51 b § (HE 134/2024)', 'B', 'hta_done', 'oral_event_realised', [2, 1]),
  },
  pairs: [{ fi: 'Vastaaminen', sv: 'Svar', en: 'Answering' }, { fi: 'Ensikäynti', sv: 'Första besöket', en: 'First visit' }],
  debts: { care: { fi: 'Hoitovelka', sv: 'Vårdskuld', en: 'Care debt' }, service: { fi: 'Palveluvelka', sv: 'Serviceskuld', en: 'Service debt' }, rehabilitation: { fi: 'Kuntoutusvelka', sv: 'Rehabiliteringsskuld', en: 'Rehabilitation debt' } },
  debtWords: { fi: 'Avoimet asiat, joiden lakisääteinen määräpäivä on mennyt.', sv: 'Öppna ärenden vars lagstadgade tidsgräns har gått ut.', en: 'Open matters whose statutory limit has passed.' },
  limitOld: { fi: '14 päivää', sv: '14 dagar', en: '14 days' }, limitNew: { fi: '3 kuukautta', sv: '3 månader', en: '3 months' },
  finding: { fi: 'Ensikäynti toteutuu laissa 96-prosenttisesti, mutta omassa viikon tavoitteessa vain 71-prosenttisesti. Hoitovelka pienenee 18 asialla päivässä.', sv: 'Det första besöket hålls till 96 procent enligt lagen men bara till 71 procent enligt vårt eget mål på en vecka. Vårdskulden minskar med 18 ärenden per dag.', en: 'First visits meet the law in 96 per cent of cases, but our own one-week target in only 71 per cent. The care debt shrinks by 18 matters a day.' },
  problems: {
    required: { fi: 'Täytä tämä kohta', sv: 'Fyll i det här fältet', en: 'Fill in this field' }, fields: { fi: 'Tarkista vastaukset.', sv: 'Kontrollera svaren.', en: 'Check the answers.' }, control: { fi: 'Tekstissä on merkki, jota ei voi tallentaa', sv: 'Texten har ett tecken som inte kan sparas', en: 'The text has a character that cannot be stored' },
    wrongCode: { fi: 'Koodi ja salasana eivät sovi yhteen.', sv: 'Koden och lösenordet passar inte ihop.', en: 'The code and the password do not match.' }, noSession: { fi: 'Kirjaudu ensin.', sv: 'Logga in först.', en: 'Sign in first.' }, notFound: { fi: 'Asiaa ei löydy.', sv: 'Ärendet hittas inte.', en: 'There is no such matter.' },
    notAllowed: { fi: 'Tätä ei voi tehdä nyt. Ota asia ensin hoitoosi.', sv: 'Detta kan inte göras nu. Ta ärendet först.', en: 'This cannot be done now. Take the matter first.' }, conflict: { fi: 'Asia muuttui.', sv: 'Ärendet ändrades.', en: 'The matter changed.' },
    openSteps: { fi: 'Asiassa on vielä avoimia palveluja. Merkitse ne toteutuneiksi, peru ne tai merkitse ne hylätyiksi.', sv: 'Ärendet har ännu öppna tjänster. Markera dem som genomförda, avboka dem eller markera dem som avböjda.', en: 'The matter still has open services. Mark them done, cancelled or refused first.' },
    past: { fi: 'Aika on jo mennyt', sv: 'Tiden har redan gått', en: 'The time has already passed' }, tooLate: { fi: 'Tätä ei voi enää kumota.', sv: 'Detta kan inte längre ångras.', en: 'This can no longer be undone.' },
  },
};
