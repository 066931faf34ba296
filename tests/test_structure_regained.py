"""Lines of a page that what stands beside them gives back to the story: rows of tables, short last
sentences below an advertisement, crossheads, the headline of a series. All texts are invented.

Before each line stands what it has to be: h headline, a abstract, t text of the story (a row or a
crosshead as well), a full stop anything but news, a blank what does not matter here.
"""

from __future__ import annotations

import pytest

from dispatchkit import trace_text

WEATHER_DE = """\
. Zum Inhalt springen
. Startseite
. Anmelden

h Wetter: Regen an der Küste
  Von Jana Brömsel
  Veröffentlicht am 3. März 2026, 08:10 Uhr
. Auf Facebook teilen

t LAHNMÜNDE, 3. März (HDK) - Ein Tief über der Warnsee bringt bis zum Abend bis zu 40 Millimeter.

t Ort           Max   Min   Himmel
. Jetzt den Newsletter abonnieren!

t Grubenau       12     4   Regen
t Ostwieden      11     3   Nebel
. Anzeige
t Lahnmünde      14     6   heiter

t Sonnenaufgang ist morgen um 6.52 Uhr.

. Meistgelesen
. 1. Streit um den Windpark spaltet Grubenau
. 2. Alte Brauerei in Ostwieden schließt
. Impressum
. Datenschutz
"""
WEATHER_JA = """\
. ホーム
. ログイン
h 天気：沿岸部は雨
  2026年3月3日 08時10分
. シェアする
t 【白潟3日共同】低気圧の影響で、沿岸部では夕方までに40ミリの雨が降る見込みだ。
t 地点　最高　最低　天気
t 白潟　14　6　雨
t 北浜　12　4　霧
. 広告
t 東原　11　3　晴れ
t あすの日の出は6時12分の見込みだと気象台が発表した。
. 関連記事
. 北浜の風力発電所をめぐり住民が対立
. プライバシーポリシー
"""
MARKET_ES = """\
. Inicio
. Iniciar sesión
. Suscríbase

h Valdeluz cierra en rojo

a El índice perdió un 0,38 por ciento.

  Publicado el 9 de abril de 2026, 14:10
. Compartir en Facebook

t VALDELUZ, 9 abr (ANC) - El índice de la Bolsa bajó 23 puntos y cerró la jornada en 3.212 puntos.

t El volumen de negocio fue de 219 millones. Subieron 20 valores y bajaron 31 en la sesión de hoy.

. Lea también: Los vecinos de Montejo recurren contra el puerto

t El índice acumula un alza del 4 por ciento desde enero.

. Compartir
. Facebook
. WhatsApp

. Más leídas
. Los vecinos de Montejo recurren contra el puerto
. Aviso legal
"""
CROSSHEAD_RU = """\
. Главная
. Войти
. Подписаться

h Спор о ветропарке расколол Озёрск-на-Мысе

  7 февраля 2026, 09:56
. Поделиться

t ОЗЁРСК, 7 февраля (СПН) - Жители города собрали подписи против ветропарка, сообщил глава совета.

t Министерство намерено занять 490 миллионов на строительство ветропарка, следует из отчёта совета.

. Читайте также: Старую пивоварню закроют через девять недель

t Предыстория

t Республика получила независимость в 1961 году и с тех пор провела одиннадцать выборов в парламент.

. Поделиться
. ВКонтакте
. Telegram

. Читайте также
. Старую пивоварню закроют через девять недель
. Политика конфиденциальности
"""
CROSSHEAD_PT = """\
. Início
. Entrar
. Assine

h Disputa sobre o parque eólico divide Serra Clara

  Por Marta Quintela
  7 de fevereiro de 2026, 09:56
. Compartilhar no Facebook

t SERRA CLARA, 7 fev (APC) - Moradores da cidade reuniram assinaturas contra o parque eólico na serra.

t O ministério pretende tomar 490 milhões emprestados para o parque eólico, segundo o relatório.

t Contexto

. Publicidade

t O país vive há três anos uma recessão que dobrou o número de pessoas em busca de trabalho.

. Compartilhar
. Facebook
. WhatsApp
. Copiar link

. Mais lidas
. Moradores de Montalvo processam o porto
. Política de privacidade
"""
# What is not given back: the rows of a ticker below the story.
FURNITURE_EN = """\
. Skip to main content
. Home
. Sign in

h Row over the wind farm splits Tarn Hollow
  By Ruth Saddler
  Published 7 February 2026, 09:56
. Share on Facebook

t TARN HOLLOW, February 7 (NQS) - Residents gathered names against the wind farm, the council said.

t The ministry intends to borrow 490 million crowns for the wind farm, according to its report.

. Advertisement

. Most read
. Gold | 2,311 | 0.4 %
. Crude | 81 | 1.2 %
. Copper | 9,120 | 0.1 %
. Privacy policy
"""

PAGES = {
    "rows among advertisements, German": WEATHER_DE,
    "rows between wide blanks, Japanese": WEATHER_JA,
    "headline over a sentence, last sentence, Spanish": MARKET_ES,
    "crosshead, Russian": CROSSHEAD_RU,
    "crosshead over the last paragraph, Portuguese": CROSSHEAD_PT,
    "furniture, English": FURNITURE_EN,
}
STORY = {"text", "crosshead", "table", "list"}


def told(label: str) -> str:
    """The letter for a label: h, a, t, or a full stop for all that is not of the story."""
    return "t" if label in STORY else {"headline": "h", "abstract": "a"}.get(label, ".")


@pytest.mark.parametrize("name", PAGES)
def test_the_story_keeps_its_lines(name: str) -> None:
    lines = PAGES[name].splitlines()
    text = "\n".join(line[2:] for line in lines)
    wanted = {at: line[0] for at, line in enumerate(lines, 1) if line.strip() and line[0] != " "}
    found = {
        line.number: told(mark.label.word)
        for part in trace_text(text).parts
        for mark in part.marks
        for line in mark.unit.lines
    }
    wrong = {
        lines[at - 1]: found.get(at) for at, letter in wanted.items() if found.get(at) != letter
    }
    assert not wrong
