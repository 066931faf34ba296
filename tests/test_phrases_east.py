"""The phrase tables of the languages from Turkish to Japanese: every example comes out, and lines
of news stay.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

import pytest

from dispatchkit.agencies import sources
from dispatchkit.data import tables

if TYPE_CHECKING:
    from dispatchkit.agencies.schema import Profile

FOLDER = os.path.join(tables.ROOT, "agencies", "phrases")
# "any" and the languages of one half of the tables; the other half has a test of its own.
LANGUAGES = [
    *(
        "any",
        "en",
        "tr",
        "az",
        "ru",
        "uk",
        "be",
        "bg",
        "mk",
        "sr",
        "hr",
        "bs",
        "sl",
        "sq",
        "ar",
        "fa",
        "ku",
        "ckb",
        "ur",
    ),
    *(
        "he",
        "hi",
        "bn",
        "id",
        "ms",
        "vi",
        "th",
        "ja",
        "zh",
        "ko",
        "ka",
        "hy",
        "kk",
        "sw",
        "lt",
        "lv",
        "et",
        "is",
        "fil",
    ),
]
# Sections, crossheads and first sentences: none of them may be taken for boilerplate, whatever the
# language of the page.
NEWS = [
    "World",
    "Politics",
    "Sport",
    "Opinion",
    "Business",
    "Background",
    "What happens next",
    "Monde",
    "Dünya",
    "Gündem",
    "Мир",
    "Политика",
    "Спорт",
    "رياضة",
    "سياسة",
    "الشرق الأوسط",
    "ورزش",
    "国际",
    "政治",
    "スポーツ",
    "정치",
    "Dunia",
    "Nusantara",
    "Iraq",
    "ANKARA",
    "2021",
    "1980",
    "10:15 The doors of the harbour hall open",
    "Share prices in Oslo fell by two percent on Monday.",
    "Video: Passengers leave the ferry",
    "Видео: пассажиры покидают паром",
    "動画：フェリーから避難する乗客",
    "Follow the money, the auditor said.",
    "Related charges were dropped on Monday.",
    "More than 300 people attended.",
    "Subscribers to the service doubled within a year.",
    "Comments by the minister drew fire from fishers.",
    "The post office in Lakeside will close in May.",
    "You have read the report, she told the committee.",
    "Getty Images sued the maker of the program.",
    "Video of the accident was shown in court.",
    "Photo finish: three runners within a hundredth",
    "Copyright law will be reformed next year.",
    "Print media lost a tenth of their readers.",
    "Thank you for your support, he told the crowd.",
    "The ferry sells 12 tickets an hour, 3 of 7 crossings are full.",
    "CO2/kWh",
    "km/h",
    "$139.00",
    "Köprü pazartesi günü yeniden açıldı.",
    "Мост открыли снова в понедельник.",
    "Подробнее о причинах он не рассказал.",
    "Міст знову відкрили в понеділок.",
    "Most je u ponedjeljak ponovno otvoren.",
    "أعيد فتح الجسر يوم الاثنين.",
    "شارك آلاف الأشخاص في المسيرة.",
    "پل روز دوشنبه دوباره باز شد.",
    "पुल सोमवार को फिर से खुला।",
    "Jembatan itu dibuka kembali pada Senin.",
    "Cây cầu được mở lại hôm thứ Hai.",
    "สะพานเปิดอีกครั้งในวันจันทร์",
    "橋は月曜日に再開した。",
    "詳細は明らかになっていない。",
    "大桥周一重新通车。",
    "다리가 월요일에 다시 열렸다.",
]


@cache
def table(language: str) -> Profile:
    """The phrase table of *language*; reading it proves each rule on its own examples."""
    return sources.read(os.path.join(FOLDER, f"{language}.toml"), common=True, prove=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_is_read(language: str) -> None:
    found = table(language)
    assert found.languages == ("und" if language == "any" else language,)
    assert all(rule.label and rule.match and rule.miss for rule in found.labels)


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "any"])
def test_table_covers_the_usual_kinds(language: str) -> None:
    labels = {rule.label.word for rule in table(language).labels if rule.label}
    assert {
        "share",
        "related",
        "subscription",
        "login",
        "print",
        "comment",
        "advertisement",
        "copyright",
        "caption",
        "contact",
        "menu",
    } <= labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_news_is_kept(language: str) -> None:
    assert [
        (rule.name, line)
        for rule in table(language).labels
        for line in NEWS
        if rule.where != "tail" and rule.hits(line)
    ] == []


@pytest.mark.parametrize(
    ("language", "line", "label"),
    [
        ("any", "Facebook Twitter Email LinkedIn Reddit Pinterest", "share"),
        ("any", "news_share_description subscription_contact", "menu"),
        ("any", "Lusa/fim", "endmark"),
        ("any", "（完）", "endmark"),
        ("any", "xyz0277 3 vm 231 dpa 0412", "envelope"),
        ("any", "* * *", "rule"),
        ("any", "0:00 / 2:31", "counter"),
        ("en", "READ MORE: Ferry sinks off the coast", "related"),
        ("en", "4 min read", "counter"),
        ("en", "12 comments", "comment"),
        ("tr", "BU HABERİ PAYLAŞIN", "share"),
        ("tr", "Fotoğraf : A. Örnek/AA", "caption"),
        ("ru", "Читайте также: Мост открыли снова", "related"),
        ("ar", "جميع الحقوق محفوظة © الوكالة", "copyright"),
        ("ar", "انظر أيضاً", "related"),
        ("id", "Baca juga: Jembatan dibuka kembali", "related"),
        ("ja", "【関連記事】橋が再開", "related"),
        ("ko", "<저작권자(c) 예시통신, 무단 전재-재배포 금지>", "copyright"),
        ("zh", "【责任编辑:范例】", "credit"),
    ],
)
def test_line_has_label(language: str, line: str, label: str) -> None:
    assert label in [
        rule.label.word for rule in table(language).labels if rule.label and rule.hits(line)
    ]
