"""When stories were published and updated: lines of a head or tail as agencies and papers of many
countries print them, in invented stories.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

STORIES = {
    "en": ("Ferry finds second bell", "A ferry crew in the northern harbour has found a second bell on the sea bed, the harbour office said, and it will be hung beside the first one.", "The bell weighs forty kilos and still rings, divers said after they had cleaned it."),
    "de": ("Fähre findet zweite Glocke", "Die Besatzung einer Fähre hat im nördlichen Hafen eine zweite Glocke auf dem Grund gefunden, wie das Hafenamt mitteilte, und sie soll neben der ersten hängen.", "Die Glocke wiegt vierzig Kilo und läutet noch, sagten die Taucher."),
    "fr": ("Un bac trouve une seconde cloche", "L'équipage d'un bac a trouvé une seconde cloche au fond du port du nord, a indiqué la capitainerie, et elle sera pendue à côté de la première.", "La cloche pèse quarante kilos et sonne encore, ont dit les plongeurs."),
    "es": ("Un ferri halla otra campana", "La tripulación de un ferri ha encontrado otra campana en el fondo del puerto del norte, informó la capitanía, y será colgada junto a la primera.", "La campana pesa cuarenta kilos y todavía suena, dijeron los buzos."),
    "pt": ("Ferry encontra segundo sino", "A tripulação de um ferry encontrou um segundo sino no fundo do porto do norte, informou a capitania, e ele será pendurado ao lado do primeiro.", "O sino pesa quarenta quilos e ainda toca, disseram os mergulhadores."),
    "it": ("Un traghetto trova una campana", "L'equipaggio di un traghetto ha trovato una seconda campana sul fondo del porto del nord, ha detto la capitaneria, e sarà appesa accanto alla prima.", "La campana pesa quaranta chili e suona ancora, hanno detto i sommozzatori."),
    "nl": ("Veerpont vindt tweede klok", "De bemanning van een veerpont heeft in de noordelijke haven een tweede klok op de bodem gevonden, meldde het havenbedrijf, en die komt naast de eerste te hangen.", "De klok weegt veertig kilo en luidt nog, zeiden de duikers."),
    "sv": ("Färja hittar andra klocka", "Besättningen på en färja har hittat en andra klocka på botten av den norra hamnen, uppgav hamnkontoret, och den ska hängas bredvid den första.", "Klockan väger fyrtio kilo och ringer fortfarande, sade dykarna."),
    "fi": ("Lautta löysi toisen kellon", "Lautan miehistö löysi pohjoisen sataman pohjasta toisen kellon, kertoi satamatoimisto, ja se ripustetaan ensimmäisen viereen.", "Kello painaa neljäkymmentä kiloa ja soi yhä, sanoivat sukeltajat."),
    "pl": ("Prom znalazł drugi dzwon", "Załoga promu znalazła na dnie północnego portu drugi dzwon, poinformował kapitanat, i zostanie on zawieszony obok pierwszego.", "Dzwon waży czterdzieści kilogramów i wciąż dzwoni, powiedzieli nurkowie."),
    "cs": ("Přívoz našel druhý zvon", "Posádka přívozu našla na dně severního přístavu druhý zvon, oznámil přístavní úřad, a bude zavěšen vedle prvního.", "Zvon váží čtyřicet kilogramů a stále zvoní, řekli potápěči."),
    "hr": ("Trajekt našao drugo zvono", "Posada trajekta našla je na dnu sjeverne luke drugo zvono, priopćila je lučka kapetanija, i bit će obješeno uz prvo.", "Zvono je teško četrdeset kilograma i još zvoni, rekli su ronioci."),
    "ru": ("Паром нашёл второй колокол", "Экипаж парома нашёл на дне северной гавани второй колокол, сообщила администрация порта, и его повесят рядом с первым.", "Колокол весит сорок килограммов и до сих пор звонит, сказали водолазы."),
    "uk": ("Пором знайшов другий дзвін", "Екіпаж порома знайшов на дні північної гавані другий дзвін, повідомила адміністрація порту, і його повісять поруч із першим.", "Дзвін важить сорок кілограмів і досі дзвонить, сказали водолази."),
    "tr": ("Feribot ikinci çanı buldu", "Bir feribotun mürettebatı kuzey limanının dibinde ikinci bir çan buldu, liman başkanlığı açıkladı ve çan birincinin yanına asılacak.", "Çan kırk kilo geliyor ve hâlâ çalıyor, dalgıçlar söyledi."),
    "el": ("Πορθμείο βρήκε δεύτερη καμπάνα", "Το πλήρωμα πορθμείου βρήκε στον βυθό του βόρειου λιμανιού δεύτερη καμπάνα, ανακοίνωσε το λιμεναρχείο, και θα κρεμαστεί δίπλα στην πρώτη.", "Η καμπάνα ζυγίζει σαράντα κιλά και χτυπά ακόμη, είπαν οι δύτες."),
    "hu": ("A komp második harangot talált", "Egy komp legénysége második harangot talált az északi kikötő fenekén, közölte a kikötő hivatala, és az első mellé fogják akasztani.", "A harang negyven kiló, és még mindig szól, mondták a búvárok."),
    "ro": ("Bacul a găsit al doilea clopot", "Echipajul unui bac a găsit pe fundul portului de nord un al doilea clopot, a anunțat căpitănia, și va fi atârnat lângă primul.", "Clopotul cântărește patruzeci de kilograme și încă sună, au spus scafandrii."),
    "ar": ("عبارة تعثر على جرس ثان", "عثر طاقم عبارة في قاع الميناء الشمالي على جرس ثان، وقالت إدارة الميناء إنه سيعلق إلى جانب الجرس الأول قريبا.", "ويزن الجرس أربعين كيلوغراما ولا يزال يرن، كما قال الغواصون بعد تنظيفه."),
    "zh": ("渡轮发现第二口钟", "港务局说，一艘渡轮的船员在北港海底发现了第二口钟，这口钟将挂在第一口旁边。", "潜水员说，这口钟重四十公斤，清洗之后仍然能敲响。"),
    "ja": ("フェリーが二つ目の鐘を発見", "フェリーの乗組員が北の港の海底で二つ目の鐘を見つけたと港湾事務所が発表した。鐘は一つ目の隣につるされる。", "鐘は重さ四十キロで、今も鳴ると潜水士らは話した。"),
    "ko": ("여객선, 두 번째 종 발견", "여객선 선원들이 북쪽 항구 바닥에서 두 번째 종을 발견했다고 항만청이 밝혔다. 종은 첫 번째 종 옆에 걸릴 예정이다.", "종은 무게가 사십 킬로그램이며 지금도 울린다고 잠수부들이 말했다."),
    "hi": ("नाव को मिली दूसरी घंटी", "उत्तरी बंदरगाह के तल पर एक नाव के कर्मचारियों को दूसरी घंटी मिली है, बंदरगाह कार्यालय ने बताया, और उसे पहली के पास टांगा जाएगा।", "घंटी का वजन चालीस किलो है और वह अब भी बजती है, गोताखोरों ने कहा।"),
    "th": ("เรือข้ามฟากพบระฆังใบที่สอง", "ลูกเรือข้ามฟากพบระฆังใบที่สองที่ก้นท่าเรือเหนือ สำนักงานท่าเรือกล่าว และจะแขวนไว้ข้างใบแรก", "ระฆังหนักสี่สิบกิโลกรัมและยังดังอยู่ นักดำน้ำกล่าว"),
    "id": ("Feri temukan lonceng kedua", "Awak sebuah feri menemukan lonceng kedua di dasar pelabuhan utara, kata kantor pelabuhan, dan lonceng itu akan digantung di samping yang pertama.", "Lonceng itu beratnya empat puluh kilogram dan masih berbunyi, kata para penyelam."),
    "vi": ("Phà tìm thấy chuông thứ hai", "Thủy thủ đoàn của một chiếc phà đã tìm thấy chiếc chuông thứ hai dưới đáy cảng phía bắc, văn phòng cảng cho biết, và nó sẽ được treo cạnh chiếc đầu tiên.", "Chiếc chuông nặng bốn mươi ký và vẫn còn kêu, các thợ lặn nói."),
}  # fmt: skip

# language | the line between headline and text | published | updated
HEADS = """
en|Published 14 May 2024 at 10:41|2024-05-14T10:41:00|
en|Posted: May 14, 2024 / 10:41 AM CDT|2024-05-14T10:41:00-05:00|
en|Posted: May 14, 2024 / 10:41 AM CDT / Updated: May 15, 2024 / 08:02 AM CDT|2024-05-14T10:41:00-05:00|2024-05-15T08:02:00-05:00
en|May 14, 2024 10:41 am ET|2024-05-14T10:41:00-04:00|
en|January 14, 2024 10:41 am ET|2024-01-14T10:41:00-05:00|
en|Issued on: 14/05/2024 - 10:41|2024-05-14T10:41:00|
en|First issued: 14/05/2024 - 10:41 Modified: 15/05/2024 - 08:02|2024-05-14T10:41:00|2024-05-15T08:02:00
en|05/14/2024 10:41 AM EDT|2024-05-14T10:41:00-04:00|
en|05/06/2024 10:41 AM MDT|2024-05-06T10:41:00-06:00|
en|Tuesday 14 May 2024 10:41, UK|2024-05-14T10:41:00|
en|Associated PressMay 14, 2024|2024-05-14|
en|Reuters14 May 2024|2024-05-14|
en|May 14, 2024 / 10:41 AM / Updated 3 hours ago|2024-05-14T10:41:00|
en|4 min readMay 14, 202410:41 AM GMT+1Updated an hour ago|2024-05-14T10:41:00+01:00|
en|Last updated 15 May 2024, first published 14 May 2024|2024-05-14|2024-05-15
en|Updated - May 15, 2024 08:02 am IST - KOCHI, Published - May 14, 2024 10:41 am IST|2024-05-14T10:41:00|2024-05-15T08:02:00
en|By Ada Finch May 14, 2024 at 10:41 a.m.|2024-05-14T10:41:00|
en|Jul 14, 09 10:41 AM|2009-07-14T10:41:00|
en|10:41 | 14 May 2024|2024-05-14T10:41:00|
en|2024-05-14T10:41:07Z|2024-05-14T10:41:07+00:00|
de|Veröffentlicht am 14.05.2024 um 10:41 Uhr|2024-05-14T10:41:00|
de|14.05.2024, 10.41 Uhr | aktualisiert 15.05.2024, 8.02 Uhr|2024-05-14T10:41:00|2024-05-15T08:02:00
de|Stand: 15.05.2024 08:02 Uhr / Erstveröffentlichung: 14.05.2024|2024-05-14|2024-05-15T08:02:00
de|Dienstag, 14. Mai 2024 | 10:41|2024-05-14T10:41:00|
de|14. Mai 2024, 10:41 Uhr / Aktualisiert vor 2 Stunden|2024-05-14T10:41:00|
fr|Publié le 14/05/2024 à 10h41 - Mis à jour le 15/05/2024 à 08h02|2024-05-14T10:41:00|2024-05-15T08:02:00
fr|14 mai 2024 à 10h41Mis à jour il y a 3 heures|2024-05-14T10:41:00|
fr|Modifié le 15 mai 2024, créé le 14 mai 2024|2024-05-14|2024-05-15
es|14 MAY 2024 - 10:41 CEST|2024-05-14T10:41:00+02:00|
es|Creado: 14.05.2024 | 10:41 - Modificado: 15.05.2024 | 08:02|2024-05-14T10:41:00|2024-05-15T08:02:00
es|Actualizado hace 2 horas - Publicado el 14 de mayo de 2024|2024-05-14|
pt|14/05/2024 10h41 Atualizado há 2 horas|2024-05-14T10:41:00|
pt|Publicado em 14 de maio de 2024 às 10:41|2024-05-14T10:41:00|
it|Pubblicato il 14 maggio 2024 alle 10:41|2024-05-14T10:41:00|
it|14 maggio 2024 | 10.41|2024-05-14T10:41:00|
it|Aggiornato il 15 maggio 2024 - Pubblicato il 14 maggio 2024|2024-05-14|2024-05-15
nl|Gepubliceerd op 14 mei 2024 om 10:41, bijgewerkt 15 mei 2024|2024-05-14T10:41:00|2024-05-15
sv|Publicerad 14 maj 2024 kl 10.41|2024-05-14T10:41:00|
sv|Uppdaterad 15 maj 2024, publicerad 14 maj 2024|2024-05-14|2024-05-15
fi|Julkaistu 14.5.2024 10:41 | Päivitetty 2 tuntia sitten|2024-05-14T10:41:00|
pl|Publikacja: 14.05.2024, 10:41 • Aktualizacja: 15.05.2024, 08:02|2024-05-14T10:41:00|2024-05-15T08:02:00
cs|14. května 2024 10:41, aktualizováno 15. května 2024 8:02|2024-05-14T10:41:00|2024-05-15T08:02:00
hr|utorak, 14.05.2024. | 10:41|2024-05-14T10:41:00|
hr|14. svibnja 2024. u 10:41|2024-05-14T10:41:00|
ru|14 мая 2024, 10:41 (обновлено 15 мая 2024, 08:02)|2024-05-14T10:41:00|2024-05-15T08:02:00
ru|Опубликовано: 14.05.2024 10:41|2024-05-14T10:41:00|
uk|Опубліковано 14.05.2024, 10:41; оновлено 15.05.2024, 08:02|2024-05-14T10:41:00|2024-05-15T08:02:00
tr|Giriş: 14.05.2024 - 10:41 Güncelleme: 15.05.2024 - 08:02|2024-05-14T10:41:00|2024-05-15T08:02:00
tr|14 Mayıs 2024 Salı 10:41|2024-05-14T10:41:00|
el|Δημοσιεύθηκε: 14/05/2024, 10:41 - Ενημερώθηκε: 15/05/2024, 08:02|2024-05-14T10:41:00|2024-05-15T08:02:00
hu|Megjelent: 2024. május 14. 10:41 — Frissítve: 2024. május 15. 8:02|2024-05-14T10:41:00|2024-05-15T08:02:00
ro|Publicat: 14 mai 2024, 10:41. Actualizat: 15 mai 2024, 08:02|2024-05-14T10:41:00|2024-05-15T08:02:00
ar|نشر في 14 مايو 2024 - آخر تحديث قبل ساعتين|2024-05-14|
ar|آخر تحديث: 15/5/2024 08:02 ص - تاريخ النشر: 14/5/2024|2024-05-14|2024-05-15T08:02:00
zh|2024-05-14 10:41:07 来源：海港日报|2024-05-14T10:41:07|
zh|2024 05/14 10:41:07 来源：海港日报|2024-05-14T10:41:07|
zh|發布時間：113年5月14日 10:41|2024-05-14T10:41:00|
ja|2024年5月14日 10時41分|2024-05-14T10:41:00|
ja|令和6年5月14日|2024-05-14|
ko|입력 2024.05.14 10:41 수정 2024.05.15 08:02|2024-05-14T10:41:00|2024-05-15T08:02:00
hi|प्रकाशित: 14 मई 2024, 10:41 IST|2024-05-14T10:41:00+05:30|
th|14 พ.ค. 2567 เวลา 10:41 น.|2024-05-14T10:41:00|
th|เผยแพร่: 14/05/2567 10:41|2024-05-14T10:41:00|
id|Diterbitkan 14 Mei 2024 10.41 WIB|2024-05-14T10:41:00+07:00|
vi|Thứ ba, 14/5/2024, 10:41 (GMT+7)|2024-05-14T10:41:00+07:00|
"""

# language | the line after the text | published
TAILS = """
de|141041 Mai 24|2024-05-14T10:41:00
en|141041 GMT May 24|2024-05-14T10:41:00+00:00
en|AP-NY-05-14-24 1041EDT|2024-05-14T10:41:00-04:00
en|KWS-10:41-14-05-24|2024-05-14T10:41:00
it|abc/com 14-Mag-24 10:41|2024-05-14T10:41:00
it|Rss/Cro 20240514T104100Z|2024-05-14T10:41:00+00:00
fr|-0- XYZ AB/CD 14mai2024|2024-05-14
es|14 mayo 2024 10:41|2024-05-14T10:41:00
en|Published - May 14, 2024 10:41 pm IST|2024-05-14T22:41:00
ru|Опубликовано 14 мая 2024|2024-05-14
"""

# language | a line that dates nothing of the story, where it stands
OTHERS = """
en|head|Print edition: 14 May 2024
en|head|Printed on 14 May 2024
en|head|Photo: 14 May 2024
en|head|The fair opens 5 December 2021
en|tail|The fair opens 5 December 2021
en|tail|Record date May 14
en|tail|3 Comments May 14, 2024
de|head|Abgerufen am 14.05.2024
fr|head|Imprimé le 14 mai 2024
es|tail|Comentario del 14 de mayo de 2024
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(row.split("|", 1)) for row in table.strip().splitlines()]


def said(text: str) -> list[str]:
    (found,) = parse_text(text)
    return [moment.isoformat() if moment else "" for moment in (found.published, found.updated)]


@pytest.mark.parametrize(("language", "row"), rows(HEADS))
def test_a_line_above_the_text_says_when(language: str, row: str) -> None:
    line, published, updated = row.rsplit("|", 2)
    headline, first, second = STORIES[language]
    assert said(f"{headline}\n\n{line}\n\n{first}\n\n{second}\n") == [published, updated]


@pytest.mark.parametrize(("language", "row"), rows(TAILS))
def test_a_line_after_the_text_says_when(language: str, row: str) -> None:
    line, published = row.rsplit("|", 1)
    headline, first, second = STORIES[language]
    assert said(f"{headline}\n\n{first}\n\n{second}\n\n{line}\n") == [published, ""]


@pytest.mark.parametrize(("language", "row"), rows(OTHERS))
def test_the_day_of_something_else_is_not_the_storys(language: str, row: str) -> None:
    place, line = row.split("|")
    headline, first, second = STORIES[language]
    lines = [headline, line, first, second] if place == "head" else [headline, first, second, line]
    assert said("\n\n".join(lines)) == ["", ""]
