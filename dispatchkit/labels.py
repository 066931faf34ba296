"""What a line is: the labels, their words, and the sets of them that belong together."""

from __future__ import annotations

from enum import StrEnum


class LabelKind(StrEnum):
    """What becomes of the lines of a label: paragraphs are *body*, what stands between them
    (crossheads, lists, tables) is *inset*. Pages have a colour and words for each.
    """

    BLANK = "blank"
    FIELD = "field"
    BODY = "body"
    INSET = "inset"
    BOILERPLATE = "boilerplate"


class Label(StrEnum):
    """What a line is. One letter each, so that the labels of a dispatch, joined, are a picture of
    it.

    ``label.word`` is the name that records, ``explain`` and profiles use ("share", "text").
    """

    BLANK = "_"
    # what becomes a field
    ENVELOPE = "E"
    SLUGLINE = "K"
    SECTION = "S"
    HEADLINE = "H"
    ABSTRACT = "A"
    BYLINE = "B"
    DATE = "D"
    UPDATED = "U"
    LOCATED = "L"
    DATELINE = "P"
    NOTICE = "N"
    KEYWORDS = "W"
    AGENCY = "G"
    LANGUAGE = "V"
    CREDIT = "C"
    EDNOTE = "Q"
    # what becomes the body
    TEXT = "t"
    CROSSHEAD = "x"
    LIST = "l"
    TABLE = "b"
    # what is kept beside it
    ENDMARK = "z"
    INITIALS = "i"
    COPYRIGHT = "c"
    DUPLICATE = "d"
    COUNTER = "n"
    CAPTION = "p"
    CONTACT = "q"
    MENU = "m"
    SHARE = "s"
    RELATED = "r"
    SUBSCRIPTION = "f"
    PRINT = "y"
    COMMENT = "o"
    COOKIE = "k"
    LOGIN = "g"
    ADVERTISEMENT = "a"
    PROMO = "w"
    RULE = "-"
    OTHER = "."

    @property
    def word(self) -> str:
        """The label's name in lower case, as written in profiles and records."""
        return WORDS[self]

    @property
    def kind(self) -> LabelKind:
        """What becomes of its lines."""
        if self is Label.BLANK:
            return LabelKind.BLANK
        if self in BODY_LABELS:
            return LabelKind.BODY if self is Label.TEXT else LabelKind.INSET
        return LabelKind.FIELD if self.value.isupper() else LabelKind.BOILERPLATE


# ``Enum.name`` is a descriptor in Python; every line of a page asks for the word of its label.
WORDS = {label: label.name.lower() for label in Label}
BY_WORD = {word: label for label, word in WORDS.items()}
# The labels of the body, with the role that ``Paragraph`` names for each.
BODY_ROLES = {
    Label.TEXT: "body",
    Label.CROSSHEAD: "crosshead",
    Label.LIST: "list",
    Label.TABLE: "table",
}
BODY_LABELS = frozenset(BODY_ROLES)
# What web pages print around a story and wires do not. Who asks for more or less than this says so
# by adding to it or taking from it.
PAGE_FURNITURE = frozenset(
    (
        Label.MENU,
        Label.SHARE,
        Label.RELATED,
        Label.SUBSCRIPTION,
        Label.PRINT,
        Label.COMMENT,
        Label.COOKIE,
        Label.LOGIN,
        Label.ADVERTISEMENT,
        Label.PROMO,
    )
)
# What closes a dispatch as its sender prints it, and what closes a page.
SIGN_OFFS = frozenset((Label.ENDMARK, Label.INITIALS))
FOOTERS = frozenset((Label.SUBSCRIPTION, Label.COPYRIGHT))
