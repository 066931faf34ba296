"""The tags of HTML in a text that was copied from a page's source."""

from __future__ import annotations

import re

from dispatchkit.startup.patterns import pattern

TAG_NAMES = (
    "a|abbr|address|article|aside|audio|b|blockquote|body|br|button|caption|center|cite|code|"
    "dd|del|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|"
    "form|h[1-6]|head|"
    "header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|"
    "noscript|object|ol|option|p|picture|pre|q|s|samp|script|section|select|small|"
    "source|span|strike|"
    "strong|style|sub|sup|svg|table|tbody|td|textarea|"
    "tfoot|th|thead|time|title|tr|tt|u|ul|video|wbr"
)
# A tag (its slash, name, attributes and closing slash), a comment, a document type, the ends of
# character data.
TAG_RE = pattern(
    rf"<(/?)({TAG_NAMES})((?:\s[^<>]{{0,400}})?)(/?)>|<!--[^<>]{{0,400}}-->"
    rf"|<!DOCTYPE\s[^<>]{{0,200}}>|<!\[CDATA\[|\]\]>",
    flags=re.IGNORECASE,
)
