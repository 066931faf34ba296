"""What each line of a story is: the head and what ends it, menus, repeats, crossheads, lists, the
tail, and texts of senders that nobody knows. Each line stands behind its label; all people, places
and events are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit import trace_text

WORDS = {
    "h": "Council opens bridge over river",
    "p": "The council of Tarnholm opened the new bridge over the river on Saturday, officials said at the site.",
    "q": "Work on the crossing took two years and cost less than planned, the mayor told reporters on the quay.",
    "dh": "Rat eröffnet Brücke über den Fluss",
    "dp": "Der Rat von Tarnholm hat am Samstag die neue Brücke über den Fluss eröffnet, teilte die Stadt mit.",
    "dq": "Die Arbeiten dauerten zwei Jahre und kosteten weniger als geplant, sagte die Bürgermeisterin am Kai.",
    "fh": "Le conseil ouvre un pont sur le fleuve",
    "fp": "Le conseil de Tarnholm a ouvert samedi le nouveau pont sur le fleuve, a annoncé la mairie sur place.",
    "fq": "Les travaux ont duré deux ans et coûté moins que prévu, a déclaré la maire aux journalistes sur le quai.",
    "eh": "El consejo abre un puente sobre el río",
    "ep": "El consejo de Tarnholm abrió el sábado el nuevo puente sobre el río, informó el ayuntamiento en el lugar.",
    "eq": "Las obras duraron dos años y costaron menos de lo previsto, dijo la alcaldesa a los periodistas.",
    "th": "Meclis nehrin üzerindeki köprüyü açtı",
    "tp": "Tarnholm meclisi, nehrin üzerindeki yeni köprüyü cumartesi günü açtı, yetkililer törende açıkladı.",
    "tq": "Çalışmalar iki yıl sürdü ve planlanandan daha az tuttu, belediye başkanı gazetecilere söyledi.",
    "rh": "Совет открыл новый мост через реку",
    "rp": "Совет города Тарнхольма открыл в субботу новый мост через реку, сообщили власти на месте.",
    "rq": "Работы длились два года и обошлись дешевле, чем планировалось, сказала мэр журналистам на набережной.",
    "r": "Ferries across the river stopped in spring, and their two captains have found work on the quay, their union said.",
    "s": "Nobody had to leave a house for the new road that leads to the bridge, an engineer of the town said.",
    "u": "The toll will be due from spring, and those who live on the far bank pay half of it, the clerk said.",
    "m": "Mayor sings on the quay again",
}

# Lines behind their labels, blank ones without; "---" where another dispatch begins.
STORIES = {
    "a date that heads the columns of a table": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

table: 4/2/87      Prev Wk
table: Wheat 12.1     11.3
table: Rye 8.0        7.9

text: {q}
""",
    "a date that heads columns, of which the first is nil": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

table: 4/2/87      Prev Wk
table: Wheat       nil
table: Rye 8.0        7.9

text: {q}
""",
    "a date between head and table": """\
headline: {h}

date: 4 February 1987

text: TARNHOLM (AFP) - {p}

table: Wheat 12.1     11.3
table: Rye 8.0        7.9

text: {q}
""",
    "a date at the end": """\
headline: {h}

text: {p}

text: {q}

date: 4 February 1987
""",
    "a first line that asks": """\
headline: Who pays for the new bridge over the river?

text: {p}

text: {q}
""",
    "a first line that asks in quotes": """\
headline: „Wer zahlt für die neue Brücke über den Fluss?“

text: {dp}

text: {dq}
""",
    "a first line that asks in Arabic": """\
headline: من يدفع ثمن الجسر الجديد فوق النهر؟

text: افتتح مجلس تارنهولم يوم السبت الجسر الجديد فوق النهر، حسبما قال مسؤولون في الموقع.

text: استغرق العمل عامين وكلف أقل من المخطط، حسبما قالت رئيسة البلدية للصحفيين على الرصيف.
""",
    "a question of more words than any headline": """\
text: Who pays for the new bridge over the river that the council of the old town of Tarnholm opened on Saturday morning?

text: {p}

text: {q}
""",
    "a credit and a notice below a notebook": """\
headline: {h}

text: Ostholm (dpa) - {p}

text: {q}

contact: # dpa-Notizblock

contact: Quay 1, Ostholm

credit: Von Ada Fink

copyright: © 2021 dpa
""",
    "two sentences of summary, a date and text": """\
headline: {h}

abstract: {p} {q}

date: 4 December 2021

text: {q}

text: {p}
""",
    "a summary above a dateline": """\
headline: {h}

abstract: {p}

text: TARNHOLM, Dec 4 2021 (AFP) - {q}

text: {p}
""",
    "four sentences above a dateline": """\
headline: {h}

text: {p}

text: {q}

text: {p}

text: {q}

text: {p}

text: TARNHOLM, Dec 4 2021 (AFP) - {q}

text: {p}
""",
    "three dates above a sentence": """\
headline: {h}

date: 5 December 2021

date: 6 December 2021

date: 7 December 2021

text: {p}

text: {q}
""",
    "how long ago, behind the text": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

counter: 3 weeks ago
""",
    "a date behind the text": """\
headline: {h}

text: TARNHOLM (AFP) - {p}

text: {q}

date: 4 December 2021
""",
    "a poem under its title": """\
headline: {h}

text: The river runs
text: The quay is old
text: The bridge is new
""",
    "a flash": """\
headline: BRIDGE OVER RIVER OPENED - COUNCIL
""",
    "results below a date": """\
headline: Results of the ferry race

date: 4 December 2021

text: Tarnholm 3 Ostholm 1
text: Westholm 2 Lund 2
""",
    "results below a dateline": """\
headline: Results of the ferry race

dateline: TARNHOLM, Dec 4 2021 (AFP)

text: Tarnholm 3 Ostholm 1
text: Westholm 2 Lund 2
""",
    "a section set apart above a headline and no prose": """\
section: MARKETS

headline: Tarnholm shares close up

text: Index at 4,012
""",
    "five sentences above a dateline": """\
headline: {h}

text: {p}

text: {q}

text: {r}

text: {s}

text: {u}

text: TARNHOLM, Dec 4 2021 (AFP) - The mayor sang on the quay when the first ferry captain crossed it, a reporter said.
""",
    "a headline in the list of labels above a menu": """\
menu: Home
menu: Town
menu: Sport
menu: Culture

headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "three short lines are no menu": """\
headline: {h}

other: Town
other: Sport
other: Culture

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a ticker above the headline": """\
menu: 10:15 Ferry sails again to the islands
menu: 11:30 Tram reaches the old harbour
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that ends with an abbreviation": """\
headline: COUNCIL CALLS FOR BETTER BRIDGE TO THE U.S.

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that calls out": """\
headline: Council opens bridge over river!

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that ends in dots": """\
headline: Council opens bridge over river…

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline of two words above a byline": """\
headline: Bridge opens
byline: By Ada Finch

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a reporter alone above the text": """\
byline: Ada Finch

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "an item above the headline": """\
menu: - Sport

headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "an agency above the headline, in words": """\
agency: Agence France-Presse
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a longer line that begins like the headline, as a caption with a credit": """\
headline: {h}

duplicate: {h} on Saturday (Ada Finch/AFP)

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "the caption ends with a slash and the agency": """\
headline: {h}

duplicate: {h} on Saturday /AFP

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a caption with a credit that begins otherwise": """\
headline: {h}

caption: {m} (Ada Finch/AFP)

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "the headline with marks of Markdown, repeated without": """\
headline: # Council opens bridge over river

duplicate: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline repeated in the story as a sentence": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {h}.

text: {q}
""",
    "slug before the headline": """\
slugline: Brücken/Verkehr/Tarnholm

headline: {dh}

text: Tarnholm (dpa) - {dp}

text: {dq}
""",
    "a place label before the dateline of its sender": """\
headline: {h}

located: Cape Verde
dateline: AA/ Praia

text: {p}

text: {q}
""",
    "a name before the dateline of another line": """\
headline: {h}

byline: Ada Finch
dateline: TARNHOLM, Dec 4 2021 (AFP)

text: {p}

text: {q}
""",
    "a crosshead of fourteen words": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

crosshead: What the ministers of the nine river states have agreed on at last so

text: {q}
""",
    "a crosshead of fifteen words": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: What the ministers of the nine old river states have agreed on at last so

text: {q}
""",
    "a short line that ends like a sentence": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: It opened late.

text: {q}
""",
    "a short line at the end": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

text: Toll to fall due
""",
    "a short line before a credit and text": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: Toll to fall due

credit: By Bo Reed

text: {q}
""",
    "two short lines, the first before another": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: Toll to fall due
text: Mayor to sing

text: {q}
""",
    "two items between paragraphs": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

list: - Toll to fall due
list: - Mayor to sing

text: {q}
""",
    "one item that is a sentence": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: - The toll is to be paid from spring, and half of it by those who live there.

text: {q}
""",
    "items at the end": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: The toll:

list: - cars 3
list: - carts 1
""",
    "a day that a colon announces": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: The day that all on the quay will remember is:

text: 4 December 2021

text: {q}
""",
    "a number that a colon announces": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: The number to call is the one of the town hall, said the clerk at last:

text: 0123 456

text: {q}
""",
    "a number between paragraphs": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: 0123 456

text: {q}
""",
    "a list of other stories": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

related: Related stories
related: Ferry sails again
related: Tram reaches harbour

text: {q}
""",
    "a list of other stories behind the text": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

related: Read also
related: Ferry sails again
related: Tram reaches harbour
""",
    "loose lines behind an end mark": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

endmark: (end)

other: Ferry sails again
other: Tram reaches harbour
""",
    "a ruler in a list behind the text": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

endmark: (end)

related: Read also
related: Ferry sails again
rule: -----
other: Tram reaches harbour
""",
    "a dateline again behind the end": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

endmark: (end)

other: AA/ Praia
""",
    "a credit in the middle": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

credit: Reporting by Ada Finch

text: {q}
""",
    "slug near, German": """\
slugline: Brücken/Verkehr
menu: Vermischtes
section: Tarnholm
headline: {dh}

text: Tarnholm (dpa) - {dp}

text: {dq}
""",
    "a plain text": """\
headline: {h}

text: {p}

text: {q}
""",
    "a plain text that ends in a short line": """\
headline: {h}

text: {p}

text: {q}

text: Toll from spring
""",
    "a button between two paragraphs of a plain text": """\
headline: {dh}

text: {dp}

share: Teilen

text: {dq}
""",
    "two buttons below a plain text": """\
headline: {dh}

text: {dp}

text: {dq}

share: Teilen
print: Drucken
""",
    "three short lines above the first sentence": """\
headline: Results of the quarter

text: Shr 12 cts vs 9 cts
text: Net 3.1 mln vs 2.2 mln
text: Revs 40 mln vs 38 mln

text: {p}

text: {q}
""",
    "two short lines above the first sentence": """\
headline: Results of the quarter

text: Shr 12 cts vs 9 cts
text: Net 3.1 mln vs 2.2 mln

text: {p}

text: {q}
""",
    "a label above the first sentence of a plain text": """\
headline: Charter found in the old mill

crosshead: Tarnholm

text: {p}

text: {q}
""",
    "a line that announces the first sentence": """\
headline: Charter found in the old mill

text: This is what the charter says:

text: {p}

text: {q}
""",
    "a date below the headline of a plain text": """\
headline: Charter found in the old mill

date: 4 January 2021

text: {p}

text: {q}
""",
    "a headline with a date in it": """\
headline: Charter of 3 May 1911 turns up

text: {p}

text: {q}
""",
    "a chronology": """\
headline: The bridge and its years

text: {p}

crosshead: 3 May 1911

text: {q}

crosshead: 4 June 1921

text: {r}

crosshead: 5 July 1931

text: {s}
""",
    "a date that its label announces": """\
headline: {h}

text: {p}

text: {q}

other: Published on:

date: 3 May 1911
""",
    "a date with a label in the story": """\
headline: {h}

abstract: {p}

date: Updated: December 31, 1986

text: {q}
""",
    "a sentence that opens with words of a notice": """\
headline: The shop on the quay

text: {p}

text: All rights reserved, said the owner of the shop.

text: {q}
""",
    "the notice alone": """\
headline: The shop on the quay

text: {p}

text: {q}

copyright: All rights reserved.
""",
    "a byline between sentences": """\
headline: {h}

abstract: {p}

byline: By Ada Finch

text: {q}
""",
    "lines behind the last sentence": """\
headline: {h}

text: {p}

text: {q}

text: Toll from spring
text: Cars 3
text: Carts 1
""",
    "a ruler behind the last sentence": """\
headline: {h}

text: {p}

text: {q}

rule: -----

text: Toll from spring
""",
    "rights behind the last sentence, and a line": """\
headline: {h}

text: {p}

text: {q}

copyright: © 2021 Tarnholm Post. All rights reserved.

other: Toll from spring
""",
    "a photo's caption in a plain text": """\
headline: {h}

caption: Photo: the bridge at dawn

text: {p}

text: {q}
""",
    "a mistyped date above the first sentence": """\
headline: {h}

other: 45.13.2021

text: {p}

text: {q}
""",
    "a repeated headline in a plain text": """\
headline: {h}

other: Culture

duplicate: {h}

text: {p}

text: {q}
""",
    "a date and clock below a short headline": """\
headline: Heron wakes

date: 4 January 2021 10:15

text: {p}

text: {q}
""",
    "a short line over a fit one": """\
section: Heron wakes

headline: Charter found in the old mill

text: {p}

text: {q}
""",
    "a plain text in Russian with a day": """\
headline: {rh}

date: 4 января 2021

text: {rp}

text: {rq}
""",
    "a chronology in Russian": """\
headline: Мост и его годы

text: {rp}

crosshead: 3 мая 1911

text: {rq}

crosshead: 4 июня 1921

text: Паромы остановились весной, и капитаны нашли работу на набережной, сообщил их союз в субботу.
""",
    "a ticker of one line above a short headline": """\
menu: 10:15 Ferry sails again to the islands
headline: {m}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a name with a stop is no reporter's line": """\
headline: St. Moor.

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline of three words": """\
headline: Bridge opens early

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a section of two words above a headline of three": """\
section: Town news

headline: Bridge opens early

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline in quotes that asks": """\
headline: "Who pays for the new bridge?"

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that asks in Greek quotes": """\
headline: «Ποιος πληρώνει για τη νέα γέφυρα;»

text: ΑΘΗΝΑ (ΑΠΕ-ΜΠΕ) - Το συμβούλιο άνοιξε το Σάββατο τη νέα γέφυρα πάνω από το ποτάμι, ανακοίνωσε ο δήμος.

text: Τα έργα κράτησαν δύο χρόνια και κόστισαν λιγότερο από ό,τι είχε προβλεφθεί, είπε η δήμαρχος.
""",
    "a headline that is a sentence with its dateline below": """\
headline: The council opened the new bridge over the river on Saturday.

text: TARNHOLM, Dec 4 2021 (AFP) - {q}

text: {r}
""",
    "a credit line with names alone above the text": """\
byline: Reporting by Ada Finch

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a slug with two slashes above the text and a headline": """\
slugline: Bruecken/Verkehr/Tarnholm/
headline: {dh}

text: Tarnholm (dpa) - {dp}

text: {dq}
""",
    "the headline again with one letter more is another line": """\
headline: {h}

other: {h}s

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "the headline again in small letters": """\
headline: COUNCIL OPENS BRIDGE OVER RIVER

duplicate: Council opens bridge over river

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "two words printed twice are no headline": """\
section: Bridge opens

headline: {h}

other: Bridge opens

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a day and author above, all apart": """\
byline: By Ada Finch

date: 4 December 2021

headline: {h}

text: TARNHOLM (AFP) - {p}

text: {q}
""",
    "a rule of the head in the body": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

text: {r}

menu: Home

text: {s}
""",
    "a notebook in the first lines": """\
section: # dpa-Notizblock

headline: {dh}

text: Tarnholm (dpa) - {dp}

text: {dq}
""",
    "a credit of an editor before a date and text": """\
headline: {h}

byline: Editing by Cy Dent

text: {p}

text: {q}
""",
    "a poem above a date": """\
headline: {h}

text: The river runs
text: The quay is old

date: 4 December 2021
""",
    "a poem with a byline in it": """\
headline: {h}

credit: By Ada Finch

text: The river runs
text: The quay is old
""",
    "results below a dateline and a day": """\
headline: Results of the ferry race

date: 4 December 2021

dateline: TARNHOLM (AFP)

text: Tarnholm 3 Ostholm 1
text: Westholm 2 Lund 2
""",
    "a page's foot, a head and its date, then a story": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

copyright: © 2021 AFP. All rights reserved.

---
headline: {m}

text: OSTHOLM, Dec 5 2021 (AFP) - {r}

text: {s}
""",
    "an end mark, a headline and a dateline": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

endmark: (end)

---
headline: {m}

text: OSTHOLM, Dec 5 2021 (AFP) - {r}

text: {s}
""",
    "items of a round-up, each with a heading and a place": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

crosshead: Ferries on the river

text: OSTHOLM - {r}

crosshead: Roads on the far bank

text: WESTHOLM - {s}
""",
    "a round-up with a title and a heading, each item credited": """\
headline: News of the river towns

abstract: Bridge at Tarnholm opens

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

crosshead: Ferries at Ostholm stop

text: OSTHOLM, Dec 4 2021 (AFP) - {r}

crosshead: Roads at Westholm built

text: WESTHOLM, Dec 4 2021 (AFP) - {s}
""",
    "two messages without blank lines": """\
headline: {h}
text: TARNHOLM, Dec 4 2021 (AFP) - {p}
text: {q}
---
headline: {m}
text: OSTHOLM, Dec 5 2021 (AFP) - {r}
text: {s}
""",
    "teasers with their dates below a foot": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

copyright: © 2021 AFP. All rights reserved.

other: Mayor sings on the quay again
date: 5 December 2021

other: Herons wake in the old park
date: 5 December 2021
""",
    "words of a page in somebody's mouth": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: "Subscribe to our newsletter" was all that the shop on the quay told its visitors that day.

text: {q}
""",
    "words of a page in the middle of a story": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

subscription: Subscribe to our newsletter

text: {q}
""",
    "a date line of six words beside its date": """\
headline: {h}

date: Published by the clerk of Tarnholm 4 December 2021

text: {p}

text: {q}
""",
    "a date line of eight words beside its date": """\
headline: {h}

abstract: Published by the old clerk of the town of Tarnholm 4 December 2021

text: {p}

text: {q}
""",
    "a headline with a day": """\
headline: Treasury balances at town hall rose on December 4

byline: By Ada Finch

text: {p}

text: {q}
""",
    "a day without its year and three words": """\
headline: {h}

abstract: Fair on quay December 4

text: {p}

text: {q}
""",
    "an item of more words than a list has": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: - {q} {r}
text: - {s} {u}

text: {q}
""",
    "items of a list that are sentences": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

list: - {s}
list: - {r}

text: {q}
""",
    "a caption with a place, a day and a credit": """\
headline: {h}

caption: Photo: the quay at dawn, Dec 4 2021 (AFP)

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "an embargo with a place and a day": """\
notice: EMBARGOED UNTIL 12:00 GMT, 5 December 2021

headline: {h}

text: TARNHOLM (AFP) - {p}

text: {q}
""",
    "a reporter in capitals with the agency": """\
headline: {h}

byline: BY ADA FINCH, REUTERS

text: TARNHOLM, Dec 4 2021 (Reuters) - {p}

text: {q}
""",
    "a credit line that names nobody": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: Additional reporting by seals is promised for spring, the mayor said with a smile.

text: {q}
""",
    "reporters in brackets below the text": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

credit: (Reporting by Ada Finch in Tarnholm and Bo Reed in Rome; Editing by Cy Dent)
""",
    "how long ago, below the headline": """\
headline: {h}

counter: 3 hours ago

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a ticker with a dot and a dash": """\
menu: 10.15 - Ferry sails again to the islands
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "figures alone below the headline": """\
headline: {h}

other: 1,204

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "signs alone": """\
headline: {h}

rule: * * *

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "rights among buttons far below": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

share: Share
print: Print

copyright: © 2021 Tarnholm Post
""",
    "a month and a year": """\
headline: {h}

other: December 2021

text: TARNHOLM (AFP) - {p}

text: {q}
""",
    "a weekday and a clock": """\
headline: {h}

other: Saturday 10:15

text: TARNHOLM (AFP) - {p}

text: {q}
""",
    "an urgent line": """\
notice: URGENT

headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a place and a dash of nobody": """\
headline: {h}

text: MANILA - {p}

text: {q}
""",
    "a French page": """\
headline: {fh}

date: Publié le 4 décembre 2021

text: TARNHOLM (AFP) - {fp}

text: {fq}

share: Partager
""",
    "a Spanish dispatch": """\
headline: {eh}

text: Tarnholm, 4 dic (EFE).- {ep}

text: {eq}
""",
    "a Turkish dispatch": """\
headline: {th}

text: TARNHOLM (AA) - {tp}

text: {tq}
""",
    "a Russian dispatch": """\
headline: {rh}

text: ТАРНХОЛЬМ, 4 дек - РИА Новости. {rp}

text: {rq}
""",
    "a list of other stories with a credit in it": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

related: Related stories
related: Ferry sails again
related: Reporting by Ada Finch
related: Toll to fall due

text: {q}
""",
    "one other story named in a sentence": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

related: Read also: Ferry sails to the outer islands again

crosshead: Toll to fall due

text: {q}
""",
    "items below a list of other stories": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

related: Related stories
related: - Ferry sails again
related: - Tram reaches harbour

text: {q}
""",
    "an agency's letters as no agency prints them": """\
headline: {h}

other: afp
date: 4 December 2021

text: {p}

text: {q}
""",
    "a slug three lines above, then four": """\
menu: BRIDGE-OPEN/TARNHOLM
menu: Town
menu: Sport
section: Culture
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "two rows and a short line": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

table: Day   Ferry
table: Mon   3

text: It sails.

text: {q}
""",
    "a place label without a dateline of its sender": """\
headline: {h}

text: TARNHOLM (AA) - {p}

text: {q}
""",
    "a place line of its sender for a dateline": """\
headline: Meclis köprüyü açtı

located: Ankara

date: Ada Finç | 04.12.2021

text: {tp}

text: {tq}
""",
    "a short headline marked by its repeat": """\
headline: Bridge opens early

other: Culture
duplicate: Bridge opens early

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a credit line that is also a headline": """\
headline: Reporting by night in the old harbour

text: {p}

text: {q}
""",
    "a headline of the wire in capitals with a day": """\
headline: FERRY SAILS AGAIN ON DECEMBER 4

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a summary, a reporter and a day": """\
headline: {h}

abstract: {p}

byline: By Ada Finch
date: 4 December 2021

text: {q}

text: {r}
""",
    "a day above and a summary below": """\
headline: {h}

date: 4 December 2021

text: {p}

text: {q}

text: {r}
""",
    "a dateline alone and two sentences": """\
headline: {h}

abstract: {p}

dateline: TARNHOLM, Dec 4 2021 (AFP)

text: {q}

text: {r}
""",
    "a place two lines above the last line about the story": """\
headline: {h}

located: Cape Verde
byline: By Ada Finch
dateline: AA/ Praia

text: {p}

text: {q}
""",
    "a place far above the last line about the story": """\
headline: {h}

located: Cape Verde
byline: By Ada Finch
byline: By Bo Reed
byline: By Cy Dent
dateline: AA/ Praia

text: {p}

text: {q}
""",
    "hash tags head no list": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

related: #bridge

text: Toll to fall due

text: Mayor to sing

text: {q}
""",
    "a day behind a colon in the headline": """\
headline: The day of the bridge:

date: 4 December 2021

text: {p}

text: {q}
""",
    "a menu of four lines above three short ones": """\
menu: Town
menu: Sport
menu: Culture
section: Weather

headline: {h}

other: Old quay
text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a byline above a place and its dateline": """\
headline: {h}

byline: By Ada Finch

dateline: TARNHOLM, Dec 4 2021 (AFP)

text: {p}

text: {q}
""",
    "a fit line above a menu is no headline": """\
menu: {m}
menu: Town
menu: Sport
menu: Culture
section: Weather

headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a fit line above a menu of three words a line": """\
menu: {m}
menu: Old town news
menu: River and quay
menu: Weather and tides
section: Sport and play

headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a fit line above a ticker is no headline": """\
menu: {m}
menu: 10:15 Ferry sails again to the islands
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that calls out, below a section": """\
section: Town

headline: Council opens bridge over river!

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that ends in dots, below a section": """\
section: Town

headline: Council opens bridge over river…

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that ends with an abbreviation, below a section": """\
section: TOWN

headline: COUNCIL CALLS FOR BETTER BRIDGE TO THE U.S.

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that asks in quotes, below a section": """\
section: Town

headline: "Who pays for the new bridge?"

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline of three words that is repeated below another line": """\
menu: {m}

headline: Bridge opens early

other: Culture
duplicate: Bridge opens early

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a line of one word in a script without spaces": """\
headline: 开通

text: 新华社北京12月4日电 市议会星期六开通了横跨河流的新桥，官员们在现场表示。

text: 工程历时两年，费用低于计划，市长在码头上对记者说。
""",
    "a section above a headline in Chinese": """\
section: 城市

headline: 市议会星期六开通跨河新桥

text: 新华社北京12月4日电 市议会星期六开通了横跨河流的新桥，官员们在现场表示。

text: 工程历时两年，费用低于计划，市长在码头上对记者说。
""",
    "a button as the only known line, above all": """\
share: Teilen

headline: {dh}

text: {dp}

text: {dq}
""",
    "a notice that goes on in capitals": """\
headline: The shop on the quay

text: {p}

text: All rights reserved, Said the owner.

text: {q}
""",
    "a notice that goes on in two words": """\
headline: The shop on the quay

text: {p}

text: All rights reserved, of course.

text: {q}
""",
    "two paragraphs and a short summary": """\
headline: Charter found in the old mill

abstract: Tarnholm keeps the paper

text: {p}

text: {q}
""",
    "a date below a headline that names another": """\
headline: Charter of 3 May 1911 turns up

date: 4 May 2021

text: {p}

text: {q}
""",
}


@pytest.mark.parametrize("name", STORIES)
def test_each_line_of_a_story_is_known_for_what_it_is(name: str) -> None:
    expected = [line.format_map(WORDS) for line in STORIES[name].splitlines()]
    text = "\n".join(line.partition(": ")[2] for line in expected if line != "---")
    found: list[str] = []
    for part in trace_text(text).parts:
        found += ["---"] if found else []
        found += [
            f"{label.word}: {line.text}" if line.text.strip() else ""
            for line, label, _ in part.lines
        ]
    assert [line for line in found if line] == [line for line in expected if line]
