"""Languages: two invented sentences each, what must stay undecided, and properties."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from work import calls

from dispatchkit.text import language
from dispatchkit.text.language import Guess, identify

SENTENCES = {
    "en": [
        "The harbour will be closed until Friday because of the storm.",
        "Officials said that more than forty boats were still at sea.",
    ],
    "de": [
        "Der Hafen bleibt wegen des Sturms bis Freitag geschlossen.",
        "Nach Angaben der Behörde sind noch mehr als vierzig Boote auf See.",
    ],
    "fr": [
        "Le port restera fermé jusqu'à vendredi en raison de la tempête.",
        "Plus de quarante bateaux sont encore en mer, selon les autorités.",
    ],
    "es": [
        "El puerto permanecerá cerrado hasta el viernes por la tormenta.",
        "Según las autoridades, más de cuarenta barcos siguen en el mar.",
    ],
    "pt": [
        "O porto ficará fechado até sexta-feira por causa da tempestade.",
        "Segundo as autoridades, mais de quarenta barcos ainda estão no mar.",
    ],
    "it": [
        "Il porto resterà chiuso fino a venerdì a causa della tempesta.",
        "Secondo le autorità, più di quaranta barche sono ancora in mare.",
    ],
    "nl": [
        "De haven blijft tot vrijdag gesloten vanwege de storm.",
        "Volgens de autoriteiten zijn er nog meer dan veertig boten op zee.",
    ],
    "sv": [
        "Hamnen är stängd till fredag på grund av stormen.",
        "Enligt myndigheterna är mer än fyrtio båtar fortfarande ute till sjöss.",
    ],
    "no": [
        "Havnen er stengt frem til fredag på grunn av stormen.",
        "Ifølge myndighetene er mer enn førti båter fortsatt ute på sjøen etter uværet.",
    ],
    "da": [
        "Havnen er lukket indtil fredag på grund af stormen.",
        "Ifølge myndighederne er mere end fyrre både fortsat ude på havet efter uvejret.",
    ],
    "is": [
        "Höfnin verður lokuð fram á föstudag vegna stormsins.",
        "Að sögn yfirvalda eru meira en fjörutíu bátar enn á sjó.",
    ],
    "fi": [
        "Satama on suljettu perjantaihin asti myrskyn vuoksi.",
        "Viranomaisten mukaan yli neljäkymmentä venettä on vielä merellä.",
    ],
    "et": [
        "Sadam on tormi tõttu kuni reedeni suletud.",
        "Ametnike sõnul on üle neljakümne paadi veel merel ja neid ei ole kätte saadud.",
    ],
    "lv": [
        "Osta vētras dēļ būs slēgta līdz piektdienai.",
        "Pēc amatpersonu teiktā jūrā vēl ir vairāk nekā četrdesmit laivu.",
    ],
    "lt": [
        "Uostas dėl audros bus uždarytas iki penktadienio.",
        "Pasak pareigūnų, jūroje dar yra daugiau kaip keturiasdešimt laivų.",
    ],
    "pl": [
        "Port będzie zamknięty do piątku z powodu sztormu.",
        "Według władz na morzu jest jeszcze ponad czterdzieści łodzi.",
    ],
    "cs": [
        "Přístav bude kvůli bouři uzavřen až do pátku.",
        "Podle úřadů je na moři stále více než čtyřicet lodí, které se nevrátily.",
    ],
    "sk": [
        "Prístav bude pre búrku zatvorený až do piatka.",
        "Podľa úradov je na mori stále viac ako štyridsať lodí, ktoré sa nevrátili.",
    ],
    "sl": [
        "Pristanišče bo zaradi nevihte zaprto do petka.",
        "Po navedbah oblasti je na morju še vedno več kot štirideset čolnov, ki se niso vrnili.",
    ],
    "hr": [
        "Luka je zatvorena do sljedećeg tjedna, priopćilo je ministarstvo.",
        "Predsjednik je rekao da će tvrtka u prosincu također smanjiti cijene.",
    ],
    "bs": [
        "Općina je saopćila da će škola biti zatvorena do naredne sedmice.",
        "Predsjednik je kazao da će se tokom februara ovdje graditi hiljada stanova.",
    ],
    "ro": [
        "Portul va fi închis până vineri din cauza furtunii.",
        "Potrivit autorităților, peste patruzeci de bărci sunt încă pe mare.",
    ],
    "hu": [
        "A kikötő a vihar miatt péntekig zárva lesz.",
        "A hatóságok szerint még több mint negyven hajó van a tengeren.",
    ],
    "tr": [
        "Liman fırtına nedeniyle cuma gününe kadar kapalı olacak.",
        "Yetkililere göre kırktan fazla tekne hâlâ denizde ve daha dönmedi.",
    ],
    "az": [
        "Liman tufan səbəbindən cümə gününə qədər bağlı olacaq.",
        "Rəsmilərin sözlərinə görə, dənizdə hələ qırxdan çox qayıq var.",
    ],
    "uz": [
        "Port bo‘ron tufayli juma kunigacha yopiq bo‘ladi va kemalar uchun xavfli.",
        "Порт бўрон туфайли жума кунигача ёпиқ бўлади ва кемалар учун хавфли.",
    ],
    "sq": [
        "Porti do të jetë i mbyllur deri të premten për shkak të stuhisë.",
        "Sipas autoriteteve, më shumë se dyzet varka janë ende në det.",
    ],
    "vi": [
        "Cảng sẽ đóng cửa đến thứ Sáu vì bão.",
        "Theo nhà chức trách, hơn bốn mươi tàu thuyền vẫn đang ở trên biển.",
    ],
    "id": [
        "Pelabuhan akan ditutup hingga Jumat karena badai.",
        "Menurut pihak berwenang, lebih dari empat puluh kapal masih di laut dan tidak bisa kembali.",
    ],
    "ms": [
        "Pelabuhan akan ditutup sehingga Jumaat kerana ribut.",
        "Menurut pihak berkuasa, lebih daripada empat puluh bot masih di laut dan tidak boleh kembali.",
    ],
    "fil": [
        "Isasara ang daungan hanggang Biyernes dahil sa bagyo.",
        "Ayon sa mga opisyal, mahigit apatnapung bangka pa ang nasa dagat.",
    ],
    "ku": [
        "Bender ji ber bahozê heta roja înê girtî ye.",
        "Li gorî rayedaran zêdetirî çil keştî hîn di deryayê de ne.",
    ],
    "ca": [
        "El port romandrà tancat fins divendres a causa de la tempesta.",
        "Segons les autoritats, més de quaranta barques encara són al mar amb els tripulants.",
    ],
    "gl": [
        "O porto permanecerá pechado ata o venres por mor da tormenta.",
        "Segundo as autoridades, máis de corenta barcos aínda están no mar cos seus tripulantes.",
    ],
    "eu": [
        "Portua itxita egongo da ostiralera arte ekaitzaren ondorioz.",
        "Agintarien arabera, berrogei ontzi baino gehiago daude oraindik itsasoan eta ez dira itzuli.",
    ],
    "ga": [
        "Beidh an cuan dúnta go dtí an Aoine mar gheall ar an stoirm.",
        "Dúirt na húdaráis go bhfuil breis agus daichead bád fós ar an bhfarraige.",
    ],
    "cy": [
        "Bydd yr harbwr ar gau tan ddydd Gwener oherwydd y storm.",
        "Yn ôl yr awdurdodau mae mwy na deugain o gychod yn dal ar y môr.",
    ],
    "mt": [
        "Il-port se jibqa magħluq sal-Ġimgħa minħabba l-maltemp li għandu jkun qawwi.",
        "Skont l-awtoritajiet, hemm aktar minn erbgħin dgħajsa li għadhom fuq il-baħar.",
    ],
    "af": [
        "Die hawe sal weens die storm tot Vrydag gesluit wees.",
        "Volgens die owerhede is meer as veertig bote nog op see en hulle het nie teruggekeer nie.",
    ],
    "sw": [
        "Bandari itafungwa hadi Ijumaa kwa sababu ya dhoruba.",
        "Kwa mujibu wa maafisa, zaidi ya mashua arobaini bado ziko baharini.",
    ],
    "ha": [
        "Za a rufe tashar jiragen ruwa har zuwa ranar Juma'a saboda guguwa.",
        "Hukumomi sun ce akwai fiye da kwale-kwale arba'in a cikin teku.",
    ],
    "yo": [
        "Wọ́n ti èbúté náà pa títí di ọjọ́ Ẹtì nítorí ìjì.",
        "Àwọn aláṣẹ sọ pé ọkọ̀ ojú omi tó lé ní ogójì ṣì wà lórí òkun.",
    ],
    "ig": [
        "A ga-emechi ọdụ ụgbọ mmiri ahụ ruo Fraịde n'ihi oké ifufe.",
        "Ndị ọchịchị kwuru na ihe karịrị ụgbọ iri anọ ka nọ n'oké osimiri ma ha alọtabeghị.",
    ],
    "so": [
        "Dekedda ayaa la xiri doonaa ilaa Jimcaha sababtoo ah duufaanta.",
        "Mas'uuliyiintu waxay sheegeen in ka badan afartan doonyood ay weli ku jiraan badda.",
    ],
    "tk": [
        "Port ýel sebäpli anna gününe çenli ýapyk bolar diýip habar berdi.",
        "Ýolbaşçylaryň aýtmagyna görä, deňizde kyrkdan gowrak gämi bar we olar heniz gelmedi.",
    ],
    "lb": [
        "Den Hafe bleift wéinst dem Stuerm bis e Freideg zou, sot d Regierung.",
        "No Informatioune vun den Autoritéite sinn nach méi wéi véierzeg Booter um Mier.",
    ],
    "sr": [
        "Luka će biti zatvorena do sledeće nedelje, saopštila je opština.",
        "Лука ће бити затворена до петка због олује, саопштило је министарство.",
    ],
    "ru": [
        "Порт будет закрыт до пятницы из-за шторма.",
        "По данным властей, в море всё ещё находятся более сорока лодок.",
    ],
    "uk": [
        "Порт буде закрито до п'ятниці через шторм.",
        "За даними влади, у морі ще перебувають понад сорок човнів.",
    ],
    "be": [
        "Порт будзе закрыты да пятніцы праз шторм.",
        "Паводле ўлад, у моры яшчэ знаходзяцца больш за сорак лодак.",
    ],
    "bg": [
        "Пристанището ще бъде затворено до петък заради бурята.",
        "Според властите в морето все още има над четиридесет лодки.",
    ],
    "mk": [
        "Пристаништето ќе биде затворено до петок поради бурата.",
        "Според властите, на море сè уште има повеќе од четириесет чамци.",
    ],
    "kk": [
        "Порт дауылға байланысты жұмаға дейін жабық болады.",
        "Билік өкілдерінің айтуынша, теңізде әлі қырықтан астам қайық бар және олар оралған жоқ.",
    ],
    "ky": [
        "Порт бороонго байланыштуу жумага чейин жабык болот.",
        "Бийликтин айтымында, деңизде дагы кырктан ашык кайык бар жана алар кайта элек.",
    ],
    "tg": [
        "Бандар бинобар тӯфон то рӯзи ҷумъа баста аст.",
        "Ба гуфтаи масъулон, дар баҳр ҳанӯз беш аз чил қаиқ ҳаст.",
    ],
    "mn": [
        "Шуурганы улмаас боомт баасан гараг хүртэл хаалттай байна гэж мэдэгдэв.",
        "Албаныхны хэлснээр далайд дөч гаруй завь одоо ч байгаа юм.",
    ],
    "tt": [
        "Порт давыл сәбәпле җомгага кадәр ябык булачак дип хәбәр итте.",
        "Хакимият сүзләренчә, диңгездә әле кырыктан артык көймә бар һәм алар кайтмаган.",
    ],
    "ar": [
        "سيبقى الميناء مغلقا حتى الجمعة بسبب العاصفة.",
        "وقال مسؤولون إن أكثر من أربعين قاربا لا تزال في البحر.",
    ],
    "fa": [
        "بندر به دلیل توفان تا جمعه بسته خواهد بود.",
        "به گفته مقام‌ها، بیش از چهل قایق هنوز در دریا هستند.",
    ],
    "ur": [
        "طوفان کی وجہ سے بندرگاہ جمعے تک بند رہے گی۔",
        "حکام کے مطابق چالیس سے زیادہ کشتیاں اب بھی سمندر میں ہیں۔",
    ],
    "ckb": [
        "بەندەرەکە بەهۆی زریانەوە تا هەینی دادەخرێت.",
        "بەپێی وتەی بەرپرسان، زیاتر لە چل بەلەم هێشتا لە دەریادان.",
    ],
    "ps": [
        "بندر به د توپان له امله تر جمعې پورې تړل شوی وي.",
        "چارواکي وايي چې له څلوېښتو ډېرې کښتۍ لا هم په سمندر کې دي.",
    ],
    "ug": [
        "پورت بوران سەۋەبىدىن جۈمە كۈنىگىچە تاقىلىدۇ دەپ خەۋەر قىلدى، بۇ بىر قارار.",
        "دېڭىزدا يەنە قىرىقتىن ئارتۇق كېمە بار ۋە ئۇلار ئۈچۈن ئىزدەش باشلاندى.",
    ],
    "hi": [
        "तूफान के कारण बंदरगाह शुक्रवार तक बंद रहेगा।",
        "अधिकारियों ने बताया कि चालीस से अधिक नावें अब भी समुद्र में हैं।",
    ],
    "mr": [
        "वादळामुळे बंदर शुक्रवारपर्यंत बंद राहणार आहे.",
        "चाळीसहून अधिक नौका अजूनही समुद्रात आहेत, असे अधिकाऱ्यांनी सांगितले.",
    ],
    "ne": [
        "आँधीका कारण बन्दरगाह शुक्रबारसम्म बन्द हुने भएको छ।",
        "चालीस भन्दा बढी डुङ्गा अझै समुद्रमा रहेको अधिकारीहरूले बताए।",
    ],
    "bn": [
        "ঝড়ের কারণে বন্দরটি শুক্রবার পর্যন্ত বন্ধ থাকবে।",
        "কর্মকর্তারা জানান, চল্লিশটির বেশি নৌকা এখন সাগরে আছে এবং তারা ফেরেনি।",
    ],
    "as": ["ধুমুহাৰ বাবে বন্দৰটো শুক্ৰবাৰলৈ বন্ধ থাকিব।", "চল্লিশখনতকৈ অধিক নাও সাগৰত আছে আৰু উভতি অহা নাই।"],
    "am": [
        "ወደቡ በአውሎ ነፋስ ምክንያት እስከ ዓርብ ድረስ ይዘጋል።",
        "ከአርባ በላይ ጀልባዎች አሁንም በባሕር ላይ ናቸው ሲሉ ባለሥልጣናት ገልጸዋል።",
    ],
    "ti": [
        "እቲ ወደብ ብሰንኪ ህቦብላ ክሳብ ዓርቢ ክዕጾ እዩ።",
        "ልዕሊ ኣርብዓ ጀላቡ ገና ኣብ ባሕሪ ከም ዘለዋ ሰበ ስልጣን ናይ እቲ ከተማ ሓቢሮም።",
    ],
    "el": [
        "Το λιμάνι θα παραμείνει κλειστό έως την Παρασκευή.",
        "Περισσότερα από σαράντα σκάφη βρίσκονται ακόμη στη θάλασσα.",
    ],
    "he": ["הנמל יישאר סגור עד יום שישי בגלל הסערה.", "יותר מארבעים סירות עדיין נמצאות בים."],
    "hy": [
        "Նավահանգիստը փոթորկի պատճառով փակ կլինի մինչև ուրբաթ:",
        "Ավելի քան քառասուն նավակ դեռ ծովում է:",
    ],
    "ka": [
        "პორტი შტორმის გამო პარასკევამდე დაკეტილი იქნება.",
        "ორმოცზე მეტი ნავი ჯერ კიდევ ზღვაშია.",
    ],
    "th": ["ท่าเรือจะปิดจนถึงวันศุกร์เนื่องจากพายุ", "เรือกว่าสี่สิบลำยังอยู่ในทะเล"],
    "lo": ["ທ່າເຮືອຈະປິດຈົນຮອດວັນສຸກຍ້ອນພາຍຸ", "ເຮືອຫຼາຍກວ່າສີ່ສິບລຳຍັງຢູ່ໃນທະເລ"],
    "km": ["កំពង់ផែនឹងបិទរហូតដល់ថ្ងៃសុក្រដោយសារព្យុះ", "ទូកជាងសែសិបនៅតែនៅក្នុងសមុទ្រ"],
    "my": ["မုန်တိုင်းကြောင့် ဆိပ်ကမ်းကို သောကြာနေ့အထိ ပိတ်ထားမည်။", "လှေလေးဆယ်ကျော် ပင်လယ်ထဲတွင် ရှိနေသေးသည်။"],
    "ko": [
        "항구는 폭풍으로 금요일까지 폐쇄된다.",
        "당국은 배 마흔 척 이상이 아직 바다에 있다고 밝혔다.",
    ],
    "ja": ["港は嵐のため金曜日まで閉鎖される。", "当局によると、四十隻以上の船がまだ海上にいる。"],
    "zh": ["受风暴影响，港口将关闭至周五。", "當局說，仍有四十多艘船在海上。"],
    "ta": [
        "புயல் காரணமாக துறைமுகம் வெள்ளிக்கிழமை வரை மூடப்படும்.",
        "நாற்பதுக்கும் மேற்பட்ட படகுகள் இன்னும் கடலில் உள்ளன.",
    ],
    "te": ["తుఫాను కారణంగా ఓడరేవు శుక్రవారం వరకు మూసివేస్తారు.", "నలభైకి పైగా పడవలు ఇంకా సముద్రంలో ఉన్నాయి."],
    "kn": ["ಚಂಡಮಾರುತದ ಕಾರಣ ಬಂದರು ಶುಕ್ರವಾರದವರೆಗೆ ಮುಚ್ಚಿರುತ್ತದೆ.", "ನಲವತ್ತಕ್ಕೂ ಹೆಚ್ಚು ದೋಣಿಗಳು ಇನ್ನೂ ಸಮುದ್ರದಲ್ಲಿವೆ."],
    "ml": ["കൊടുങ്കാറ്റ് കാരണം തുറമുഖം വെള്ളിയാഴ്ച വരെ അടച്ചിടും.", "നാല്പതിലധികം ബോട്ടുകൾ ഇപ്പോഴും കടലിലാണ്."],
    "gu": ["તોફાનને કારણે બંદર શુક્રવાર સુધી બંધ રહેશે.", "ચાલીસથી વધુ હોડીઓ હજુ દરિયામાં છે."],
    "pa": ["ਤੂਫ਼ਾਨ ਕਾਰਨ ਬੰਦਰਗਾਹ ਸ਼ੁੱਕਰਵਾਰ ਤੱਕ ਬੰਦ ਰਹੇਗੀ।", "ਚਾਲੀ ਤੋਂ ਵੱਧ ਕਿਸ਼ਤੀਆਂ ਅਜੇ ਵੀ ਸਮੁੰਦਰ ਵਿੱਚ ਹਨ।"],
    "or": ["ବାତ୍ୟା ଯୋଗୁଁ ବନ୍ଦର ଶୁକ୍ରବାର ପର୍ଯ୍ୟନ୍ତ ବନ୍ଦ ରହିବ।", "ଚାଳିଶରୁ ଅଧିକ ଡଙ୍ଗା ଏବେ ବି ସମୁଦ୍ରରେ ଅଛି।"],
    "si": ["කුණාටුව හේතුවෙන් වරාය සිකුරාදා දක්වා වසා තැබේ.", "බෝට්ටු හතළිහකට වඩා තවමත් මුහුදේ ඇත."],
    "bo": ["རླུང་འཚུབ་ཀྱི་རྐྱེན་གྱིས་གྲུ་ཁ་བཀག་ཡོད།", "གྲུ་གཟིངས་མང་པོ་རྒྱ་མཚོར་ཡོད།"],
}

UNSURE = [
    "",
    " \n\t",
    "Monde",
    "Iraq",
    "Ankara",
    "BAGHDAD",
    "AA/ Bagdad",
    "12.05.2024 14:30",
    "1 000 000",
    "***",
    "📲",
    "Paris, Berlin, London, Madrid",
    "La Paz",
    "El Salvador",
    "Los Angeles\nLa Paz\nEl Salvador\nLas Vegas\nLe Havre\nDen Haag",
    "Rio de Janeiro, San José de Costa Rica, Frankfurt am Main",
    "Die Zeit",
    "Le Monde",
    "The Hague",
    "Isle of Man",
    "Trinidad and Tobago",
    "Recep Tayyip Erdoğan",
    "Angela Merkel, Emmanuel Macron, Pedro Sánchez, Mette Frederiksen",
    "بغداد",
    "بيروت، دمشق، عمان",
    "दिल्ली",
    "Москва",
    "Киев, Минск, София",
    "北京",
    "東京",
    "© 2024 AFP",
    "RTL/dpa/lno",
    "asl/tib/pid/cac",
]


def flat(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Tag and sentence, one by one."""
    return [(tag, sentence) for tag, sentences in table.items() for sentence in sentences]


@pytest.mark.parametrize(("tag", "sentence"), flat(SENTENCES))
def test_sentence(tag: str, sentence: str) -> None:
    guess = identify(sentence)
    assert guess is not None
    assert guess.language == tag
    assert 0 < guess.score <= 1


@pytest.mark.parametrize("text", UNSURE)
def test_unsure(text: str) -> None:
    assert identify(text) is None


@pytest.mark.parametrize(
    "text", ["Port shut. Pilots quit at dawn.", "Sun rises. Birds sing in trees."]
)
def test_one_word_of_a_language_beside_one_of_another_is_unsure(text: str) -> None:
    assert identify(text) is None


def test_every_language_of_the_data_has_sentences() -> None:
    table = language._table()
    assert set(table["order"]) | set(table["alone"].values()) | {table["chinese"]} == set(SENTENCES)
    assert all(len(sentences) >= 2 for sentences in SENTENCES.values())


@pytest.mark.parametrize(
    "text",
    [
        " ".join(SENTENCES["en"]),
        " ".join(SENTENCES["de"]),
        " ".join(SENTENCES["tr"]),
        " ".join(SENTENCES["ru"]),
    ],
)
def test_capitals(text: str) -> None:
    small, capital = identify(text), identify(text.upper())
    assert small is not None
    assert capital is not None
    assert capital.language == small.language


def test_long_quotation_in_another_language() -> None:
    french = (
        "Le ministre a rappelé devant la presse que les travaux du pont ne seront pas terminés"
        " avant la fin de l'année, et que la ville devra trouver une autre solution pour les"
        " habitants de la rive gauche. Dans une lettre adressée au maire, l'entreprise écrit en"
        " anglais : « "
    )
    english = (
        "We are confident that the bridge will be opened in the spring, and we have told the"
        " council about it. "
    )
    guess = identify(
        french
        + english
        + "» Le maire n'a pas encore répondu à cette lettre, mais il sera reçu par le préfet dans"
        " les prochains jours."
    )
    assert guess is not None
    assert guess.language == "fr"


def test_half_and_half_is_unsure() -> None:
    assert (
        identify(
            "The harbour was closed on Friday after the storm. Le port est fermé depuis vendredi"
            " par la tempête et la mer."
        )
        is None
    )


def test_foreign_names_do_not_decide() -> None:
    guess = identify(
        "Recep Tayyip Erdoğan, Ekrem İmamoğlu and Özgür Özel met in Beşiktaş, and they said that"
        " talks would be held again."
    )
    assert guess is not None
    assert guess.language == "en"


def test_evidence_is_in_order_of_frequency() -> None:
    guess = identify("the port and the ship and the crew were at sea, as the pilot said")
    assert guess is not None
    assert guess.evidence[:2] == ("the", "and")
    assert len(guess.evidence) <= language.MOST_EVIDENCE


def test_script_alone_is_the_evidence() -> None:
    guess = identify(SENTENCES["th"][0])
    assert guess == Guess("th", 1.0, ("script: Thai",))


def test_evidence_of_chinese_names_its_characters() -> None:
    guess = identify("两国将加强合作。")
    assert guess is not None
    assert guess.language == "zh"
    assert guess.evidence == ("script: Han (两)",)


def test_kin_give_the_likelier_with_its_evidence() -> None:
    guess = identify("Ministar je rekao da se most ne može otvoriti jer nije bio na mjestu.")
    assert guess is not None
    assert guess.language in {"hr", "bs"}


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_never_raises_and_evidence_occurs(text: str) -> None:
    guess = identify(text)
    if guess is not None and not guess.evidence[0].startswith("script: "):
        assert all(word in text.lower().replace("i\u0307", "i") for word in guess.evidence)


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from([sentence for _tag, sentence in flat(SENTENCES)]), min_size=1, max_size=4
    )
)
def test_same_text_same_guess(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    guess = identify(text)
    assert guess == identify(text)
    if guess is not None:
        assert 0 < guess.score <= 1
        assert 1 <= len(guess.evidence) <= language.MOST_EVIDENCE


def test_only_the_start_of_a_huge_text_is_read() -> None:
    text = "The port and the ship were at sea. "
    begun, whole = text * 2_000, text * 2_000 + "O porto e o navio estavam no mar. " * 20_000
    assert identify(whole) == identify(begun)
    assert calls(lambda: identify(whole)) == calls(lambda: identify(begun))
