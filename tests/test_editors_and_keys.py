"""Stories in JSON that no agency describes: texts as editors save them, keys in any language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dispatchkit import parse_bytes

if TYPE_CHECKING:
    from dispatchkit import Dispatch

HARBOUR = "The harbour of Lund opened again on Monday after five days of storms, the office said."
FERRY = 'The "ferry" carries 40 cars a day, and nobody had to wait.'
CAPTION = "A ferry below the lighthouse"


def read(data: Any) -> Dispatch:
    (dispatch,) = parse_bytes(json.dumps(data, ensure_ascii=False).encode())
    return dispatch


def runs(key: str, **kind: str) -> list[dict[str, Any]]:
    """The first sentence in three runs, the second of them in a link."""
    return [
        {**kind, key: "The harbour of "},
        {"type": "link", "nodeType": "hyperlink", "children": [{**kind, key: "Lund"}]},
        {**kind, key: HARBOUR.removeprefix("The harbour of Lund")},
    ]


EDITORS = {
    "Editor.js": {
        "time": 1620086400000,
        "blocks": [
            {"type": "paragraph", "data": {"text": HARBOUR}},
            {"type": "image", "data": {"file": {"url": "l.jpg"}, "caption": CAPTION}},
            {"type": "paragraph", "data": {"text": FERRY}},
        ],
    },
    "a list of blocks": [
        {"type": "paragraph", "data": {"text": HARBOUR}},
        {"type": "image", "caption": CAPTION},
        {"type": "paragraph", "data": {"text": FERRY}},
    ],
    "ProseMirror": {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": runs("text", type="text")},
            {"type": "image", "attrs": {"alt": CAPTION}},
            {"type": "paragraph", "content": [{"type": "text", "text": FERRY}]},
        ],
    },
    "Slate": [
        {"type": "paragraph", "children": runs("text")},
        {"type": "image", "children": [{"text": CAPTION}]},
        {"type": "paragraph", "children": [{"text": FERRY}]},
    ],
    "Lexical": {
        "root": {
            "type": "root",
            "children": [
                {"type": "paragraph", "children": runs("text", type="text")},
                {"type": "paragraph", "children": [{"type": "text", "text": FERRY}]},
            ],
        }
    },
    "Contentful": {
        "nodeType": "document",
        "content": [
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": HARBOUR}]},
            {"nodeType": "embedded-asset-block", "data": {}, "content": []},
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": FERRY}]},
        ],
    },
    "Sanity": [
        {"_type": "block", "children": runs("text", _type="span")},
        {"_type": "image", "caption": CAPTION},
        {"_type": "block", "children": [{"_type": "span", "text": FERRY}]},
    ],
    "WordPress": [
        {"blockName": "core/paragraph", "innerHTML": f"<p>{HARBOUR}</p>"},
        {"blockName": "core/image", "innerHTML": f"<figure>{CAPTION}</figure>"},
        {"blockName": "core/paragraph", "innerHTML": f"<p>{FERRY}</p>"},
    ],
}


@pytest.mark.parametrize("content", EDITORS.values(), ids=EDITORS)
def test_a_text_that_an_editor_saved_is_its_paragraphs(content: Any) -> None:
    story = {"title": "Harbour opens again", "publishedAt": 1620123300, "content": content}
    dispatch = read({"status": "ok", "stories": [story]})
    assert [one.text for one in dispatch.paragraphs] == [HARBOUR, FERRY]
    assert (dispatch.headline, str(dispatch.day)) == ("Harbour opens again", "2021-05-04")


# The keys of a headline, a text, an author, a day and a later day.
LANGUAGES = {
    "Indonesian": ("judul_berita", "isi_berita", "penulis", "tanggal_terbit", "diperbarui"),
    "Portuguese": ("tituloDaNoticia", "conteudo", "jornalista", "data_publicacao", "atualizado_em"),
    "Vietnamese": ("tieu_de", "noi_dung", "tac_gia", "ngay_dang", "cap_nhat"),
    "Turkish": ("haber_basligi", "haber_metni", "muhabir", "yayin_tarihi", "guncelleme_tarihi"),
    "Russian": ("заголовок", "текст_новости", "корреспондент", "дата_публикации", "обновлено"),
    "Arabic": ("عنوان_الخبر", "نص_الخبر", "الكاتب", "تاريخ_النشر", "تاريخ_التحديث"),
    "Hindi": ("शीर्षक", "समाचार_सामग्री", "लेखक", "प्रकाशन_तिथि", "अद्यतन"),
    "Swahili": ("kichwa", "maudhui", "mwandishi", "tarehe", "iliyohaririwa"),
    "Japanese": ("記事見出し", "記事本文", "執筆者", "公開日時", "更新日時"),
    "English": ("ArticleTitle", "ArticleBody", "ArticleAuthor", "PublishedDate", "ModifiedDate"),
}


@pytest.mark.parametrize("keys", LANGUAGES.values(), ids=LANGUAGES)
def test_keys_are_known_in_many_languages(keys: tuple[str, ...]) -> None:
    text = f"<p>{HARBOUR}</p><p>{FERRY}</p>".replace("<", "&lt;").replace(">", "&gt;")
    values = "Harbour opens", text, "Ada Lund", "2021-05-04", "2021-05-05T08:00:00Z"
    dispatch = read({"data": {"attributes": dict(zip(keys, values, strict=True))}})
    assert dispatch.headline == "Harbour opens"
    assert [one.text for one in dispatch.paragraphs] == [HARBOUR, FERRY]
    assert [one.name for one in dispatch.byline] == ["Ada Lund"]
    assert (str(dispatch.published), str(dispatch.updated)[:10]) == ("2021-05-04", "2021-05-05")


@pytest.mark.parametrize("key", ["newsletter", "related_news", "breakingnews", "storyboard"])
def test_a_word_for_a_story_alone_makes_no_key_known(key: str) -> None:
    dispatch = read({"title": "Harbour", "date": "2021-05-04", "body": FERRY, key: HARBOUR})
    assert [one.text for one in dispatch.paragraphs] == [FERRY]
