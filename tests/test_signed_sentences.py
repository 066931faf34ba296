"""Lines of news that end in what a desk or reporter signs with, and lines of a desk that look like
headlines.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_text
from dispatchkit.text.shape import SENTENCE_ENDS, is_prose

HEADLINE = "Ferry runs to the islands again"
TEXT = (
    "OSLO, May 4 (TT) - The ferry to the islands runs again after a week of storms, the harbour"
    " office said on Tuesday.\n\nThree hundred people had waited on the quay since the morning.\n"
)
# Short sentences, and what stands behind their stop.
SIGNED = (
    "하천 위원회는 북쪽 학교를 옮겼다. abc@example.co.kr (끝)",
    "渡轮公司修复了冬季花园和码头。■",
    "村委会将于下周作出决定。（责任编辑：林夏）",
    "連絡船は来週から再び運航する予定だ。（共同）",
    "Zwei Menschen sind leicht verletzt worden. (11.39 Uhr)",
    "Two people were slightly hurt. (11:39)",
    "Dos personas resultaron levemente heridas. [abc]",
)
# A question, an abbreviation of few words, a bracket without a stop.
UNSIGNED = (
    "Was the ferry worth the money? (Opinion)",
    "Ferry to St. (Video)",
    "Children hurt in ferry accident (11.39 Uhr)",
    "渡轮简讯（视频）",
    "Write to Ada Finch of Oslo at ada.finch@example.com",
)


@pytest.mark.parametrize("text", SIGNED)
def test_a_signed_sentence_is_prose(text: str) -> None:
    """However short it is."""
    assert is_prose(text)


@pytest.mark.parametrize("text", UNSIGNED)
def test_brackets_alone_make_no_prose(text: str) -> None:
    """They stand behind headlines as well."""
    assert not is_prose(text)


@pytest.mark.parametrize("text", SIGNED)
def test_a_signed_sentence_closes_the_story(text: str) -> None:
    """On a page, above its furniture: it is no note, and the furniture is no text."""
    page = f"{HEADLINE}\n\n{TEXT}\n{text}\n\nShare this story\n\nSubscribe\n\nMost read\n"
    (found,) = parse_text(page)
    sentence = text[: 1 + max(map(text.rfind, ".。"))] if "@" not in text else text[:10]
    assert sentence in found.paragraphs[-1].text
    assert found.ednote is None


# What a desk says of a version in brackets, and the notice that it gives.
CHANGES = {
    "(Actualiza con declaraciones del alcalde)": "update",
    "(Amplía con la reacción del puerto)": "update",
    "(ATTN: ADDS details in paras 4-5, photos)": "update",
    "(Recasts lead)": "update",
    "(Ergänzt: Reaktionen im 5. Absatz)": "update",
    "(Aggiunge dichiarazioni del sindaco)": "update",
    "[Ajoute une réaction du port]": "update",
    "(Corrige el nombre en el párrafo 2)": "correction",
}
# A bracket whose first word is no verb of a desk, and a verb without a bracket.
NO_CHANGES = ("(Lead singer leaves the band)", "Actualiza el puerto sus horarios de verano")


@pytest.mark.parametrize("head", ["{}\n\n{}", "{1}\n\n{0}"])
@pytest.mark.parametrize("line", CHANGES)
def test_what_is_new_is_no_headline(line: str, head: str) -> None:
    """It is the notice of the story, above its headline or below."""
    (found,) = parse_text(f"{head.format(line, HEADLINE)}\n\n{TEXT}")
    assert found.headline == HEADLINE
    assert found.notice is not None
    assert (found.notice.kind, found.notice.text) == (CHANGES[line], line)


@pytest.mark.parametrize("line", NO_CHANGES)
def test_other_lines_give_no_notice(line: str) -> None:
    """They stay what they are."""
    (found,) = parse_text(f"{line}\n\n{TEXT}")
    assert found.notice is None


@pytest.mark.parametrize("code", ["(NH1153)", "[QX-0412]", "(ABCDE001)"])
def test_the_code_of_a_desk_is_no_section(code: str) -> None:
    """Alone on a line above the headline it is the wire's envelope."""
    (found,) = parse_text(f"{code}\n\n{HEADLINE}\n\n{TEXT}")
    assert (found.headline, found.section) == (HEADLINE, None)
    assert [cut.label for cut in found.boilerplate] == ["envelope"]


@pytest.mark.parametrize("code", ["(G20)", "(2021)", "(SPD)"])
def test_other_brackets_are_no_codes(code: str) -> None:
    """Too few letters or figures."""
    (found,) = parse_text(f"{code}\n\n{HEADLINE}\n\n{TEXT}")
    assert "any.desk_code" not in [cut.rule for cut in found.boilerplate]


# Pages without any other line above the date: the short headline of a series, and a button.
SERIES = {
    "로그아웃\n{}\n2015/04/23 21:12 송고\n(목포=연합뉴스) 장바다 기자 = 등대지기는 섬에서 시장 건물을 칭찬했다.\n"
    "농민 단체는 방앗간 근처에서 나무 탑을 세었다고 보고서는 전했다.\n홈\n관련기사\n댓글달기\n": "연락선 단신",
    "评论：\n\n{}\n\n2017-08-10 18:31:20\n\n港口管理处星期一说，渡轮在暴风雨过后重新开往群岛。\n\n"
    "三百人从早上起就在码头等候。\n\n首頁\n\n相关新闻\n\n立即订阅\n": "渡轮简讯",
}


@pytest.mark.parametrize("page", SERIES)
def test_the_headline_of_a_series_may_be_short(page: str) -> None:
    """If it is the only line above the date of which nothing is known."""
    (found,) = parse_text(page.format(SERIES[page]))
    assert found.headline == SERIES[page]


@pytest.mark.parametrize("page", SERIES)
def test_one_word_above_the_date_is_no_headline(page: str) -> None:
    """It is as likely a button."""
    (found,) = parse_text(page.format("단신"))
    assert found.headline is None


@pytest.mark.parametrize("end", SENTENCE_ENDS)
def test_a_credit_may_stand_right_after_a_sentence_of_any_script(end: str) -> None:
    signed = f"{TEXT.rstrip()[:-1]}{end} (Reporting by Ada Finch; editing by Paul Deane)\n"
    (found,) = parse_text(f"{HEADLINE}\n\n{signed}")
    assert [person.name for person in found.byline] == ["Ada Finch", "Paul Deane"]
    assert found.paragraphs[-1].text.endswith(f"since the morning{end}")
